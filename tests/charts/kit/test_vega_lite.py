from __future__ import annotations

import pandas as pd
import pytest
from altair.utils.schemapi import SchemaValidationError

from generator.charts.kit.plot import Label, Margins, Marks, Panel, Plot, Scale
from generator.charts.kit.vega_lite import specification

MARGINS = Margins(10, 10, 10, 10)
UP = Scale(-0.5, 3, 80, 0)
ROWS = pd.DataFrame(
    {"x": [1.0], "x2": [2.0], "y": [0.1234567], "y2": [2.0], "color": ["#0b64a4"], "detail": "d"}
)


@pytest.mark.parametrize("across", [Scale(1, 9, 0, 90), Scale(1, 9, 0, 90, "log")])
def test_every_kind_of_mark_is_valid_vega_lite(across: Scale) -> None:
    panel = Panel(across, UP)
    marks = [
        panel.lines(ROWS), panel.lines(ROWS, 1.5, step=True), panel.areas(ROWS), panel.rects(ROWS),
        panel.rects(ROWS, 0.5), panel.rules(ROWS), panel.rules(ROWS, 2, dash=(2, 3)),
        panel.dots(ROWS),
    ]  # fmt: skip
    plot = Plot("wide", 100, MARGINS, [*marks, panel.texts([Label(1, 1, "a label")])])
    layers = specification(plot, validate=True)["layer"]
    kinds = [layer["mark"]["type"] for layer in layers]
    assert kinds == ["line", "line", "area", "rect", "rect", "rule", "rule", "circle"]


def test_dates_lie_on_a_scale_of_universal_time_and_numbers_have_six_digits() -> None:
    panel = Panel(Scale(0, 86_400_000, 0, 90, "utc"), UP)
    plot = Plot("narrow", 100, MARGINS, [panel.lines(ROWS.assign(x="1970-01-01"))])
    spec = specification(plot, validate=True)
    (layer,) = spec["layer"]
    assert layer["data"]["values"].splitlines()[1] == "1970-01-01,2,0.123457,2,#0b64a4,d"
    assert layer["encoding"]["x"]["type"] == "temporal"
    assert layer["encoding"]["x"]["scale"]["type"] == "utc"
    # 340 - 10 - 10 wide and 100 - 10 - 10 high.
    assert (spec["width"], spec["height"]) == (320, 80)


def test_a_mark_that_vega_lite_does_not_know_is_refused() -> None:
    marks = Marks(Panel(Scale(0, 1, 0, 9), UP), {"type": "line", "strokeWidht": 2}, ROWS)
    with pytest.raises(SchemaValidationError):
        specification(Plot("wide", 100, MARGINS, [marks]), validate=True)
