"""Profits of small and large companies, added up from their annual reports."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from generator.metrics.maths.cross_section import newest
from generator.metrics.maths.filers import (
    NOT_RUSSELL,
    WHAT,
    Quotient,
    Sums,
    groups,
    level_rows,
    members,
    pair,
    pair_columns,
    pair_table,
    per_cent,
    ratio_change,
    slip_marks,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, metric
from generator.model.sec_tags import GROUP_YEAR, tags_text

FILINGS = ("filings",)
# Below this share of the float a sum of profits is too close to zero to divide by.
LEAST_YIELD_PCT = 1.0
ARTICLE_YEAR = 2026
MARGIN_YEARS = (2026, 2027)
_GROUP_LABELS = {
    "large": "Large caps, ranks 1 to 500",
    "middle": "ranks 501 to 1,000, not used",
    "small": "Small caps, ranks 1,001 to 3,000",
    "smaller": "ranks from 3,001 on, not used",
    "silent": f"without a cash flow from operations for {GROUP_YEAR}, not ranked",
    "implausible": "with a float that neither revenue nor equity vouches for, not ranked",
}


@metric(
    "earnings",
    "Companies by their annual reports",
    "count",
    inputs=FILINGS,
    columns=(
        Column("label", "Companies", "text"),
        Column("value", "Number", "count", 0, n=""),
        Column("low", "Smallest float, millions of dollars", "count", 0, n=""),
        Column("high", "Largest float, millions of dollars", "count", 0, n=""),
        Column("slips", "Facts too large for the float, not counted", "count", 0, n=""),
    ),
    formula=f"count of companies by group. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} A float is what is not held by insiders, so closely held companies rank "
    "below their size. A report that comes late or is amended may move a company.",
)
def filing_groups(filings: pd.DataFrame) -> pd.DataFrame:
    """How many companies the sums over annual reports speak for, and who was left out by which rule."""
    rows = newest(filings)
    group = groups(filings)
    floats = rows.groupby("cik")["public_float"].first() / 1e6
    slips = slip_marks(rows).sum(axis=1).groupby(rows["cik"]).sum()
    table = {}
    for key, label in _GROUP_LABELS.items():
        of = group.index[group == key]
        table[key] = (label, len(of), floats[of].min(), floats[of].max(), int(slips[of].sum()))
    return table_of(table, filing_groups.columns)


def _growth(sums: Sums) -> Sums:
    before, after, floats = sums[..., 0], sums[..., 1], sums[..., 2]
    is_clear = before >= floats * LEAST_YIELD_PCT / 100
    return np.where(is_clear, per_cent(after - before, before), np.nan)


def _gain(sums: Sums) -> Sums:
    return per_cent(sums[..., 1] - sums[..., 0], sums[..., 2])


def _growth_rows(filings: pd.DataFrame, of: Callable[[Sums], Sums], lacking: str) -> pd.DataFrame:
    """Return a row for the article's year and for each year whose year before is there, too."""
    rows = members(filings)
    years = set(rows["year"])
    reported = sorted({ARTICLE_YEAR} | {year for year in years if year - 1 in years})
    profits = {year: (("net_income", year - 1), ("net_income", year)) for year in reported}
    return pair_table(
        {
            f"y{year}": pair(rows, f"{year} over {year - 1}", Quotient(facts, of, lacking))
            for year, facts in profits.items()
        }
    )


@metric(
    "earnings",
    "Realised growth of earnings",
    "%",
    inputs=FILINGS,
    columns=pair_columns("%"),
    formula="sum of net income of one year ÷ that of the year before − 1, over companies that state "
    f"both; n.m. where the year before is below {LEAST_YIELD_PCT:g}% of the float, no number where both "
    f"are stated for less than 60% of it, no interval where any draw is n.m. {WHAT}. "
    f"{tags_text('net_income')}",
    pitfalls=f"{NOT_RUSSELL} Where many companies lose money, the sum is small and its growth wild: "
    "read the interval, and the change over the float, which is always defined.",
)
def realised_growth(filings: pd.DataFrame) -> pd.DataFrame:
    """By how much the profits that companies reported have grown, all companies of a group as one."""
    lacking = f"profit of the year before is below {LEAST_YIELD_PCT:g}% of the float"
    return _growth_rows(filings, _growth, lacking)


@metric(
    "earnings",
    "Realised change of earnings over float",
    "pp",
    decimals=2,
    inputs=FILINGS,
    columns=pair_columns("pp", 2),
    formula="(sum of net income of one year − that of the year before) ÷ sum of floats, over companies "
    f"that state both. {WHAT}. {tags_text('net_income')}",
    pitfalls=f"{NOT_RUSSELL} The float is that of 2025 in every year; it only gives the change a scale.",
)
def realised_change(filings: pd.DataFrame) -> pd.DataFrame:
    """By how much profits have changed for each dollar of float: a number even where growth has none."""
    return _growth_rows(filings, _gain, "there is no float")


@metric(
    "earnings",
    "Net margin",
    "%",
    inputs=FILINGS,
    columns=pair_columns("%"),
    formula="sum of net income ÷ sum of revenue, over companies that state both in a year. "
    f"{WHAT}. {tags_text('net_income', 'revenue')}",
    pitfalls=f"{NOT_RUSSELL} Many banks and insurers state no revenue under these tags.",
)
def net_margin(filings: pd.DataFrame) -> pd.DataFrame:
    """How much of a dollar of sales is left as profit, for all companies of a group as one."""
    return level_rows(members(filings), "net_income", "revenue")


@metric(
    "earnings",
    "Change of the net margin since 2025",
    "pp",
    inputs=FILINGS,
    columns=pair_columns("pp"),
    formula="(sum of net income ÷ sum of revenue) of a year − that of 2025, over companies that state "
    f"all four. {WHAT}. {tags_text('net_income', 'revenue')}",
    pitfalls=f"{NOT_RUSSELL} Everything that moves margins is in it: prices, wages, interest, tax, and "
    "which companies survive.",
)
def net_margin_change(filings: pd.DataFrame) -> pd.DataFrame:
    """Whether small or large companies keep more of a dollar of sales than they did in 2025."""
    rows = members(filings)
    facts = {
        year: tuple((fact, of) for of in (GROUP_YEAR, year) for fact in ("net_income", "revenue"))
        for year in MARGIN_YEARS
    }
    return pair_table(
        {
            f"y{year}": pair(
                rows, f"{year} against {GROUP_YEAR}", Quotient(of, ratio_change, "no revenue")
            )
            for year, of in facts.items()
        }
    )


@metric(
    "earnings",
    "Return on equity",
    "%",
    inputs=FILINGS,
    columns=pair_columns("%"),
    formula="sum of net income ÷ sum of equity at the end of the year, over companies that state both. "
    f"{WHAT}. {tags_text('net_income', 'equity')}",
    pitfalls=f"{NOT_RUSSELL} Buybacks lower equity and raise the ratio, at large companies above all.",
)
def return_on_equity(filings: pd.DataFrame) -> pd.DataFrame:
    """What companies earn on the equity in their books, all companies of a group as one."""
    return level_rows(members(filings), "net_income", "equity")


FILED_PROFITS = (
    realised_growth,
    realised_change,
    net_margin,
    net_margin_change,
    return_on_equity,
    filing_groups,
)
