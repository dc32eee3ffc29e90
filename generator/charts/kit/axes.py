"""Axes of values over time: ticks, grid, unit, recessions and the article's day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pandas as pd

from generator.charts.kit.plot import Label, Layer, Margins, Marks, Panel, Plot, Scale, ScaleKind
from generator.charts.kit.theme import INK, MUTED, SHADE, WIDTH, Size
from generator.model.formatting import day, number
from generator.model.metric import ARTICLE_DATE, Missing, Unit

ARTICLE = pd.Timestamp(ARTICLE_DATE)
_DATE_TICKS: dict[Size, int] = {"wide": 9, "narrow": 6}
_CAPTION_UP = 18  # pixels from the top grid line to the middle of the caption
_DATES_DOWN = 16
_LEFT = 46  # room for tick labels


@dataclass(frozen=True, slots=True)
class Axes:
    """A panel with the labelled ticks of its values and a caption that says their unit."""

    panel: Panel
    ticks: Sequence[tuple[float, str]]
    caption: str

    def grid(self) -> Marks:
        """Return the horizontal grid."""
        return self.panel.grid([value for value, _ in self.ticks], "y")

    def labels(self) -> list[Label]:
        """Return the tick labels and the caption."""
        left = iso(self.panel.x.low)
        caption = Label(left, self.panel.y.high, self.caption, MUTED, dx=-_LEFT, dy=-_CAPTION_UP)
        ticks = [Label(left, value, text, MUTED, "right", dx=-7) for value, text in self.ticks]
        return [caption, *ticks]


@dataclass(frozen=True, slots=True)
class TimePlot:
    """A plot over dates, in which one or more panels of values share the time axis.

    Attributes:
        right: pixels for labels at the ends of lines.
        foot: further pixels between the plot and its dates, for marks.
        below: further pixels under the dates, for a key.
    """

    size: Size
    first: pd.Timestamp
    last: pd.Timestamp
    height: int
    right: int
    foot: int = 0
    below: int = 0

    @property
    def margins(self) -> Margins:
        """Return the room around the panels."""
        return Margins(_LEFT, self.right, 30, 28 + self.foot + self.below)

    @property
    def x(self) -> Scale:
        """Return the span of dates."""
        width = WIDTH[self.size] - self.margins.left - self.right
        return Scale(_milliseconds(self.first), _milliseconds(self.last), 0, width, "utc")

    @property
    def bottom(self) -> int:
        """Return the lowest pixel of the panels."""
        return self.height - self.margins.top - self.margins.bottom

    def axes(
        self, ticks: ValueTicks, caption: str, pixels: tuple[float, float] | None = None
    ) -> Axes:
        """Return a panel that holds all values, from its bottom to its top pixel."""
        bottom, top = pixels or (self.bottom, 0)
        y = Scale(ticks.levels[0], ticks.levels[-1], bottom, top, ticks.kind)
        return Axes(Panel(self.x, y), ticks.labels(), caption)

    def dates(self, axes: Axes) -> list[Label]:
        """Return the dates under the lowest panel."""
        first, last = (pd.Timestamp(end, unit="ms") for end in (self.x.low, self.x.high))
        return [
            Label(place, axes.panel.y.low, text, MUTED, "center", dy=_DATES_DOWN + self.foot)
            for place, text in time_ticks(first, last, _DATE_TICKS[self.size])
        ]

    def compose(self, layers: Sequence[Layer]) -> Plot:
        """Return the layers, first at the back."""
        return Plot(self.size, self.height, self.margins, list(layers))


@dataclass(frozen=True, slots=True)
class ValueTicks:
    """Round values that enclose all others, and how they are written."""

    levels: Sequence[float]
    unit: Unit
    signed: bool = False
    kind: ScaleKind = "linear"

    def labels(self) -> list[tuple[float, str]]:
        """Return the values with their labels, all with as many decimals as they need."""
        digits = decimals(self.levels)
        return [(v, number(v, self.unit, digits, signed=self.signed)) for v in self.levels]


def round_values(values: Iterable[float], at_most: int, *, log: bool = False) -> list[float]:
    """Return round values that enclose all that are numbers."""
    numbers = pd.Series(list(values), dtype=float).dropna()
    ticks = log_ticks if log else nice_ticks
    return ticks(float(numbers.min()), float(numbers.max()), at_most)


def recession_bands(recessions: pd.DataFrame | Missing) -> pd.DataFrame:
    """Return peak and trough of each known recession as ISO dates; none where none are known."""
    if isinstance(recessions, Missing):
        return pd.DataFrame({"peak": [], "trough": []}, dtype=str)
    return recessions[["peak", "trough"]]


def shading(panel: Panel, recessions: pd.DataFrame) -> list[Marks]:
    """Return a band over each recession within the panel; rows have peak and trough."""
    first = iso(panel.x.low)
    visible = recessions.loc[recessions["trough"] > first]
    if visible.empty:
        return []
    starts = [max(str(peak), first) for peak in visible["peak"]]
    spans = {"x": starts, "x2": visible["trough"].to_list(), "color": SHADE}
    return [panel.rects(pd.DataFrame(spans))]


def article_rule(panel: Panel) -> Marks:
    """Return a dotted line on the article's day."""
    rows = pd.DataFrame({"x": [ARTICLE_DATE.isoformat()], "color": [INK]})
    return panel.rules(rows, dash=(2, 3))


def article_label(axes: Axes, edge: Literal["top", "bottom"] = "top") -> Label:
    """Return the word that says what the dotted line is, at one end of it."""
    y = axes.panel.y
    value, dy = (y.high, 10) if edge == "top" else (y.low, -10)
    return Label(ARTICLE_DATE.isoformat(), value, "article", INK, "right", -5, dy)


def iso(milliseconds: float) -> str:
    """Return a moment of a time scale as a cell of a row."""
    return f"{pd.Timestamp(milliseconds, unit='ms'):%Y-%m-%d}"


def _milliseconds(moment: pd.Timestamp) -> float:
    return moment.timestamp() * 1000


_NICE = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def nice_ticks(low: float, high: float, at_most: int) -> list[float]:
    """Return round values, no more than asked for, that enclose a span."""
    span = max(high - low, 1e-9)
    size = 10 ** math.floor(math.log10(span / at_most))
    step = next(s for s in (size * n for n in _NICE) if _ends(low, high, s)[1] < at_most)
    first, count = _ends(low, high, step)
    return [step * (first + n) for n in range(count + 1)]


def log_ticks(low: float, high: float, at_most: int) -> list[float]:
    """Return round values above zero that enclose a span above zero.

    Even steps read best where they fit; a span over many sizes gets 1, 2, 5, 10 and so on.
    """
    even = nice_ticks(low, high, at_most)
    if even[0] > 0:
        return even
    sizes = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = [digit * 10.0**size for size in sizes for digit in (1, 2, 5)]
    return [v for v, after in pairwise([*every, math.inf]) if after > low and v < high] + [
        next(v for v in every if v >= high)
    ]


def _ends(low: float, high: float, step: float) -> tuple[int, int]:
    """Return the first multiple of a step, and how many steps enclose the span."""
    first = math.floor(low / step)
    return first, math.ceil(high / step) - first


def decimals(ticks: Iterable[float]) -> int:
    """Return how many decimals tell the ticks apart, at most two."""
    values = list(ticks)
    return next((n for n in (0, 1) if all(abs(v - round(v, n)) < 1e-9 for v in values)), 2)  # noqa: PLR2004


def time_ticks(first: pd.Timestamp, last: pd.Timestamp, at_most: int) -> list[tuple[str, str]]:
    """Return (ISO date, label) of round months or years within a span.

    Months read `Feb`; January and the first tick carry the year. A span without a round month
    has its first day.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    # A tick of a month may carry its year and is then wider than a mere year.
    step = next(n for n in _MONTHS if months / n <= at_most - (n < 12) or n == _MONTHS[-1])  # noqa: PLR2004
    starts = pd.date_range(first.normalize().replace(day=1), last, freq="MS")
    starts = starts[starts >= first.normalize()]
    ticks = [start for start in starts if (start.year * 12 + start.month - 1) % step == 0]
    if not ticks:
        return [(f"{first:%Y-%m-%d}", day(first.date()))]
    return [
        (f"{start:%Y-%m-%d}", _label(start, is_first=n == 0, step=step))
        for n, start in enumerate(ticks)
    ]


def _label(start: pd.Timestamp, *, is_first: bool, step: int) -> str:
    _, month, year = day(start.date()).split()
    if step % 12 == 0:
        return year
    return f"{month} {year}" if is_first or start.month == 1 else month
