"""What can be said of monthly figures that stand on the days on which they became known?"""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import too_short
from generator.model.metric import Missing

YEAR = pd.DateOffset(years=1)
# A figure of the same month last year became known within so many days of the same date.
SAME_MONTH = pd.Timedelta(days=10)
FEWEST = 13
MONTHS = 12
# Releases have been up to seven weeks late.
ABOUT_A_YEAR = (pd.Timedelta(days=300), pd.Timedelta(days=430))


def year_change(known: pd.Series[float]) -> pd.Series[float]:
    """Return each figure against the same month's of the year before, in percent.

    A month whose counterpart was never published is left out.
    """
    before = known.set_axis(pd.DatetimeIndex(known.index) + YEAR)
    before = before[~before.index.duplicated(keep="last")]
    base = before.reindex(known.index, method="nearest", tolerance=SAME_MONTH)
    return ((known / base - 1) * 100).dropna()


def year_change_in_order(known: pd.Series[float]) -> pd.Series[float]:
    """Return each figure against the twelfth before it, in percent.

    For a series of which every month was published, though some came weeks late: then the twelfth
    before is that of the same month, and days a year apart are not. A pair whose days of release
    lie far from a year apart is left out.
    """
    change = ((known / known.shift(MONTHS) - 1) * 100).iloc[MONTHS:]
    apart = pd.Series(known.index[MONTHS:] - known.index[: len(change)], change.index)
    return change[apart.between(*ABOUT_A_YEAR)]


def growth(known: pd.Series[float]) -> pd.Series[float] | Missing:
    """Return year_change where there is any, otherwise why not."""
    return _any(year_change(known), known)


def growth_in_order(known: pd.Series[float]) -> pd.Series[float] | Missing:
    """Return year_change_in_order where there is any, otherwise why not."""
    return _any(year_change_in_order(known), known)


def _any(change: pd.Series[float], known: pd.Series[float]) -> pd.Series[float] | Missing:
    return too_short(FEWEST, len(known), "months") if change.empty else change


def three_months(known: pd.Series[float]) -> pd.Series[float]:
    """Return the mean of each figure and the two months' before, on the day it was known.

    Where one of the three was never published, there is none.
    """
    months = pd.DatetimeIndex(known.index).to_period("M")
    by_month = known.set_axis(months).reindex(pd.period_range(months[0], months[-1], freq="M"))
    return by_month.rolling(3).mean().reindex(months).set_axis(known.index).dropna()
