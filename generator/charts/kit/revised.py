"""Points that their source revised: hollow in drawings, named by a column in CSV files."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from typing import Any, TypeAlias

import pandas as pd

from generator.charts.kit.theme import PALETTE

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
