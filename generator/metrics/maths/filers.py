"""Small and large companies by their annual reports, and what their facts add up to.

The groups go by the public float that each company stated for the middle of one fiscal year, so that
what became of it after its report on that year does not decide whether it is in them. Sums run over
the companies that state all facts of a number; how many those are, and how much of the float they
hold, stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.metrics.maths.cross_section import SEGMENTS, newest, segment
from generator.metrics.maths.intervals import SEED
from generator.metrics.maths.tables import table_of
from generator.model.formatting import number
from generator.model.metric import Column, Unit
from generator.model.sec_tags import FACT_TAGS, GROUP_YEAR

# Ranks by float; the groups in between and below are counted and not used.
RANKS = {"large": 500, "middle": 1000, "small": 3000, "smaller": np.inf}
MOST_FLOAT_USD = 5e12
# A float typed in the wrong unit is a thousand times too large for the company behind it.
MOST_FLOATS = 200
# Likewise a fact, in floats; revenue and equity may be many times a small float.
MOST_TIMES = 5
MOST_TIMES_OF = {"revenue": 100, "equity": 100}
LEAST_COVERAGE_PCT = 60
DRAWS = 1_000
WHAT = (
    "US companies by the public float that each states for the middle of fiscal 2025 (SEC frames, tag "
    "EntityPublicFloat), a fixed list: ranks 1 to 500 are the large caps, 1,001 to 3,000 the small caps. "
    "Ranked are those that state a cash flow from operations for 2025, which leaves out trusts that "
    f"hold gold or coins, and whose float is at most $5 trillion and {MOST_FLOATS} times the larger of "
    f"revenue and equity. A fact of more than {MOST_TIMES} times the float (revenue and equity: "
    f"{MOST_TIMES_OF['equity']} times) counts as a slip of the pen and as not stated; all others count in "
    "full. A year is the fiscal year that fits the calendar year best, in the version filed last. "
    "Interval: 5th to 95th percentile of 1,000 draws of as many companies with replacement, fixed seed"
)
NOT_RUSSELL = (
    "It is not the Russell 2000: limited partnerships and trusts that file annual reports are in it, "
    "companies that report abroad are not. Whoever reported on 2025 stays on the list, but a company "
    "that has not reported on the other year, is gone, or uses another tag drops out of the sum: n and "
    "coverage count those that remain, and one that changes its tag from year to year may state a "
    "little more or less. Profits are as reported, one-off costs included. Fiscal years end in any "
    "month; those that end in spring are reported after April."
)
Sums: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A number made of sums over the companies that state all of its facts.

    Attributes:
        facts: which fact of which year; the order in which `of` finds their sums on the last axis,
            with the sum of floats behind them.
        of: sums -> number; NaN where the number would mean nothing.
        lacking: why it then would.
        least_pct: how much of a group's float must be counted for the sums to speak for it.
    """

    facts: tuple[tuple[str, int], ...]
    of: Callable[[Sums], Sums]
    lacking: str
    least_pct: float = LEAST_COVERAGE_PCT


@dataclass(frozen=True, slots=True)
class Side:
    """One group: what each of its companies states, and what that comes to."""

    facts: Sums
    coverage: float
    value: float


def pair_columns(unit: Unit, decimals: int = 1) -> tuple[Column, ...]:
    """Return the columns of a table whose rows `pair` gives."""
    difference: Unit = "pp" if unit in ("%", "pp") else unit
    return (
        Column("label", "Fiscal year", "text"),
        Column("small", "Small caps", unit, decimals, n="small_n"),
        Column("large", "Large caps", unit, decimals, n="large_n"),
        Column("value", "Small minus large", difference, decimals, n="small_n"),
        Column("lo", "90% interval, from", difference, decimals, n="small_n"),
        Column("hi", "to", difference, decimals, n="small_n"),
        Column("small_n", "Small caps counted", "count", 0),
        Column("large_n", "Large caps counted", "count", 0),
        Column("small_coverage", "Small caps: float counted", "%", 0, n="small_n"),
        Column("large_coverage", "Large caps: float counted", "%", 0, n="large_n"),
        Column("note", "Why a number is missing", "text"),
    )


def groups(filings: pd.DataFrame) -> pd.Series[str]:
    """Return the group of each company by its number; those left out are `silent` or `implausible`."""
    rows = newest(filings)
    floats = rows.groupby("cik")["public_float"].first()
    base = rows[rows["year"] == GROUP_YEAR].set_index("cik").reindex(floats.index)
    reports = base["operating_cash"].notna()
    size = base[["revenue", "equity"]].max(axis=1)
    plausible = floats.le(MOST_FLOAT_USD) & floats.le(MOST_FLOATS * size)
    rank = floats[reports & plausible].rank(ascending=False, method="first")
    group = pd.cut(rank, [0, *RANKS.values()], labels=list(RANKS)).astype(str)
    left_out = pd.Series(np.where(reports, "implausible", "silent"), floats.index)
    return left_out.mask(rank.reindex(floats.index).notna(), group)


def members(filings: pd.DataFrame) -> pd.DataFrame:
    """Return the newest facts of all grouped companies, slips taken out, with their `segment`."""
    rows = newest(filings)
    slips = slip_marks(rows)
    facts = rows[list(FACT_TAGS)].mask(slips)
    # What is no cost is filed under the name of one by mistake, a payment with a minus.
    facts["interest"] = facts["interest"].where(facts["interest"] > 0)
    facts["investment"] = facts["investment"].where(facts["investment"] >= 0)
    companies = rows[["cik", "year", "public_float"]].join(facts)
    return companies.assign(segment=companies["cik"].map(groups(filings)))


def slip_marks(rows: pd.DataFrame) -> pd.DataFrame:
    """Return which facts are too large for the float beside them."""
    limits = {
        fact: rows["public_float"] * MOST_TIMES_OF.get(fact, MOST_TIMES) for fact in FACT_TAGS
    }
    return rows[list(FACT_TAGS)].abs().gt(pd.DataFrame(limits))


def pair(rows: pd.DataFrame, label: str, quotient: Quotient) -> tuple[float | str, ...]:
    """Return the cells of one row: small, large, their difference with its interval, and on what.

    Args:
        rows: of `members`.
        label: of the row.
        quotient: what is computed, in the same way for both.
    """
    small, large = (_side(segment(rows, name), quotient) for name in SEGMENTS)
    low, high = _interval(small, large, quotient)
    notes = (
        _note(side, name, quotient) for side, name in zip((small, large), SEGMENTS, strict=True)
    )
    return (
        label, small.value, large.value, small.value - large.value, low, high,
        len(small.facts), len(large.facts), small.coverage, large.coverage,
        "; ".join(filter(None, notes)),
    )  # fmt: skip


def pair_table(rows: dict[str, tuple[float | str, ...]]) -> pd.DataFrame:
    """Return rows that `pair` gave as a table."""
    return table_of(rows, pair_columns("%"))


def level_rows(
    rows: pd.DataFrame, part: str, whole: str, least_pct: float = LEAST_COVERAGE_PCT
) -> pd.DataFrame:
    """Return the sum of one fact in percent of that of another, year by year."""
    lacking = f"the sum of {whole.replace('_', ' ')} is not above zero"
    quotient = {
        year: Quotient(((part, year), (whole, year)), ratio, lacking, least_pct)
        for year in sorted(set(rows["year"]))
    }
    return pair_table({f"y{year}": pair(rows, f"{year}", of) for year, of in quotient.items()})


def per_cent(part: Sums, whole: Sums) -> Sums:
    """Return a part in percent of a whole; NaN where the whole is not above zero."""
    usable = whole > 0
    return np.where(usable, part / np.where(usable, whole, 1.0) * 100, np.nan)


def ratio(sums: Sums) -> Sums:
    """Return the first sum in percent of the second."""
    return per_cent(sums[..., 0], sums[..., 1])


def ratio_change(sums: Sums) -> Sums:
    """Return the third sum in percent of the fourth minus the first in percent of the second."""
    return per_cent(sums[..., 2], sums[..., 3]) - ratio(sums)


def _side(rows: pd.DataFrame, quotient: Quotient) -> Side:
    stated = _side_by_side(rows, quotient.facts)
    complete = stated.dropna()
    floats = stated["public_float"].sum()
    coverage = float(complete["public_float"].sum() / floats * 100) if floats else 0.0
    facts = complete.to_numpy(float)
    is_covered = coverage >= quotient.least_pct
    return Side(facts, coverage, float(quotient.of(facts.sum(axis=0))) if is_covered else np.nan)


def _side_by_side(rows: pd.DataFrame, facts: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """Return a row for each company with a column for each fact, and its float in the last one."""
    by_company = rows.set_index("cik")
    columns = {
        f"{fact}_{year}": by_company.loc[by_company["year"] == year, fact] for fact, year in facts
    }
    floats = by_company.groupby("cik")["public_float"].first()
    return pd.DataFrame(columns, index=floats.index).assign(public_float=floats)


def _interval(small: Side, large: Side, quotient: Quotient) -> tuple[float, float]:
    """Return the 90 % interval of the difference; NaN if any draw gives no number."""
    if np.isnan(small.value - large.value):
        return np.nan, np.nan
    lead = _draw_values(small.facts, quotient) - _draw_values(large.facts, quotient)
    low, high = np.quantile(lead, [0.05, 0.95])
    return float(low), float(high)


def _draw_values(facts: Sums, quotient: Quotient) -> Sums:
    """Return the number for many draws of as many companies with replacement."""
    draws = np.random.default_rng(SEED).integers(0, len(facts), (DRAWS, len(facts)))
    sums = [column[draws].sum(axis=1) for column in facts.T]
    return quotient.of(np.stack(sums, axis=-1))


def _note(side: Side, name: str, quotient: Quotient) -> str:
    if side.coverage < quotient.least_pct:
        return f"{SEGMENTS[name]}: stated for {number(side.coverage, '%', 0)} of the float"
    return f"{SEGMENTS[name]}: n.m., {quotient.lacking}" if np.isnan(side.value) else ""
