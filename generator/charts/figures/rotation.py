"""Returns of small caps and of the Mag-7, window by window."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Plot
from generator.charts.kit.rows import LabelledRows, marks, row_scale
from generator.charts.kit.tables import count, keyed, keys, points, record_at, rounded
from generator.charts.kit.theme import AXIS, MAG7, SMALL, Size
from generator.model.formatting import capital, cell, number
from generator.model.metric import Missing

# One week is noise; the longer windows tell the story.
_SHOWN = ("m1", "m3", "m6", "ytd", "m12", "since_article")


@chart(
    "working",
    "Small caps against the Mag-7",
    metrics=("small_minus_mag7",),
    summaries=("rotation",),
    how="Total return of IWM and of equal amounts put into the seven largest technology stocks of "
    "January 2026 at each window's start and held. The number at the right is the difference, in "
    "percentage points.",
)
def mag7_rotation(windows: pd.DataFrame) -> Drawing | Missing:
    """Return both returns over each window as a pair of dots."""
    windows = windows.loc[[row for row in _SHOWN if row in windows.index]].dropna(subset="value")
    if windows.empty:
        return Missing("no window has a value for both small caps and the Mag-7")
    window = record_at(windows, "ytd" if "ytd" in windows.index else keys(windows)[-1])
    label = str(window["label"])
    return Drawing(
        title=_title(windows, window),
        numbers=(
            f"small caps {number(window['first'], '%', signed=True)}",
            f"Mag-7 {number(window['second'], '%', signed=True)}",
            f"difference {number(window['value'], 'pp')} ({label})",
        ),
        table=partial(_table, windows),
        data=partial(keyed, windows, "window"),
        draw=partial(_draw, windows),
    )


def _title(windows: pd.DataFrame, window: Mapping[str, Any]) -> str:
    wins, gap = int((windows["value"] > 0).sum()), rounded(float(window["value"]))
    record = f"Small caps beat the Mag-7 in {count(wins)} of {count(len(windows))} windows"
    if gap == 0:
        return f"{record}; {window['label']} they are level"
    return f"{record}; {window['label']} they {'lead' if gap > 0 else 'lag'} by {points(gap)}"


def _table(windows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Window": [capital(str(label)) for label in windows["label"]],
            "From the close of": [cell(start, "date") for start in windows["start"]],
            "Small caps": [number(value, "%") for value in windows["first"]],
            "Mag-7": [number(value, "%") for value in windows["second"]],
            "Difference": [number(value, "pp") for value in windows["value"]],
        }
    )


def _draw(windows: pd.DataFrame, size: Size) -> Plot:
    values = [*windows["first"], *windows["second"]]
    span = row_scale(values, size, "%", "Total return over the window")
    names = [capital(str(label)) for label in windows["label"]]
    rows = LabelledRows(
        size, names, span, (("\u25cf Small caps", SMALL), ("\u25cf Mag-7", MAG7)), right=92
    )
    links = pd.DataFrame(
        {"x": windows["first"], "x2": windows["second"], "y": range(len(windows)), "color": AXIS}
    )
    layers = [
        rows.panel.rules(links, 2),
        rows.panel.dots(marks(list(windows["second"]), MAG7), 11),
        rows.panel.dots(marks(list(windows["first"]), SMALL), 11),
    ]
    gaps = [rows.row_end(n, number(value, "pp")) for n, value in enumerate(windows["value"])]
    return rows.compose(layers, gaps)
