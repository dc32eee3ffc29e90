"""How much of the market do the largest hold? Ten holdings, and small against large companies."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.cross_section import NOT_RUSSELL, SEGMENTS, WHAT, history, segment
from generator.metrics.maths.weekly import weekly
from generator.model.metric import Measured, metric

_TEN = "sum of the weights of {}'s ten largest holdings as Yahoo's fund page gives them; all ten or none"
_PITFALLS = (
    "Yahoo gives no date with it: holdings are weeks old, and are shown under the day on which they "
    "were fetched. Two classes of one company's shares are two holdings. One value for each week "
    "since the first."
)


@metric(
    "working",
    "Weight of the ten largest holdings of SPY",
    "%",
    inputs=("funds:SPY.top_ten",),
    formula=_TEN.format("SPY"),
    pitfalls=_PITFALLS,
)
def large_top_ten(weight: pd.Series[float]) -> pd.Series[float]:
    """How much of the S&P 500 fund hangs on its ten largest holdings."""
    return weekly(weight)


@metric(
    "working",
    "Weight of the ten largest holdings of IWM",
    "%",
    inputs=("funds:IWM.top_ten",),
    formula=_TEN.format("IWM"),
    pitfalls=f"{_PITFALLS} A company that outgrows the index leaves it at a review, twice a year.",
)
def small_top_ten(weight: pd.Series[float]) -> pd.Series[float]:
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


CONCENTRATION = (large_top_ten, small_top_ten, small_to_large_value)
