"""Rotation: small caps against the Mag-7, value against growth, quality."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import (
    basket_table,
    pair_columns,
    ratio,
    rebalanced_basket,
    rebased,
    window_starts,
    window_table,
)
from generator.metrics.maths.observations import last_day, since, together, too_short, weekly
from generator.model.metric import LARGE, MAG7, SMALL, Column, Missing, Series, metric

SESSIONS_3M = 63
VALUE, GROWTH, QUALITY, EQUAL_WEIGHT = "IWN", "IWO", "IJR", "RSP"
_ROWS = {
    "small": "Small caps (IWM)",
    "value": "Small value (IWN)",
    "quality": "Profitable small caps (IJR)",
}


@metric(
    "working",
    "Small caps minus Mag-7",
    "pp",
    inputs=(SMALL, *MAG7),
    columns=pair_columns("Small caps", "Mag-7"),
    formula="total return of IWM − mean of the seven stocks' total returns, over the same closes",
    pitfalls="Equal weights at each window's start; weights by market value can turn the sign. The "
    "seven were picked by the press as past winners, so windows before 2026 flatter them.",
)
def small_minus_mag7(small: Series, *mag7: Series) -> pd.DataFrame:
    """How far small caps ran ahead of an equal-weight basket of the Mag-7, bought and held."""
    return basket_table(small, mag7)


@metric(
    "working",
    "Small caps relative to the Mag-7",
    "index",
    inputs=(SMALL, *MAG7),
    formula="IWM total-return index ÷ Mag-7 basket, set back to equal weights each day; first week "
    "= 100 (May 2012, when META began to trade)",
    pitfalls="The seven are known winners of this very period: the long decline is partly how they "
    "were chosen. Daily rebalancing costs are left out.",
)
def small_to_mag7(small: Series, *mag7: Series) -> Series:
    """The ratio of small-cap wealth to that of the Mag-7: it rises when money rotates out."""
    return rebased(weekly(ratio(small, rebalanced_basket(*mag7))))


@metric(
    "working",
    "Rotation out of the Mag-7",
    "pp",
    inputs=(SMALL, VALUE, QUALITY, *MAG7),
    columns=(
        Column("label", "Fund", "text"),
        Column("m3", "Last 63 sessions", "pp"),
        Column("ytd", "Year to date", "pp"),
    ),
    formula="total return of the fund − mean of the seven stocks' total returns",
    pitfalls="Returns show who won, not who bought: no flow of money is measured here.",
)
def rotation(
    small: Series, value: Series, quality: Series, *mag7: Series
) -> pd.DataFrame | Missing:
    """Whether small caps, small value and profitable small caps each beat the Mag-7."""
    funds = together(small, value, quality, *mag7)
    if len(funds) <= SESSIONS_3M:
        return too_short(SESSIONS_3M + 1, len(funds), "sessions")
    _, new_year = window_starts(last_day(small))["ytd"]
    table = pd.DataFrame(
        {
            "label": list(_ROWS.values()),
            "m3": _ahead_of_mag7(funds.iloc[-SESSIONS_3M - 1 :]),
            "ytd": _ahead_of_mag7(since(funds, new_year)),
        }
    )
    return table.set_axis(list(_ROWS))


def _ahead_of_mag7(funds: pd.DataFrame) -> list[float]:
    """Return the returns of columns 0 to 2 over the mean return of the others, in pp."""
    if funds.empty:
        return [float("nan")] * len(_ROWS)
    returns = ((funds.iloc[-1] / funds.iloc[0] - 1) * 100).to_numpy(float)
    return list(returns[: len(_ROWS)] - returns[len(_ROWS) :].mean())


@metric(
    "working",
    "Small caps minus the Nasdaq 100",
    "pp",
    inputs=(SMALL, "QQQ"),
    columns=pair_columns("Small caps", "Nasdaq 100"),
    formula="total return of IWM − total return of QQQ, each from the last close on or before the "
    "window's start to the as-of close, not annualised",
    pitfalls="The Nasdaq 100 is a list of large companies of one exchange, two thirds of it "
    "technology and the Mag-7.",
)
def small_minus_nasdaq(small: Series, nasdaq: Series) -> pd.DataFrame:
    """How far small caps ran ahead of the large technology companies of the Nasdaq."""
    return window_table(small, nasdaq)


@metric(
    "working",
    "Small value minus small growth",
    "pp",
    inputs=(VALUE, GROWTH),
    columns=pair_columns("Small value", "Small growth"),
    formula="total return of IWN − total return of IWO, over the same closes",
    pitfalls="Both are cut from the Russell 2000 at each of its reviews, and the two funds share "
    "the stocks in the middle.",
)
def value_minus_growth(value: Series, growth: Series) -> pd.DataFrame:
    """How far the cheaper half of small caps (IWN) ran ahead of the dearer half (IWO)."""
    return window_table(value, growth)


@metric(
    "earnings",
    "Profitable small caps minus all small caps",
    "pp",
    inputs=(QUALITY, SMALL),
    columns=pair_columns("Profitable small caps", "All small caps"),
    formula="total return of IJR − total return of IWM, over the same closes",
    pitfalls="The S&P 600 (IJR) asks for profits only when a stock enters, holds somewhat larger "
    "companies and other sectors: not all of the difference is quality.",
)
def quality_minus_small(quality: Series, small: Series) -> pd.DataFrame:
    """What a screen for profits was worth: the S&P 600 (IJR) against the Russell 2000 (IWM)."""
    return window_table(quality, small)


@metric(
    "working",
    "Equal weight relative to market weight",
    "index",
    inputs=(EQUAL_WEIGHT, LARGE),
    formula="RSP total-return index ÷ SPY total-return index, first week = 100",
    pitfalls="RSP charges more than SPY, so the ratio falls a little each year by itself.",
)
def equal_weight_ratio(equal: Series, large: Series) -> Series:
    """How the average large company does against the index that its largest members rule."""
    return rebased(weekly(ratio(equal, large)))


ROTATION = (
    small_minus_mag7,
    small_to_mag7,
    rotation,
    small_minus_nasdaq,
    value_minus_growth,
    quality_minus_small,
    equal_weight_ratio,
)
