"""Where does a value lie, and what stands there? Scales, and one function for each kind of mark."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from generator.charts.kit import vega as alt
from generator.charts.kit.drawing import Size
from generator.charts.kit.theme import WIDTH, config

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

    def altair(self) -> alt.Scale:
        """Return the scale with nothing left to guess: no rounding, no added zero."""
        return alt.Scale(
            type=self.kind, domain=[self.low, self.high], range=[self.start, self.end],
            nice=False, zero=alt.Undefined if self.kind != "linear" else False,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Margins:
    """Pixels around a plot, for labels."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Two scales that marks share."""

    x: Scale
    y: Scale

    def _layer(self, mark: alt.MarkDef, rows: pd.DataFrame) -> alt.Chart:
        """Return marks, one a row; the columns' names say what they mean.

        Rows travel as CSV text, which altair does not copy and walk through value by value.
        """
        channels: dict[str, Any] = {
            "x": alt.X("x", type=self._kind_of_x(), scale=self.x.altair(), axis=None),
            "y": alt.Y("y", type="quantitative", scale=self.y.altair(), axis=None),
            "x2": alt.X2("x2"),
            "y2": alt.Y2("y2"),
            "color": alt.Color("color", type="nominal", scale=None),
            "detail": alt.Detail("detail", type="nominal"),
            "text": alt.Text("text", type="nominal"),
        }
        values = rows.to_csv(index=False, lineterminator="\n", float_format="%.6g")
        form = alt.CsvDataFormat(type="csv", parse=_numbers(rows))
        data = alt.InlineData(values=values, format=form)
        used = {name: channel for name, channel in channels.items() if name in rows}
        return alt.Chart(data, mark=mark).encode(**used)

    def _kind_of_x(self) -> Literal["temporal", "quantitative"]:
        return "temporal" if self.x.kind == "utc" else "quantitative"

    def lines(self, rows: pd.DataFrame, width: float = 2, *, step: bool = False) -> alt.Chart:
        """Return lines through x, y: one for each `detail`."""
        interpolate: Literal["step-after", "linear"] = "step-after" if step else "linear"
        return self._layer(
            alt.MarkDef(type="line", strokeWidth=width, interpolate=interpolate), rows
        )

    def areas(self, rows: pd.DataFrame) -> alt.Chart:
        """Return areas between y and y2 over x."""
        return self._layer(alt.MarkDef(type="area"), rows)

    def rects(self, rows: pd.DataFrame, opacity: float | None = None) -> alt.Chart:
        """Return rectangles; without y and y2 they are as high as the plot."""
        mark = alt.MarkDef(type="rect", fillOpacity=opacity or alt.Undefined)
        return self._layer(mark, rows)

    def rules(self, rows: pd.DataFrame, width: float = 1, dash: tuple[int, ...] = ()) -> alt.Chart:
        """Return straight lines; without x (or y) they cross the plot."""
        mark = alt.MarkDef(
            type="rule", strokeWidth=width, strokeDash=list(dash) if dash else alt.Undefined
        )
        return self._layer(mark, rows)

    def dots(self, rows: pd.DataFrame, diameter: float = 9) -> alt.Chart:
        """Return filled circles."""
        area = math.pi * diameter**2 / 4
        return self._layer(alt.MarkDef(type="circle", size=round(area), opacity=1), rows)

    def texts(self, rows: pd.DataFrame) -> alt.Chart:
        """Return labels made by `label`, each with its own side, shift and weight."""
        mark = alt.MarkDef(
            type="text",
            align=alt.ExprRef("datum.align"),
            dx=alt.ExprRef("datum.dx"),
            dy=alt.ExprRef("datum.dy"),
            fontWeight=alt.ExprRef("datum.weight"),
        )
        return self._layer(mark, rows)


def compose(size: Size, height: int, margins: Margins, layers: list[alt.Chart]) -> alt.LayerChart:
    """Return the layers as one chart of exactly this size, whatever fonts a machine has."""
    return alt.LayerChart(
        layer=layers,
        autosize=alt.AutoSizeParams(type="none"),
        width=WIDTH[size] - margins.left - margins.right,
        height=height - margins.top - margins.bottom,
        padding={
            "left": margins.left, "right": margins.right,
            "top": margins.top, "bottom": margins.bottom,
        },
        config=config(size),
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(y="independent")),
    )  # fmt: skip


def _numbers(rows: pd.DataFrame) -> dict[str, str]:
    return {name: "number" for name in ("dx", "dy") if name in rows}
