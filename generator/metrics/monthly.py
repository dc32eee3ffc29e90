"""What can be said of monthly figures that stand on the days on which they became known?"""

from __future__ import annotations

import pandas as pd

from generator.metrics.weekly import too_short
from generator.model import Missing

YEAR = pd.DateOffset(years=1)
# A figure of the same month last year became known within so many days of the same date.
SAME_MONTH = pd.Timedelta(days=10)
FEWEST = 13


def year_change(known: pd.Series[float]) -> pd.Series[float]:
    """Return each figure against the same month's of the year before, in percent.

    A month whose counterpart was never published is left out.
    """
    before = known.set_axis(pd.DatetimeIndex(known.index) + YEAR)
    before = before[~before.index.duplicated(keep="last")]
    base = before.reindex(known.index, method="nearest", tolerance=SAME_MONTH)
    return ((known / base - 1) * 100).dropna()


def growth(known: pd.Series[float]) -> pd.Series[float] | Missing:
    """Return year_change where there is any, otherwise why not."""
    change = year_change(known)
    return too_short(FEWEST, len(known), "months") if change.empty else change


def three_months(known: pd.Series[float]) -> pd.Series[float]:
    """Return the mean of each figure and the two months' before, on the day it was known.

    Where one of the three was never published, there is none.
    """
    months = pd.DatetimeIndex(known.index).to_period("M")
    by_month = known.set_axis(months).reindex(pd.period_range(months[0], months[-1], freq="M"))
    return by_month.rolling(3).mean().reindex(months).set_axis(known.index).dropna()
