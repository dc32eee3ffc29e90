"""Plots as Vega-Lite specifications, which Altair writes and validates."""

from __future__ import annotations

from typing import Any

import altair as alt
from altair.vegalite.v6.schema import core

from generator.charts.kit.plot import Marks, Plot, Scale
from generator.charts.kit.theme import FONT

VERSION = "6.4"  # what altair 6.3 writes


def specification(plot: Plot, *, validate: bool = False) -> dict[str, Any]:
    """Return the marks of a plot as a specification, without its labels.

    It is made of Altair's schema: its charts would copy every layer twice over. Altair's
    validation takes longer than the drawing, so only tests ask for it.
    """
    with alt.utils.schemapi.debug_mode(validate):
        return _layers(plot).to_dict(validate=validate)


def _layers(plot: Plot) -> core.TopLevelLayerSpec:
    """Return a plot's marks; the page shows through."""
    margins = plot.margins
    return core.TopLevelLayerSpec(
        layer=[_layer(marks) for marks in plot.layers if isinstance(marks, Marks)],
        autosize=core.AutoSizeParams(type="none"),
        width=plot.inner_width,
        height=plot.inner_height,
        padding={
            "left": margins.left, "right": margins.right,
            "top": margins.top, "bottom": margins.bottom,
        },
        config=core.Config(
            background="transparent", aria=False, font=FONT, view=core.ViewConfig(stroke=None)
        ),
        resolve=core.Resolve(scale=core.ScaleResolveMap(y="independent")),
    )  # fmt: skip


def _layer(marks: Marks) -> core.UnitSpec:
    """Return marks with their rows as CSV text, which altair does not walk through by value."""
    x, y, rows = marks.panel.x, marks.panel.y, marks.rows
    kind = "temporal" if x.kind == "utc" else "quantitative"
    channels: dict[str, dict[str, Any]] = {
        "x": {"type": kind, "scale": _scale(x), "axis": None},
        "y": {"type": "quantitative", "scale": _scale(y), "axis": None},
        "x2": {},
        "y2": {},
        "color": {"type": "nominal", "scale": None},
        "detail": {"type": "nominal"},
    }
    values = rows.to_csv(index=False, lineterminator="\n", float_format="%.6g")
    encoding = {name: {"field": name, **rest} for name, rest in channels.items() if name in rows}
    return core.UnitSpec(
        mark=core.MarkDef(**marks.mark),
        data=core.InlineData(values=values, format=core.CsvDataFormat(type="csv")),
        encoding=core.Encoding(**encoding),
    )


def _scale(scale: Scale) -> dict[str, Any]:
    """Return a scale with nothing left to guess: no rounding, no added zero."""
    zero = {"zero": False} if scale.kind == "linear" else {}
    domain, pixels = [scale.low, scale.high], [scale.start, scale.end]
    return {"type": scale.kind, "domain": domain, "range": pixels, "nice": False, **zero}
