"""Figures on what is cheap: one row for each way of measuring, and what convergence would pay."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.labels import text_width
from generator.charts.kit.plot import Label, Margins, Marks, Panel, Plot, Scale
from generator.charts.kit.rows import LabelledRows, marks, row_scale
from generator.charts.kit.tables import keyed, number_at, percent, rounded
from generator.charts.kit.theme import FONT_SIZE, INK, LARGE, MUTED, SMALL, WIDTH, Size
from generator.model.formatting import capital, cell, months, number
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


_YEARS = {"y3": "3 years", "y5": "5 years", "y10": "10 years"}
_ROW: dict[Size, int] = {"wide": 54, "narrow": 74}
_NAMES: dict[Size, int] = {"wide": 230, "narrow": 0}
_NAME_UP = 26  # on a phone a row's name stands above its cells
_GAP = 2  # pixels between cells, half on each side
_CAPTION_UP = 34
_DARKEST = 0.5  # of the hue, so that the text on it stays legible in both schemes
_FAINTEST = 0.08


@chart(
    "cheap",
    "What convergence would pay",
    metrics=("convergence",),
    how="(target relative multiple ÷ today's)^(1 ÷ years) − 1, from the article's own discount to "
    "its own premium, half of the way, or nowhere. Equal growth and equal dividends are assumed. "
    "Arithmetic, not a forecast.",
)
def convergence(grid: pd.DataFrame) -> Drawing | Missing:
    """Return a heat grid of yearly excess by target and years."""
    if not {"full", "half"} <= set(grid.index):
        return Missing("the article's discount and premium are not known")
    fast, slow = (number_at(grid, "full", name) for name in ("y3", "y10"))
    return Drawing(
        title=_convergence_title(rounded(fast), rounded(slow)),
        numbers=(
            f"the full way over three years {_cell(fast)}",
            f"over ten years {_cell(slow)}",
            f"half of the way over three years {_cell(number_at(grid, 'half', 'y3'))}",
        ),
        table=partial(_convergence_table, grid),
        data=partial(keyed, grid[["label", *_YEARS]], "row"),
        draw=partial(_convergence_draw, grid),
    )


def _convergence_title(fast: float, slow: float) -> str:
    if fast == slow == 0:
        return "Convergence is worth nothing: the article has small caps at their usual multiple"
    verb = "is worth" if fast > 0 else "costs"
    return (
        f"Full convergence {verb} {percent(fast)} a year over three years or {percent(slow)} "
        "over ten"
    )


def _cell(value: float) -> str:
    return number(value, "%/y", signed=True)


def _convergence_table(grid: pd.DataFrame) -> pd.DataFrame:
    years = {text: [_cell(float(v)) for v in grid[name]] for name, text in _YEARS.items()}
    return pd.DataFrame({"The relative multiple": list(grid["label"]), **years})


def _convergence_draw(grid: pd.DataFrame, size: Size) -> Plot:
    margins = Margins(_NAMES[size], 0, 52, 4)
    count, row = len(grid), _ROW[size]
    panel = Panel(
        Scale(0, len(_YEARS), 0, WIDTH[size] - margins.left),
        Scale(0, count, 0, count * row),
    )
    cells = _cells(grid)
    top = _NAME_UP + 12 if size == "narrow" else 0
    rects = [_rect(panel, cell, top) for cell in cells.to_dict("records")]
    texts = panel.texts([*_words(cells, top), *_heads(), *_names(grid, size)])
    return Plot(size, count * row + margins.top + margins.bottom, margins, [*rects, texts])


def _cells(grid: pd.DataFrame) -> pd.DataFrame:
    """Return one row a cell: its place, value, and how strong its colour is."""
    places = [(at, down) for down in range(len(grid)) for at in range(len(_YEARS))]
    values = grid[list(_YEARS)].to_numpy(float).ravel()
    strongest = max(float(abs(values).max()), 0.1)
    shades = _FAINTEST + abs(values) / strongest * (_DARKEST - _FAINTEST)
    cells = pd.DataFrame(places, columns=["x", "y"])
    return cells.assign(value=values, shade=shades.round(2))


def _rect(panel: Panel, cell: Mapping[Hashable, Any], top: int) -> Marks:
    x, y = cell["x"], cell["y"]
    across, down = _pixels(panel.x), _pixels(panel.y)
    rows = pd.DataFrame(
        {
            "x": [x + _GAP / across], "x2": [x + 1 - _GAP / across],
            "y": [y + (top + _GAP) / down], "y2": [y + 1 - _GAP / down],
            "color": [SMALL if cell["value"] >= 0 else LARGE],
        }
    )  # fmt: skip
    return panel.rects(rows, cell["shade"])


def _pixels(scale: Scale) -> float:
    """Return the pixels of one step of a scale."""
    return (scale.end - scale.start) / (scale.high - scale.low)


def _words(cells: pd.DataFrame, top: int) -> list[Label]:
    return [
        Label(
            x + 0.5, y + 0.5, number(value, "%", signed=True), INK, "center", dy=top / 2, bold=True
        )
        for x, y, value in cells[["x", "y", "value"]].itertuples(index=False)
    ]


def _heads() -> list[Label]:
    caption = Label(0, 0, "Excess a year, if it takes", MUTED, dy=-_CAPTION_UP)
    years = [
        Label(at + 0.5, 0, text, MUTED, "center", dy=-12) for at, text in enumerate(_YEARS.values())
    ]
    return [caption, *years]


def _names(grid: pd.DataFrame, size: Size) -> list[Label]:
    names = [capital(str(name)) for name in grid["label"]]
    if size == "wide":
        return [Label(0, n + 0.5, name, INK, "right", dx=-12) for n, name in enumerate(names)]
    return [Label(0, n, name, INK, dx=2, dy=_NAME_UP - 2) for n, name in enumerate(names)]
