"""How cheap small caps are: a row for each way of measuring."""

from __future__ import annotations

import math
from functools import partial

import pandas as pd

from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.labels import text_width
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.rows import LabelledRows, marks, row_scale
from generator.charts.kit.tables import keyed
from generator.charts.kit.theme import FONT_SIZE, MUTED, SMALL, Size
from generator.charts.kit.wording import percent, rounded
from generator.model.formatting import cell, months, number
from generator.model.metric import Missing

_BESIDE_DOT = 9  # pixels from a dot's middle to its number


@chart(
    "cheap",
    "How cheap, by method",
    metrics=("method_ladder",),
    summaries=("method_spread",),
    how="Each dot is a published small-cap multiple divided by the large-cap multiple of the same "
    "source and method, minus 1. A ring is what the source gives as normal. Sources and dates are "
    "in the table.",
)
def method_ladder(ladder: pd.DataFrame) -> Drawing | Missing:
    """Return a dot for each method, cheapest first."""
    methods = ladder.dropna(subset="value").sort_values("value", kind="stable")
    if methods.empty:
        return Missing("no published multiple gives both small and large caps")
    low, high = float(methods["value"].iloc[0]), float(methods["value"].iloc[-1])
    middle = float(methods["value"].median())
    dates = months(min(methods["on"]), max(methods["on"]))
    return Drawing(
        title=f"{_title(rounded(low, 0), rounded(high, 0))} (multiples of {dates})",
        numbers=(
            f"lowest {number(low, '%', signed=True)}",
            f"middle {number(middle, '%', signed=True)}",
            f"highest {number(high, '%', signed=True)}",
        ),
        table=partial(_table, methods),
        data=partial(keyed, methods, "row"),
        draw=partial(_draw, methods),
    )


def _title(low: float, high: float) -> str:
    """Return what the cheapest and the dearest method say; both are whole percentages."""
    if low == high:
        return f"Small caps were {_against(low)} large caps by the one method known"
    if low < 0 < high:
        return (
            f"How cheap? Between {percent(low, 0)} cheaper and {percent(high, 0)} dearer than "
            "large caps, depending on the method"
        )
    word = "dearer" if high > 0 else "cheaper"
    near, far = sorted((abs(low), abs(high)))
    if near == 0:
        return (
            f"Small caps were as dear as large caps or up to {percent(far, 0)} {word}, "
            "depending on the method"
        )
    return (
        f"By every method small caps were {word}: between {percent(near, 0)} and {percent(far, 0)}"
    )


def _against(value: float) -> str:
    if value == 0:
        return "as dear as"
    return f"{percent(value, 0)} {'dearer' if value > 0 else 'cheaper'} than"


def _table(methods: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Source": list(methods["label"]),
            "As of": [cell(on, "date") for on in methods["on"]],
            "Method": list(methods["method"]),
            "Small against large": [number(v, "%", signed=True) for v in methods["value"]],
            "Source's norm": [number(v, "%", signed=True) for v in methods["norm"]],
        }
    )


def _draw(methods: pd.DataFrame, size: Size) -> Plot:
    caption = "Small-cap multiple against large-cap multiple"
    span = row_scale([*methods["value"], *methods["norm"].dropna()], size, "%", caption)
    key = (("\u25cf by this method", SMALL), ("\u25cb the source's norm", MUTED))
    rows = LabelledRows(size, list(methods["label"]), span, key, right=40)
    pairs = list(zip(methods["value"], methods["norm"], strict=True))
    labels = [label for n, pair in enumerate(pairs) for label in _dot_labels(rows, n, *pair)]
    return rows.compose([rows.panel.dots(marks(list(methods["value"]), SMALL), 11)], labels)


def _dot_labels(rows: LabelledRows, row: int, value: float, norm: float) -> list[Label]:
    """Return a dot's number, away from the ring of its norm and from the edge; then the ring."""
    text = number(value, "%", 0, signed=True)
    has_room = text_width(text, FONT_SIZE[rows.size]) + _BESIDE_DOT < rows.room_right_of(value)
    if norm > value or not has_room:
        number_label = Label(value, row, text, SMALL, "right", dx=-_BESIDE_DOT, bold=True)
    else:
        number_label = Label(value, row, text, SMALL, dx=_BESIDE_DOT, bold=True)
    ring = [] if math.isnan(norm) else [Label(norm, row, "\u25cb", MUTED, "center", bold=True)]
    return [number_label, *ring]
