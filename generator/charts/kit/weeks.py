"""Choice of weeks: those that are drawn, listed, or marked as revised."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.charts.kit.theme import PALETTE

DrawnRows = TypeVar("DrawnRows", "pd.Series[float]", pd.DataFrame)
LISTED = 40
_NEWEST = 8
_MOST_DRAWN = 600  # months


def month_ends(rows: DrawnRows, *also: pd.Timestamp) -> DrawnRows:
    """Return the last week of each month, and some further weeks that must not be lost."""
    is_kept = _is_last_of(rows, "M")
    return rows[is_kept | rows.index.isin(also) if also else is_kept]


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
    months = _spans(series, "M")
    lowest_first = np.lexsort((series.to_numpy(), months))
    _, firsts = np.unique(months[lowest_first], return_index=True)
    kept: pd.Series[float] = series.iloc[np.union1d(lowest_first[firsts], [len(series) - 1])]
    return kept


def thinned(rows: DrawnRows) -> DrawnRows:
    """Return at most about forty weeks: ends of months, years or half decades, and the newest."""
    if len(rows) <= LISTED:
        return rows
    months = rows[_is_last_of(rows, "M") | _is_newest(rows)]
    if len(months) <= LISTED:
        return months
    years = rows[_is_last_of(rows, "Y") | _is_newest(rows)]
    is_fifth = pd.DatetimeIndex(years.index).year % 5 == 0
    return years if len(years) <= LISTED else years[is_fifth | _is_newest(years)]


def side_by_side(series: Mapping[str, pd.Series[float]]) -> pd.DataFrame:
    """Return named weekly series in one frame by date; a week that one lacks is empty there."""
    return pd.concat(dict(series), axis=1, join="outer", sort=True)


def long(rows: pd.DataFrame, colors: Mapping[str, str]) -> pd.DataFrame:
    """Return the columns that have a colour as rows for `Panel.lines`, one line for each."""
    return pd.concat([line(rows[name], colors[name], name) for name in colors if name in rows])


def line(series: pd.Series[float], color: str, detail: str = "") -> pd.DataFrame:
    """Return a series as rows for `Panel.lines` and `Panel.areas`."""
    values = series.dropna()
    dates = pd.DatetimeIndex(values.index).strftime("%Y-%m-%d")
    return pd.DataFrame({"x": dates, "y": values.to_numpy(), "color": color, "detail": detail})


def _is_last_of(rows: DrawnRows, span: str) -> NDArray[np.bool_]:
    spans = _spans(rows, span)
    is_last = np.ones(len(spans), bool)
    is_last[:-1] = spans[1:] != spans[:-1]
    return is_last


def _is_newest(rows: DrawnRows) -> NDArray[np.bool_]:
    return np.arange(len(rows)) >= len(rows) - _NEWEST


def _spans(rows: DrawnRows, span: str) -> NDArray[np.datetime64]:
    """Return the month (M) or year (Y) of each week."""
    return rows.index.to_numpy().astype(f"datetime64[{span}]")


# The day of a value and the newest value, both as a drawing's rows write them.
Point: TypeAlias = tuple[str, str]
# More hollow points than this on one line would hide it: the newest are marked.
MOST_MARKED = 40
_MARK = {
    "type": "point", "shape": "circle", "size": 40, "strokeWidth": 1.5, "opacity": 1,
    "filled": False, "fill": PALETTE["page"].light,
}  # fmt: skip


def marked(rows: pd.DataFrame, revised: Collection[Point]) -> pd.DataFrame:
    """Return the rows of a CSV file; in those with dates, `revised` names the revised columns.

    It is there, and empty, where nothing was revised. Rows without dates are of no series.
    """
    if "date" not in rows:
        return rows
    days = {on for on, _ in revised}
    numbers = rows.select_dtypes("number")
    texts = {str(name): [f"{value:.6g}" for value in numbers[name]] for name in numbers}
    columns = [
        " ".join(name for name in texts if on in days and (on, texts[name][at]) in revised)
        for at, on in enumerate(rows["date"])
    ]
    return rows.assign(revised=columns)


def hollow_layers(spec: Mapping[str, Any], revised: Collection[Point]) -> Iterator[dict[str, Any]]:
    """Give a layer of hollow points for each line of a specification that has revised ones.

    A point belongs to a revised series where both its day and its value are that series'.
    """
    for layer in spec["layer"]:
        if revised and layer["mark"]["type"] == "line":
            rows = csv.DictReader(StringIO(layer["data"]["values"]))
            rows_revised = [row for row in rows if (row["x"], row["y"]) in revised][-MOST_MARKED:]
            if rows_revised:
                points = [{**row, "y": float(row["y"])} for row in rows_revised]
                yield {**layer, "mark": _MARK, "data": {"values": points}}
