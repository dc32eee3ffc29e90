"""Calibration: stated probability against what happened, and the scores of simple rivals."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Layer, Margins, Panel, Plot, Scale
from generator.charts.kit.tables import number_at, numbers_of, percent
from generator.charts.kit.theme import AXIS, GRID, LARGE_TINT, MUTED, SMALL, WIDTH, Size
from generator.model.formatting import NO_DATA, capital, number

_TICKS = (0, 20, 40, 60, 80, 100)
_MARGINS = Margins(46, 14, 30, 8)
_SQUARE = 300  # pixels from 0 to 100% upwards
_BETWEEN = 96  # for the ticks below the diagram and the caption of the bars
_ROW, _BAR = 44, 14
_NAME_UP = 17  # from the middle of a bar to its name
_WORST = 0.5  # of a Brier score, where bars end: twice that of always 50%
_EDGE = 85  # further right, words stand on the left of their dot
ALL = "all"


@chart(
    "risk",
    "Are forecasts calibrated?",
    metrics=("backtest_calibration", "backtest_scores"),
    summaries=("backtest_questions",),
    how="Forecasts by fifths of the stated probability: mean forecast against the share that came "
    "true, with 90% intervals (Wilson). On the diagonal, what is said to happen in 40 of 100 cases "
    "happens in 40. Brier score: mean of (p − outcome)², 0 is best. The back-test's forecasts are "
    "base rates computed afterwards, each from what was known on its day; nobody made them then.",
)
def calibration(bins: pd.DataFrame, scores: pd.DataFrame) -> Drawing:
    """Return a reliability diagram over bars of Brier scores; the first row is the one scored."""
    who = str(bins["label"].loc[ALL])
    said, happened = (percent(number_at(bins, ALL, name), 0) for name in ("forecast", "happened"))
    total = number(number_at(bins, ALL, "n"), "count", 0)
    return Drawing(
        title=f"{capital(who)} said {said} on average, and {happened} came true",
        numbers=(
            f"{total} forecasts",
            f"Brier score {_score(float(scores['value'].iloc[0]))}",
            f"always 50% scores {_score(number_at(scores, 'even', 'value'))}",
        ),
        table=partial(_table, bins, scores),
        data=partial(_data, bins, scores),
        draw=partial(_draw, bins.drop(index=ALL), scores),
    )


def _score(value: float) -> str:
    return number(value, "ratio", 3)


def _table(bins: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    heads = ("Forecasts", "Said on average", "Came true", "90% interval", "Brier score", "n")
    said, happened, low, high = (
        [percent(value, 0) for value in numbers_of(bins, name)]
        for name in ("forecast", "happened", "lo", "hi")
    )
    spans = [f"{first} to {last}" for first, last in zip(low, high, strict=True)]
    nothing = [NO_DATA] * len(bins)
    stated = zip(_names(bins), said, happened, spans, nothing, _counted(bins), strict=True)
    briers = [_score(value) for value in numbers_of(scores, "value")]
    entrants = [
        (name, NO_DATA, NO_DATA, NO_DATA, score, n)
        for name, score, n in zip(_names(scores), briers, _counted(scores), strict=True)
    ]
    return pd.DataFrame([*stated, *entrants], columns=list(heads))


def _names(table: pd.DataFrame) -> list[str]:
    return [capital(str(label)) for label in table["label"]]


def _counted(table: pd.DataFrame) -> list[str]:
    return [number(n, "count", 0) for n in numbers_of(table, "n")]


def _data(bins: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    rows = [bins, scores.rename(columns={"value": "brier"})[["label", "brier", "n"]]]
    return pd.concat(rows).rename_axis("row").reset_index()


def _draw(bins: pd.DataFrame, scores: pd.DataFrame, size: Size) -> Plot:
    width, count = WIDTH[size] - _MARGINS.left - _MARGINS.right, len(scores)
    across = Scale(0, 100, 0, width)
    diagram = Panel(across, Scale(0, 100, _SQUARE, 0))
    top = _SQUARE + _BETWEEN
    bars = Panel(across, Scale(-0.5, count - 0.5, top, top + count * _ROW))
    height = top + count * _ROW + _MARGINS.top + _MARGINS.bottom
    layers = [*_stated(diagram, bins), *_scored(bars, scores)]
    return Plot(size, height, _MARGINS, layers)


def _stated(panel: Panel, bins: pd.DataFrame) -> list[Layer]:
    """Return the reliability diagram: grid, diagonal, intervals, dots, words."""
    forecasts, outcomes = numbers_of(bins, "forecast"), numbers_of(bins, "happened")
    spans = {
        "x": forecasts,
        "y": numbers_of(bins, "lo"),
        "y2": numbers_of(bins, "hi"),
        "color": SMALL,
    }
    diagonal = {"x": [0, 100], "y": [0, 100], "color": [AXIS, AXIS], "detail": ["d", "d"]}
    return [
        panel.rules(pd.DataFrame({"y": _TICKS, "color": GRID})),
        panel.lines(pd.DataFrame(diagonal), 1),
        panel.rules(pd.DataFrame(spans), 2),
        panel.dots(pd.DataFrame({"x": forecasts, "y": outcomes, "color": SMALL}), 11),
        panel.texts([*_frame(), *_counts(bins)]),
    ]


def _frame() -> list[Label]:
    start = -_MARGINS.left
    return [
        Label(0, 100, "Came true", MUTED, dx=start, dy=-18),
        *(Label(0, v, f"{v}%", MUTED, "right", dx=-7) for v in _TICKS),
        *(Label(v, 0, f"{v}%", MUTED, "center", dy=16) for v in _TICKS[1:-1]),
        Label(0, 0, "Mean stated probability", MUTED, dx=start, dy=38),
        Label(96, 96, "as stated", MUTED, "right", dx=-12),
    ]


def _counts(bins: pd.DataFrame) -> list[Label]:
    """Return the number of forecasts beside each dot."""
    forecasts, outcomes = numbers_of(bins, "forecast"), numbers_of(bins, "happened")
    return [
        Label(
            x, y, f"n = {n}", SMALL, "right" if x > _EDGE else "left", -10 if x > _EDGE else 10, 10
        )
        for x, y, n in zip(forecasts, outcomes, _counted(bins), strict=True)
    ]


def _scored(panel: Panel, scores: pd.DataFrame) -> list[Layer]:
    """Return a bar for each forecaster, the one scored in the hue of small caps."""
    values, places = numbers_of(scores, "value"), range(len(scores))
    half = _BAR / _ROW / 2
    rows = {
        "x": 0.0,
        "x2": [min(value / _WORST, 1) * 100 for value in values],
        "y": [place - half for place in places],
        "y2": [place + half for place in places],
        "color": [SMALL if place == 0 else LARGE_TINT for place in places],
    }
    caption = "Brier score: 0 is best, always 50% has 0.25"
    labels = [
        Label(0, -0.5, caption, MUTED, dx=-_MARGINS.left, dy=-20),
        *(Label(0, place, _named(scores.iloc[place], scores), dy=-_NAME_UP) for place in places),
    ]
    return [panel.rects(pd.DataFrame(rows)), panel.texts(labels)]


def _named(row: pd.Series, scores: pd.DataFrame) -> str:
    """Return a forecaster and its score; with fewer questions, the one scored on the same."""
    name = f"{capital(str(row['label']))} {_score(float(row['value']))}"
    if row["n"] == scores["n"].iloc[0]:
        return name
    n, first = int(row["n"]), scores["label"].iloc[0]
    return f"{name} on {n}; {first} on the same {_score(float(row['ours']))}"
