"""Expected growth of earnings: of all, without loss-makers, without health care."""

from __future__ import annotations

import math
from functools import partial

import pandas as pd

from generator.charts.kit.axes import ValueTicks, round_values
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.rows import Columns
from generator.charts.kit.tables import keyed, number_at
from generator.charts.kit.theme import INK, LARGE, SMALL, Size
from generator.model.formatting import capital, number
from generator.model.metric import Missing

STEPS = {
    "all": ("all", "companies"),
    "ex_losers": ("without", "loss-makers"),
    "ex_losers_health": ("also without", "health care"),
}
_ROOM = 0.08  # of the largest value, above and below all of them, for their labels
_COLORS = {"small": SMALL, "large": LARGE}
_NAMES = {"small": "Small caps", "large": "Large caps"}


@chart(
    "earnings",
    "Expected growth, and what it rests on",
    metrics=("expected_growth",),
    how="Sum of the earnings that analysts expect for the next fiscal year against the sum of the last "
    "12 months': of all companies, without those that lose money, and without health care too. Small "
    "and large caps by one method, from Yahoo's stocks by market value. A point is left out where the "
    "last 12 months' earnings are about zero or too few estimates are known.",
)
def growth_slope(growth: pd.DataFrame) -> Drawing | Missing:
    """Return expected growth in three steps, one line for small and one for large caps."""
    steps = growth.loc[[key for key in STEPS if key in growth.index]]
    if steps["small"].notna().sum() == 0:
        return Missing("expected growth of small caps is not known or not meaningful")
    return Drawing(
        title=_title(steps),
        numbers=tuple(_spoken(steps, key) for key in STEPS),
        table=partial(_table, steps),
        data=partial(keyed, steps, "step"),
        draw=partial(_draw, steps),
    )


def _spoken(steps: pd.DataFrame, key: str) -> str:
    value = number_at(steps, key, "small")
    words = "not meaningful" if math.isnan(value) else number(value, "%", signed=True)
    return f"small caps, {' '.join(STEPS[key])}: {words}"


def _title(steps: pd.DataFrame) -> str:
    growth = steps["small"].dropna()
    last = str(growth.index[-1])
    value = number(float(growth.iloc[-1]), "%", signed=True)
    what = {
        "all": "of all companies",
        "ex_losers": "without loss-makers",
        "ex_losers_health": "without loss-makers and health care",
    }[last]
    if "all" not in growth.index:
        return f"Small caps' expected growth is {value} {what}; of all of them it is not meaningful"
    if last == "all":
        return f"Small caps' expected growth is {value} {what}"
    whole = number(float(growth.loc["all"]), "%", signed=True)
    return f"Small caps' expected growth of {whole} comes to {value} {what}"


def _table(steps: pd.DataFrame) -> pd.DataFrame:
    cells = {
        "Companies": [capital(" ".join(STEPS[str(key)])) for key in steps.index],
        **{_NAMES[name]: [number(v, "%", signed=True) for v in steps[name]] for name in _NAMES},
        "Small caps counted": [number(value, "count", 0) for value in steps["small_n"]],
        "Large caps counted": [number(value, "count", 0) for value in steps["large_n"]],
    }
    return pd.DataFrame(cells)


def _draw(steps: pd.DataFrame, size: Size) -> Plot:
    values = [
        0.0,
        *(float(v) for v in steps[["small", "large"]].to_numpy().ravel() if math.isfinite(v)),
    ]
    room = _ROOM * max(map(abs, values))
    scale = ValueTicks(round_values([min(values) - room, max(values) + room], 8), "%", signed=True)
    key = tuple((f"● {name}", _COLORS[column]) for column, name in _NAMES.items())
    caption = "Expected growth of earnings, next fiscal year"
    columns = Columns(size, 360, -0.35, 2.35, scale, caption, 52, key)
    points = pd.concat([_points(steps, name) for name in _NAMES])
    lines = columns.panel.lines(points.assign(detail=points["color"]), 2.5)
    marks = [lines, columns.panel.dots(points[["x", "y", "color"]], 10)]
    return columns.compose(marks, [*_step_labels(columns), *_values(points)])


def _points(steps: pd.DataFrame, name: str) -> pd.DataFrame:
    rows = {"x": range(len(steps)), "y": steps[name].to_numpy(float), "color": _COLORS[name]}
    return pd.DataFrame(rows).dropna()


def _step_labels(columns: Columns) -> list[Label]:
    bottom = columns.ticks.levels[0]
    return [
        Label(place, bottom, text, INK, "center", dy=16 + 18 * row)
        for place, texts in enumerate(STEPS.values())
        for row, text in enumerate(texts)
    ]


def _values(points: pd.DataFrame) -> list[Label]:
    """Return each value beside its dot: the higher of a step above it, the lower below."""
    tops = points.groupby("x")["y"].transform("max")
    cells = zip(points["x"], points["y"], points["color"], points["y"] == tops, strict=True)
    return [
        Label(x, y, number(y, "%", signed=True), color, "center", dy=-15 if top else 15, bold=True)
        for x, y, color, top in cells
    ]
