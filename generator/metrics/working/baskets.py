"""Does the lead over the Mag-7 hang on how the seven are weighted? Rival baskets side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.metrics.maths.cross_section import newest
from generator.metrics.maths.indices import held_basket, rebalanced_basket
from generator.metrics.maths.weekly import since, together
from generator.metrics.maths.windows import ARTICLE
from generator.model.metric import MAG7, SMALL, Column, Missing, metric

FUND = "MAGS"
NEW_YEAR = pd.Timestamp(2025, 12, 31)
_STARTS = (NEW_YEAR, ARTICLE)
_COLUMNS = (
    Column("label", "The basket", "text"),
    Column("new_year", "Since 31 December 2025", "pp"),
    Column("article", "Since the article, 12 January 2026", "pp"),
)
_FORMULA = "total return of IWM − that of the basket, over the same closes; baskets: "
_EQUAL = "equal amounts at the start, held"


@metric(
    "working",
    "Small caps minus the Mag-7, under rival baskets",
    "pp",
    inputs=(SMALL, FUND, *MAG7),
    columns=_COLUMNS,
    formula=f"{_FORMULA}equal amounts in the seven at the start, held; equal amounts, set back to "
    "equal each day; the fund MAGS, which holds the seven and sets them back to equal each quarter",
    pitfalls="All three give each of the seven the same weight: mag7_by_value weights them by market "
    "value. The fund pays a fee, the baskets have no costs.",
)
def mag7_baskets(
    small: pd.Series[float], fund: pd.Series[float], *mag7: pd.Series[float]
) -> pd.DataFrame:
    """Whether small caps' lead over the seven is the same for three baskets of equal weights."""
    funds = together(small, fund, *mag7)
    both, every = funds[[0, 1]], funds.drop(columns=1)
    rows = {
        "equal": (_EQUAL, *_leads(every, _held)),
        "daily": ("equal weights, set back each day", *_leads(every, _rebalanced)),
        "fund": ("the fund MAGS", *_leads(both, _held)),
    }
    names = [column.name for column in _COLUMNS]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


@metric(
    "working",
    "Small caps minus the Mag-7, weighted by market value",
    "pp",
    inputs=("universe", SMALL, *MAG7),
    columns=_COLUMNS,
    formula=f"{_FORMULA}the seven by their market value at the start, held, which is the newest "
    "market value (Yahoo's screener) ÷ total return since; equal amounts at the start, held",
    pitfalls="Dividends and shares issued or bought back since the start are in the weights, a few "
    "percent at most. Weighted by market value, the two or three largest decide.",
)
def mag7_by_value(
    universe: pd.DataFrame, small: pd.Series[float], *mag7: pd.Series[float]
) -> pd.DataFrame | Missing:
    """How far small caps ran ahead of the seven when the larger of them count for more."""
    stocks = newest(universe).set_index("symbol")
    absent = [ticker for ticker in MAG7 if ticker not in stocks.index]
    if absent:
        return Missing(f"{', '.join(absent)}: not in the newest cross-section of stocks")
    funds = together(small, *mag7)
    seen = since(funds, stocks["date"].iloc[0])
    if seen.empty:
        return Missing("no price from the day of the market values")
    worth = stocks["market_cap"].reindex(list(MAG7)).to_numpy(float)
    units = worth / seen.iloc[0, 1:].to_numpy(float)
    rows = {
        "value": ("market value at the start, held", *_leads(funds, partial(_by_value, units))),
        "equal": (_EQUAL, *_leads(funds, _held)),
    }
    names = [column.name for column in _COLUMNS]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


BASKETS = (mag7_baskets, mag7_by_value)


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
