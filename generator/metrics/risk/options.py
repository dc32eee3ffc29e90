"""What can go wrong? What options cost on small caps against what they cost on large ones."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import together
from generator.metrics.rates.policy import at_sessions
from generator.model.metric import LARGE, metric


@metric(
    "risk",
    "Expected swings of small caps against large caps",
    "ratio",
    decimals=2,
    inputs=("fred:RVXCLS", "fred:VIXCLS", LARGE),
    formula="volatility that options on the Russell 2000 imply (RVX) ÷ that of options on the S&P "
    "500 (VIX), both for the next 30 days, as known at the week's last session",
    pitfalls="Above 1 is normal, since small caps swing more. The ratio falls in a panic, when large "
    "caps swing as much: a low one is no sign of calm.",
)
def implied_volatility_ratio(
    small: pd.Series[float], large: pd.Series[float], sessions: pd.Series[float]
) -> pd.Series[float]:
    """How much more than for large caps the options market expects small caps to swing."""
    both = together(small, large)
    return at_sessions(both[0] / both[1], sessions)


OPTIONS = (implied_volatility_ratio,)
