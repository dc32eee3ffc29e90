"""Plots: scales, and marks and labels placed by them; nothing here is drawn yet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pandas as pd

from generator.charts.kit.theme import AXIS, GRID, INK, WIDTH, Size

ScaleKind = Literal["linear", "log", "utc"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A span of values on a span of pixels; times are milliseconds since 1970, UTC."""

    low: float
    high: float
    start: float
    end: float
    kind: ScaleKind = "linear"

    def pixel(self, value: float) -> float:
        """Return the place of a value."""
        bend = math.log if self.kind == "log" else float
        share = (bend(value) - bend(self.low)) / (bend(self.high) - bend(self.low))
        return self.start + share * (self.end - self.start)

    def value(self, pixel: float) -> float:
        """Return the value at a place of a linear scale."""
        return self.low + (pixel - self.start) / (self.end - self.start) * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Margins:
    """Pixels around a plot, for labels."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place in the data, shifted by some pixels; a date is in ISO form."""

    x: float | str
    y: float
    text: str
    color: str = INK
    align: Literal["left", "center", "right"] = "left"
    dx: float = 0
    dy: float = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one kind, one a row; the columns' names say what they mean.

    Attributes:
        mark: the kind and its properties, in the words of Vega-Lite.
        rows: x, y, x2, y2, color and detail, as far as the kind has them.
    """

    panel: Panel
    mark: Mapping[str, Any]
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels on a panel."""

    panel: Panel
    labels: tuple[Label, ...]


Layer: TypeAlias = Marks | Labels


@dataclass(frozen=True, slots=True)
class Plot:
    """Layers, first at the back, of exactly this size, whatever fonts a machine has."""

    size: Size
    height: int
    margins: Margins
    layers: Sequence[Layer]

    @property
    def inner_width(self) -> int:
        """Return the pixels between the margins."""
        return WIDTH[self.size] - self.margins.left - self.margins.right

    @property
    def inner_height(self) -> int:
        """Return the pixels between the margins."""
        return self.height - self.margins.top - self.margins.bottom


@dataclass(frozen=True, slots=True)
class Panel:
    """Two scales that marks share."""

    x: Scale
    y: Scale

    def lines(self, rows: pd.DataFrame, width: float = 2, *, step: bool = False) -> Marks:
        """Return lines through x, y: one for each `detail`."""
        interpolate = "step-after" if step else "linear"
        mark = {"type": "line", "strokeWidth": width, "interpolate": interpolate}
        return Marks(self, mark, rows)

    def areas(self, rows: pd.DataFrame) -> Marks:
        """Return areas between y and y2 over x."""
        return Marks(self, {"type": "area"}, rows)

    def rects(self, rows: pd.DataFrame, opacity: float | None = None) -> Marks:
        """Return rectangles; without y and y2 they are as high as the plot."""
        fill = {"fillOpacity": opacity} if opacity else {}
        return Marks(self, {"type": "rect", **fill}, rows)

    def rules(self, rows: pd.DataFrame, width: float = 1, dash: tuple[int, ...] = ()) -> Marks:
        """Return straight lines; without x (or y) they cross the plot."""
        dashed = {"strokeDash": list(dash)} if dash else {}
        return Marks(self, {"type": "rule", "strokeWidth": width, **dashed}, rows)

    def grid(self, values: Sequence[float], across: Literal["x", "y"]) -> Marks:
        """Return a thin line at each value of an axis, a darker one at zero."""
        colors = [AXIS if value == 0 else GRID for value in values]
        return self.rules(pd.DataFrame({across: values, "color": colors}))

    def dots(self, rows: pd.DataFrame, diameter: float = 9) -> Marks:
        """Return filled circles."""
        area = math.pi * diameter**2 / 4
        return Marks(self, {"type": "circle", "size": round(area), "opacity": 1}, rows)

    def texts(self, labels: Iterable[Label]) -> Labels:
        """Return labels, each with its own side, shift and weight."""
        return Labels(self, tuple(labels))
