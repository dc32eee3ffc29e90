"""What convergence would pay: a grid of targets and years, never one number."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Margins, Marks, Panel, Plot, Scale
from generator.charts.kit.tables import keyed, number_at
from generator.charts.kit.theme import INK, LARGE, MUTED, SMALL, WIDTH, Size
from generator.charts.kit.wording import percent, rounded
from generator.model.formatting import capital, number
from generator.model.metric import Missing

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
        title=_title(rounded(fast), rounded(slow)),
        numbers=(
            f"the full way over three years {_cell(fast)}",
            f"over ten years {_cell(slow)}",
            f"half of the way over three years {_cell(number_at(grid, 'half', 'y3'))}",
        ),
        table=partial(_table, grid),
        data=partial(keyed, grid[["label", *_YEARS]], "row"),
        draw=partial(_draw, grid),
    )


def _title(fast: float, slow: float) -> str:
    if fast == slow == 0:
        return "Convergence is worth nothing: the article has small caps at their usual multiple"
    verb = "is worth" if fast > 0 else "costs"
    return (
        f"Full convergence {verb} {percent(fast)} a year over three years or {percent(slow)} "
        "over ten"
    )


def _cell(value: float) -> str:
    return number(value, "%/y", signed=True)


def _table(grid: pd.DataFrame) -> pd.DataFrame:
    years = {text: [_cell(float(v)) for v in grid[name]] for name, text in _YEARS.items()}
    return pd.DataFrame({"The relative multiple": list(grid["label"]), **years})


def _draw(grid: pd.DataFrame, size: Size) -> Plot:
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
    strongest = max(abs(values).max(), 0.1)
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
