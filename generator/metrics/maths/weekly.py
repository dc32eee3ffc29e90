"""Which observation belongs to a week, a day, a span? The date arithmetic of all metrics."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pandas as pd

from generator.model.metric import Missing

DatedRows = TypeVar("DatedRows", "pd.Series[float]", pd.DataFrame)


def weekly(rows: DatedRows) -> DatedRows:
    """Return the last known observation of each ISO week, dated by its own session."""
    known = rows.dropna()
    weeks = pd.DatetimeIndex(known.index).to_period("W-SUN")
    return known[~weeks.duplicated(keep="last")]


def together(*series: pd.Series[float]) -> pd.DataFrame:
    """Return the series side by side on the days that all of them have; other days are left out.

    Columns are numbered from 0 in the order given.
    """
    return pd.concat(series, axis=1, join="inner", keys=range(len(series))).dropna()


def value_on(series: pd.Series[float], day: pd.Timestamp) -> float:
    """Return the last known value on or before a day; NaN when there is none yet."""
    return float(values_on(series, pd.DatetimeIndex([day]))[0])


def values_on(
    series: pd.Series[float], days: pd.DatetimeIndex
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return for each day the last known value on or before it; NaN where there is none yet."""
    known = series.dropna()
    position = known.index.searchsorted(days, side="right")
    return np.concatenate([[np.nan], known.to_numpy(float)])[position]


def change_pct(series: pd.Series[float], start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Return the change in percent between the last values on or before two days."""
    return (value_on(series, end) / value_on(series, start) - 1) * 100


def since(rows: DatedRows, day: pd.Timestamp) -> DatedRows:
    """Return the rows from the last one on or before a day; none when all are later."""
    past = int(rows.index.searchsorted(day, side="right"))
    return rows.iloc[past - 1 :] if past else rows.iloc[:0]


def too_short(needed: int, has: int, what: str) -> Missing:
    """Return the reason for having no number: `needs 40 weeks of data, has 12`."""
    return Missing(f"needs {needed} {what} of data, has {has}")


def last_day(series: pd.Series[float] | pd.DataFrame) -> pd.Timestamp:
    """Return the as-of day: the last date of the input."""
    return pd.Timestamp(series.index[-1])


def iso(day: pd.Timestamp) -> str:
    """Return a date cell, `2026-08-14`; empty for no date."""
    return "" if pd.isna(day) else day.strftime("%Y-%m-%d")
