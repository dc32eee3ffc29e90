"""Plots as Vega-Lite specifications, which Altair writes and validates."""

from __future__ import annotations

from typing import Any

import altair as alt

from generator.charts.kit.plot import Marks, Plot, Scale
from generator.charts.kit.theme import FONT

VERSION = "6.4"  # what altair 6.3 writes


def specification(plot: Plot, *, validate: bool = False) -> dict[str, Any]:
    """Return the marks of a plot as a specification, without its labels.

    Altair's validation takes longer than the drawing, so only tests ask for it.
    """
    with alt.utils.schemapi.debug_mode(validate):
        return _chart(plot).to_dict(validate=validate)


def _chart(plot: Plot) -> alt.LayerChart:
    """Return a plot's marks; the page shows through."""
    margins = plot.margins
    return alt.LayerChart(
        layer=[_layer(marks) for marks in plot.layers if isinstance(marks, Marks)],
        autosize=alt.AutoSizeParams(type="none"),
        width=plot.inner_width,
        height=plot.inner_height,
        padding={
            "left": margins.left, "right": margins.right,
            "top": margins.top, "bottom": margins.bottom,
        },
        config=alt.Config(
            background="transparent", aria=False, font=FONT, view=alt.ViewConfig(stroke=None)
        ),
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(y="independent")),
    )  # fmt: skip


def _layer(marks: Marks) -> alt.Chart:
    """Return marks with their rows as CSV text, which altair does not walk through by value."""
    x, y, rows = marks.panel.x, marks.panel.y, marks.rows
    channels: dict[str, Any] = {
        "x": alt.X(
            "x",
            type="temporal" if x.kind == "utc" else "quantitative",
            scale=_scale(x),
            axis=None,
        ),
        "y": alt.Y("y", type="quantitative", scale=_scale(y), axis=None),
        "x2": alt.X2("x2"),
        "y2": alt.Y2("y2"),
        "color": alt.Color("color", type="nominal", scale=None),
        "detail": alt.Detail("detail", type="nominal"),
    }
    values = rows.to_csv(index=False, lineterminator="\n", float_format="%.6g")
    data = alt.InlineData(values=values, format=alt.CsvDataFormat(type="csv"))
    used = {name: channel for name, channel in channels.items() if name in rows}
    return alt.Chart(data, mark=alt.MarkDef(**marks.mark)).encode(**used)


def _scale(scale: Scale) -> alt.Scale:
    """Return a scale with nothing left to guess: no rounding, no added zero."""
    return alt.Scale(
        type=scale.kind, domain=[scale.low, scale.high], range=[scale.start, scale.end],
        nice=False, zero=alt.Undefined if scale.kind != "linear" else False,
    )  # fmt: skip
