"""Observations by week, session, month and day: the date arithmetic of all metrics."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pandas as pd

from generator.model.formatting import day as written
from generator.model.metric import Missing, Series

DatedRows = TypeVar("DatedRows", "pd.Series[float]", pd.DataFrame)
A_YEAR = pd.DateOffset(years=1)
# A figure of the same month last year became known within so many days of the same date.
SAME_MONTH = pd.Timedelta(days=10)
FEWEST_MONTHS = 13
MONTHS = 12
# Releases have been up to seven weeks late.
ABOUT_A_YEAR = (pd.Timedelta(days=300), pd.Timedelta(days=430))
STALE = pd.Timedelta(days=10)  # an older rate is not the rate of that session
REVISED = "Figures of past months are those published today; some were first published otherwise."
NO_COMMON_DAY = Missing("no day has both numbers")


def weekly(rows: DatedRows) -> DatedRows:
    """Return the last known observation of each ISO week, dated by its own session."""
    filled = rows.dropna()
    weeks = pd.DatetimeIndex(filled.index).to_period("W-SUN")
    return filled[~weeks.duplicated(keep="last")]


def together(*series: Series) -> pd.DataFrame:
    """Return the series side by side on the days that all of them have; other days are left out.

    Columns are numbered from 0 in the order given.
    """
    return pd.concat(series, axis=1, join="inner", keys=range(len(series))).dropna()


def value_on(series: Series, day: pd.Timestamp) -> float:
    """Return the last known value on or before a day; NaN when there is none yet."""
    return float(values_on(series, pd.DatetimeIndex([day]))[0])


def values_on(
    series: Series, days: pd.DatetimeIndex
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return for each day the last known value on or before it; NaN where there is none yet."""
    filled = series.dropna()
    position = filled.index.searchsorted(days, side="right")
    return np.concatenate([[np.nan], filled.to_numpy(float)])[position]


def change_pct(series: Series, start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Return the change in percent between the last values on or before two days."""
    return (value_on(series, end) / value_on(series, start) - 1) * 100


def since(rows: DatedRows, day: pd.Timestamp) -> DatedRows:
    """Return the rows from the last one on or before a day; none when all are later."""
    past = int(rows.index.searchsorted(day, side="right"))
    return rows.iloc[past - 1 :] if past else rows.iloc[:0]


def too_short(needed: int, has: int, what: str) -> Missing:
    """Return the reason for having no number: `needs 40 weeks of data, has 12`."""
    return Missing(f"needs {needed} {what} of data, has {has}")


def last_day(series: Series | pd.DataFrame) -> pd.Timestamp:
    """Return the as-of day: the last date of the input."""
    return pd.Timestamp(series.index[-1])


def iso(day: pd.Timestamp) -> str:
    """Return a date cell, `2026-08-14`; empty for no date."""
    return "" if pd.isna(day) else day.strftime("%Y-%m-%d")


def year_change(figures: Series) -> Series:
    """Return each figure against the same month's of the year before, in percent.

    A month whose counterpart was never published is left out.
    """
    before = figures.set_axis(pd.DatetimeIndex(figures.index) + A_YEAR)
    before = before[~before.index.duplicated(keep="last")]
    base = before.reindex(figures.index, method="nearest", tolerance=SAME_MONTH)
    return ((figures / base - 1) * 100).dropna()


def year_change_in_order(figures: Series) -> Series:
    """Return each figure against the twelfth before it, in percent.

    For a series of which every month was published, though some came weeks late: then the twelfth
    before is that of the same month, and days a year apart are not. A pair whose days of release
    lie far from a year apart is left out.
    """
    change = ((figures / figures.shift(MONTHS) - 1) * 100).iloc[MONTHS:]
    distances = pd.Series(figures.index[MONTHS:] - figures.index[: len(change)], change.index)
    return change[distances.between(*ABOUT_A_YEAR)]


def growth(figures: Series) -> Series | Missing:
    """Return year_change where there is any, otherwise why not."""
    return _any(year_change(figures), figures)


def growth_in_order(figures: Series) -> Series | Missing:
    """Return year_change_in_order where there is any, otherwise why not."""
    return _any(year_change_in_order(figures), figures)


def _any(change: Series, figures: Series) -> Series | Missing:
    return too_short(FEWEST_MONTHS, len(figures), "months") if change.empty else change


def three_months(figures: Series) -> Series:
    """Return the mean of each figure and the two months' before, on the day it was known.

    Where one of the three was never published, there is none.
    """
    months = pd.DatetimeIndex(figures.index).to_period("M")
    by_month = figures.set_axis(months).reindex(pd.period_range(months[0], months[-1], freq="M"))
    return by_month.rolling(3).mean().reindex(months).set_axis(figures.index).dropna()


def month_end(month: str) -> pd.Timestamp:
    """Return the last day of a month written as 2020-04."""
    return pd.Period(month, "M").end_time.normalize()


def month_label(day: pd.Timestamp) -> str:
    """Return the month of a day as readers see it: `Aug 1929`."""
    return written(day.date()).split(maxsplit=1)[1]


def at_sessions(values: Series, large: Series) -> Series:
    """Return the rate known at the last session of each week; sessions are SPY's days."""
    return weekly(values.dropna().reindex(large.index, method="ffill", tolerance=STALE))
