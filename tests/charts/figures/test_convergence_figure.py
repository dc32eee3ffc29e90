from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.charts.kit.svg import draw_svg
from generator.charts.kit.theme import LARGE, SMALL
from generator.model.metric import Missing

Draw = Callable[..., Drawing | Missing]


def grid(y3: float, y10: float) -> pd.DataFrame:
    row = ["moves", 0.0, y3, y3, y10]
    return pd.DataFrame(
        [row, row], index=["full", "half"], columns=["label", "y1", "y3", "y5", "y10"]
    )


@pytest.mark.parametrize(
    ("y3", "y10", "expected"),
    [
        (6.92, 2.03, "Full convergence is worth 6.9% a year over three years or 2.0% over ten"),
        (-4.5, -1.4, "Full convergence costs 4.5% a year over three years or 1.4% over ten"),
        (
            0.01,
            0.0,
            "Convergence is worth nothing: the article has small caps at their usual multiple",
        ),
    ],
)
def test_the_headline_says_what_the_full_way_is_worth(
    draw: Draw, y3: float, y10: float, expected: str
) -> None:
    drawing = draw("convergence", convergence=grid(y3, y10))
    assert isinstance(drawing, Drawing)
    assert drawing.title == expected


def test_every_cell_has_its_number_and_a_gain_another_hue_than_a_cost(draw: Draw) -> None:
    gain, cost = (draw("convergence", convergence=grid(sign * 6.0, sign * 2.0)) for sign in (1, -1))
    assert isinstance(gain, Drawing)
    assert isinstance(cost, Drawing)
    up, down = (
        draw_svg(drawing, "wide", "title").svg.decode().split("</style>")[1]
        for drawing in (gain, cost)
    )
    assert up.count(">+6.0%<") == 4
    assert up.count(f'fill="{SMALL}"') == 6
    assert down.count(f'fill="{LARGE}"') == 6


def test_the_strongest_cell_is_the_darkest_and_nothing_nearly_clear(draw: Draw) -> None:
    drawing = draw("convergence")
    assert isinstance(drawing, Drawing)
    svg = draw_svg(drawing, "narrow", "title").svg.decode()
    # 6.9 of 6.9 is 0.08 + 0.42 = 0.5; 0 stays at 0.08; 3.6 / 6.9 * 0.42 + 0.08 = 0.30.
    assert svg.count('fill-opacity="0.5"') == 1
    assert svg.count('fill-opacity="0.08"') == 3
    assert svg.count('fill-opacity="0.3"') == 1


def test_without_the_articles_numbers_there_is_no_grid(draw: Draw) -> None:
    rows = grid(1.0, 1.0).drop(index="full")
    reason = Missing("the article's discount and premium are not known")
    assert draw("convergence", convergence=rows) == reason
