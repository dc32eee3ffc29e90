"""Which of many weeks are drawn, and which are listed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import pandas as pd

from generator.formatting import day, number
from generator.model import Unit

Rows = TypeVar("Rows", "pd.Series[float]", pd.DataFrame)
LISTED = 40
_NEWEST = 8
_MOST_DRAWN = 600  # months


def month_ends(rows: Rows, *also: pd.Timestamp) -> Rows:
    """Return the last week of each month, and some further weeks that must not be lost."""
    return rows[_is_last_of(rows, "M") | rows.index.isin(also)]


def spaced(series: pd.Series[float], *also: pd.Timestamp) -> pd.Series[float]:
    """Return what a line can show: month-ends, over more than half a century every sixth."""
    months = month_ends(series, *also)
    if len(months) <= _MOST_DRAWN:
        return months
    dates = pd.DatetimeIndex(months.index)
    is_kept = dates.month.isin([6, 12]) | dates.isin(also) | (dates == dates[-1])
    kept: pd.Series[float] = months[is_kept]
    return kept


def month_lows(series: pd.Series[float]) -> pd.Series[float]:
    """Return the lowest week of each month and the newest week."""
    months = pd.DatetimeIndex(series.index).to_period("M")
    lows = series.groupby(months).idxmin()
    kept: pd.Series[float] = series[series.index.isin(lows) | (series.index == series.index[-1])]
    return kept


def thinned(rows: Rows) -> Rows:
    """Return at most about forty weeks: ends of months, years or half decades, and the newest."""
    if len(rows) <= LISTED:
        return rows
    months = rows[_is_last_of(rows, "M") | _is_newest(rows)]
    if len(months) <= LISTED:
        return months
    years = rows[_is_last_of(rows, "Y") | _is_newest(rows)]
    fifths = pd.Series(pd.DatetimeIndex(years.index).year % 5 == 0, years.index)
    return years if len(years) <= LISTED else years[fifths | _is_newest(years)]


def side_by_side(series: Mapping[str, pd.Series[float]]) -> pd.DataFrame:
    """Return named weekly series in one frame by date; a week that one lacks is empty there."""
    return pd.concat(dict(series), axis=1, join="outer", sort=True)


def listing(rows: pd.DataFrame, heads: Mapping[str, tuple[str, Unit, int]]) -> pd.DataFrame:
    """Return weeks as a page's table: a date, then each column with its head, unit, decimals."""
    kept = thinned(rows)
    cells = {
        head: [number(value, unit, decimals) for value in kept[name]]
        for name, (head, unit, decimals) in heads.items()
    }
    return pd.DataFrame({"Week to": [day(date) for date in kept.index], **cells})


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Return weeks with their date as an ISO column in front, as in a CSV file."""
    dates = pd.DatetimeIndex(rows.index).strftime("%Y-%m-%d")
    return rows.reset_index(drop=True).assign(date=dates)[["date", *rows.columns]]


def csv_text(rows: pd.DataFrame) -> str:
    """Return the content of a figure's CSV file; numbers have six significant digits."""
    return rows.to_csv(index=False, float_format="%.6g", lineterminator="\n")


def long(rows: pd.DataFrame, colors: Mapping[str, str]) -> pd.DataFrame:
    """Return the columns that have a colour as rows for `Panel.lines`, one line for each."""
    return pd.concat([line(rows[name], colors[name], name) for name in colors if name in rows])


def line(series: pd.Series[float], color: str, detail: str = "") -> pd.DataFrame:
    """Return a series as rows for `Panel.lines` and `Panel.areas`."""
    known = series.dropna()
    dates = pd.DatetimeIndex(known.index).strftime("%Y-%m-%d")
    return pd.DataFrame({"x": dates, "y": known.to_numpy(), "color": color, "detail": detail})


def _is_last_of(rows: Rows, period: str) -> pd.Series[bool]:
    periods = pd.DatetimeIndex(rows.index).to_period(period)
    return pd.Series(~periods.duplicated(keep="last"), rows.index)


def _is_newest(rows: Rows) -> pd.Series[bool]:
    return pd.Series(rows.index >= rows.index[-_NEWEST], rows.index)
