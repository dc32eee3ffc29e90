"""What can be read off total-return indices? Their ratio, their basket, their worst fall."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import together


def ratio(first: pd.Series[float], second: pd.Series[float]) -> pd.Series[float]:
    """Return the daily ratio of two indices on the days that both have."""
    both = together(first, second)
    daily: pd.Series[float] = both[0] / both[1]
    return daily


def rebased(index: pd.Series[float]) -> pd.Series[float]:
    """Return the index with 100 as its first value."""
    return index / index.iloc[0] * 100


def held_basket(members: pd.DataFrame) -> pd.Series[float]:
    """Return equal amounts put into each column on the first day and held: 1.0 there."""
    return members.div(members.iloc[:1].to_numpy()).mean(axis=1)


def rebalanced_basket(*members: pd.Series[float]) -> pd.Series[float]:
    """Return a basket set back to equal weights each day, 1.0 on the members' first common day."""
    returns = together(*members).pct_change().mean(axis=1).fillna(0.0)
    return (1 + returns).cumprod()


def drawdown_pct(index: pd.Series[float]) -> pd.Series[float]:
    """Return the distance from the highest value so far, in percent: 0 or below."""
    return (index / index.cummax() - 1) * 100


def worst_fall(index: pd.Series[float]) -> tuple[pd.Timestamp, pd.Timestamp, float]:
    """Return the deepest fall from a high: day of the high, day of the low, percent."""
    fall = drawdown_pct(index)
    low = int(fall.argmin())
    high = int(index.iloc[: low + 1].argmax())
    return index.index[high], index.index[low], float(fall.iloc[low])
