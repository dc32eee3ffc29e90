"""Breadth: how many stocks take part in a rise, and the typical one against its fund."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.cross_section import (
    NOT_RUSSELL,
    SEGMENTS,
    UNIVERSE,
    WHAT,
    four_weeks_before,
    history,
    newest,
    segment,
)
from generator.metrics.maths.observations import change_pct, iso
from generator.metrics.maths.tables import table_of
from generator.model.metric import LARGE, SMALL, Column, Measured, Missing, Series, metric

NEAR = 0.02
# A 3-for-2 split makes half as many shares again; no company issues so many in four weeks as a rule.
SPLIT = 1.4


@metric(
    "buying",
    "Breadth",
    "%",
    inputs=UNIVERSE,
    columns=(
        Column("label", "Companies", "text"),
        Column("above_50", "Above the 50-day average", "%"),
        Column("above_200", "Above the 200-day average", "%"),
        Column("highs", "At a 52-week high", "%"),
        Column("lows", "At a 52-week low", "%"),
        Column("value", "Highs minus lows", "pp"),
        Column("n", "Companies", "count", 0),
    ),
    formula="companies whose price is above the average of the last 50, or 200, sessions; within 2% "
    "of the highest, or lowest, price of 52 weeks; each ÷ companies for which both numbers are "
    f"known. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Companies that were delisted are gone from the count. Averages are of "
    "prices, without dividends.",
)
def breadth(universe: pd.DataFrame) -> pd.DataFrame:
    """Whether many stocks rise or a few large ones."""
    rows = newest(universe)
    table = {name: _breadth_cells(segment(rows, name), label) for name, label in SEGMENTS.items()}
    return table_of(table, breadth.columns)


def _breadth_cells(part: pd.DataFrame, label: str) -> tuple[str | float, ...]:
    price = part["price"]
    above = [_share(price > part[name], part[name]) for name in ("average_50", "average_200")]
    high = _share(price >= part["high_52"] * (1 - NEAR), part["high_52"])
    low = _share(price <= part["low_52"] * (1 + NEAR), part["low_52"])
    return label, *above, high, low, high - low, len(part)


def _share(is_true: pd.Series[bool], number: Series) -> float:
    companies = is_true[number.notna()]
    return float(companies.mean() * 100) if len(companies) else np.nan


@metric(
    "buying",
    "Small caps above their 200-day average",
    "%",
    inputs=UNIVERSE,
    companies="breadth.small.n",
    formula="small caps whose price is above the average of their last 200 sessions ÷ small caps for "
    f"which it is known. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} One value for each week since the first; the members change.",
)
def small_above_200_day(universe: pd.DataFrame) -> Measured:
    """The share of small companies in a rising trend, week by week."""

    def above(rows: pd.DataFrame) -> float:
        part = segment(rows, "small")
        return _share(part["price"] > part["average_200"], part["average_200"])

    return history(universe, above, "no average of 200 sessions is known")


@metric(
    "buying",
    "The typical stock against the fund, over four weeks",
    "pp",
    inputs=("universe", f"close:{SMALL}", f"close:{LARGE}"),
    columns=(
        Column("label", "Companies and fund", "text"),
        Column("since", "Since", "date"),
        Column("mean", "Mean of the stocks", "%"),
        Column("median", "Median stock", "%"),
        Column("fund", "Fund", "%", n=""),
        Column("mean_lead", "Mean minus fund", "pp"),
        Column("value", "Median minus fund", "pp"),
        Column("ahead", "Stocks ahead of the fund", "%", 0),
        Column("n", "Stocks", "count", 0),
        Column("gone", "Left out", "count", 0),
    ),
    formula="change of price, without dividends, of the companies in the stored cross-section nearest to "
    "four weeks before, each counting the same, against that of IWM (small) and SPY (large) between "
    "the same days; left out: companies that are in neither group now, and those whose number of shares "
    f"(market value ÷ price) changed by a factor of {SPLIT} or more, as by a split. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} The members are those of four weeks before, so that none is in for having "
    "risen; but those that left both groups since are not counted, whether they rose or fell. A few "
    "very large gains lift the mean; the median of single stocks is mostly below it.",
)
def typical_stock(universe: pd.DataFrame, small: Series, large: Series) -> pd.DataFrame | Missing:
    """Whether the average and the middle stock did as well as the fund that weights by size."""
    before = four_weeks_before(universe)
    if isinstance(before, Missing):
        return before
    now = newest(universe)
    ends = before["date"].iloc[0], now["date"].iloc[0]
    funds = {"small": (SMALL, small), "large": (LARGE, large)}
    rows = {}
    for name, (ticker, close) in funds.items():
        members = segment(before, name)
        label = f"{SEGMENTS[name]}, {ticker}"
        cells = _stock_cells(_price_changes(members, now), change_pct(close, *ends))
        rows[name] = (label, iso(ends[0]), *cells, len(members) - cells[-1])
    return table_of(rows, typical_stock.columns)


def _price_changes(members: pd.DataFrame, now: pd.DataFrame) -> Series:
    """Return by how many percent the prices of some companies have changed; splits are left out."""
    both = members.merge(now, on="symbol", suffixes=("", "_now"))
    price = both["price_now"] / both["price"]
    shares = both["market_cap_now"] / both["market_cap"] / price
    same = shares.between(1 / SPLIT, SPLIT, inclusive="neither")
    return (price[same] - 1) * 100


def _stock_cells(changes: Series, fund: float) -> tuple[float, ...]:
    """Return mean, median, fund, both leads, share ahead and n."""
    mean, median = float(changes.mean()), float(changes.median())
    ahead = float((changes > fund).mean() * 100) if len(changes) else np.nan
    return mean, median, fund, mean - fund, median - fund, ahead, len(changes)


BREADTH = (breadth, small_above_200_day)

TYPICAL = (typical_stock,)
