"""Weights: the lead over the Mag-7 under rival ones, and how much the largest hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.metrics.maths.cross_section import (
    NOT_RUSSELL,
    SEGMENTS,
    WHAT,
    history,
    newest,
    segment,
)
from generator.metrics.maths.indices import ARTICLE, held_basket, rebalanced_basket
from generator.metrics.maths.observations import since, together, weekly
from generator.metrics.maths.tables import table_of
from generator.model.metric import MAG7, SMALL, Column, Measured, Missing, Series, metric

FUND = "MAGS"
NEW_YEAR = pd.Timestamp(2025, 12, 31)
_STARTS = (NEW_YEAR, ARTICLE)
_LEAD_COLUMNS = (
    Column("label", "The basket", "text"),
    Column("new_year", "Since 31 December 2025", "pp"),
    Column("article", "Since the article, 12 January 2026", "pp"),
)
_LEAD_FORMULA = "total return of IWM − that of the basket, over the same closes; baskets: "
_EQUAL = "equal amounts at the start, held"
_TEN_FORMULA = "sum of the weights of {}'s ten largest holdings as Yahoo's fund page gives them; all ten or none"
_HOLDINGS_PITFALLS = (
    "Yahoo gives no date with it: holdings are weeks old, and are shown under the day on which they "
    "were fetched. Two classes of one company's shares are two holdings. One value for each week "
    "since the first."
)


@metric(
    "working",
    "Small caps minus the Mag-7, under rival baskets",
    "pp",
    inputs=(SMALL, FUND, *MAG7),
    columns=_LEAD_COLUMNS,
    formula=f"{_LEAD_FORMULA}equal amounts in the seven at the start, held; equal amounts, set back to "
    "equal each day; the fund MAGS, which holds the seven and sets them back to equal each quarter",
    pitfalls="All three give each of the seven the same weight: mag7_by_value weights them by market "
    "value. The fund pays a fee, the baskets have no costs.",
)
def mag7_baskets(small: Series, fund: Series, *mag7: Series) -> pd.DataFrame:
    """Whether small caps' lead over the seven is the same for three baskets of equal weights."""
    funds = together(small, fund, *mag7)
    both, every = funds[[0, 1]], funds.drop(columns=1)
    rows = {
        "equal": (_EQUAL, *_leads(every, _held)),
        "daily": ("equal weights, set back each day", *_leads(every, _rebalanced)),
        "fund": ("the fund MAGS", *_leads(both, _held)),
    }
    return table_of(rows, _LEAD_COLUMNS)


@metric(
    "working",
    "Small caps minus the Mag-7, weighted by market value",
    "pp",
    inputs=("universe", SMALL, *MAG7),
    columns=_LEAD_COLUMNS,
    formula=f"{_LEAD_FORMULA}the seven by their market value at the start, held, which is the newest "
    "market value (Yahoo's screener) ÷ total return since; equal amounts at the start, held",
    pitfalls="Dividends and shares issued or bought back since the start are in the weights, a few "
    "percent at most. Weighted by market value, the two or three largest decide.",
)
def mag7_by_value(universe: pd.DataFrame, small: Series, *mag7: Series) -> pd.DataFrame | Missing:
    """How far small caps ran ahead of the seven when the larger of them count for more."""
    stocks = newest(universe).set_index("symbol")
    absent = [ticker for ticker in MAG7 if ticker not in stocks.index]
    if absent:
        return Missing(f"{', '.join(absent)}: not in the newest cross-section of stocks")
    funds = together(small, *mag7)
    span = since(funds, stocks["date"].iloc[0])
    if span.empty:
        return Missing("no price from the day of the market values")
    worth = stocks["market_cap"].reindex(list(MAG7)).to_numpy(float)
    units = worth / span.iloc[0, 1:].to_numpy(float)
    rows = {
        "value": ("market value at the start, held", *_leads(funds, partial(_by_value, units))),
        "equal": (_EQUAL, *_leads(funds, _held)),
    }
    return table_of(rows, _LEAD_COLUMNS)


def _leads(funds: pd.DataFrame, growth: Callable[[pd.DataFrame], float]) -> list[float]:
    """Return how far column 0 ran ahead of a basket of the others since each start, in pp."""
    return [_lead(since(funds, start), growth) for start in _STARTS]


def _lead(span: pd.DataFrame, growth: Callable[[pd.DataFrame], float]) -> float:
    if len(span) <= 1:
        return float("nan")
    small, basket = span.iloc[:, 0], span.iloc[:, 1:]
    return (float(small.iloc[-1] / small.iloc[0]) - growth(basket)) * 100


def _held(members: pd.DataFrame) -> float:
    return float(held_basket(members).iloc[-1])


def _rebalanced(members: pd.DataFrame) -> float:
    return float(rebalanced_basket(*(members[name] for name in members)).iloc[-1])


def _by_value(units: NDArray[np.float64], members: pd.DataFrame) -> float:
    return float((members.iloc[-1] * units).sum() / (members.iloc[0] * units).sum())


@metric(
    "working",
    "Weight of the ten largest holdings of SPY",
    "%",
    inputs=("funds:SPY.top_ten",),
    formula=_TEN_FORMULA.format("SPY"),
    pitfalls=_HOLDINGS_PITFALLS,
)
def large_top_ten(weight: Series) -> Series:
    """How much of the S&P 500 fund hangs on its ten largest holdings."""
    return weekly(weight)


@metric(
    "working",
    "Weight of the ten largest holdings of IWM",
    "%",
    inputs=("funds:IWM.top_ten",),
    formula=_TEN_FORMULA.format("IWM"),
    pitfalls=f"{_HOLDINGS_PITFALLS} A company that outgrows the index leaves it at a review, twice a year.",
)
def small_top_ten(weight: Series) -> Series:
    """How much of the Russell 2000 fund hangs on its ten largest holdings."""
    return weekly(weight)


@metric(
    "working",
    "Market value of small caps against large caps",
    "%",
    decimals=2,
    inputs=("universe",),
    formula=f"sum of the market values of small caps ÷ that of large caps. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Ranks 501 to 1,000 are on neither side. Companies that grow change "
    "sides, so the ratio is no return. One value for each week since the first.",
)
def small_to_large_value(universe: pd.DataFrame) -> Measured:
    """How many cents of small companies there are for each dollar of large ones."""

    def share(rows: pd.DataFrame) -> float:
        small, large = (float(segment(rows, name)["market_cap"].sum()) for name in SEGMENTS)
        return small / large * 100

    return history(universe, share)


BASKETS = (mag7_baskets, mag7_by_value)

CONCENTRATION = (large_top_ten, small_top_ten, small_to_large_value)
