"""Headlines of expected growth and of the discount in every case."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.charts.kit.vega_lite import specification
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]
STEPS = ("all", "ex_losers", "ex_losers_health")


def title(drawing: Drawing | Missing) -> str:
    assert isinstance(drawing, Drawing)
    return drawing.title


def growth(measured: dict[str, Measured], *small: float) -> pd.DataFrame:
    table = measured["expected_growth"]
    assert isinstance(table, pd.DataFrame)
    return table.loc[list(STEPS)].assign(small=small)


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        ((38.3, 12.1, 6.2), "of +38.3% comes to +6.2% without loss-makers and health care"),
        ((0.0, -1.0, -2.0), "of 0.0% comes to −2.0% without loss-makers and health care"),
        ((38.3, 12.1, np.nan), "of +38.3% comes to +12.1% without loss-makers"),
        ((38.3, np.nan, np.nan), "is +38.3% of all companies"),
        ((np.nan, 12.1, 6.2), "is +6.2% without loss-makers and health care; of all of them it is not meaningful"),
    ],
)  # fmt: skip
def test_growth_says_what_is_left(
    draw: Draw, measured: dict[str, Measured], small: tuple[float, ...], expected: str
) -> None:
    drawing = draw("growth_slope", expected_growth=growth(measured, *small))
    assert title(drawing) == f"Small caps' expected growth {expected}"


def test_growth_that_is_not_known_is_no_figure(draw: Draw, measured: dict[str, Measured]) -> None:
    unknown = growth(measured, np.nan, np.nan, np.nan)
    assert isinstance(draw("growth_slope", expected_growth=unknown), Missing)


def test_a_number_that_is_not_meaningful_is_said_so(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    drawing = draw("growth_slope", expected_growth=growth(measured, np.nan, 12.1, 6.2))
    assert isinstance(drawing, Drawing)
    assert drawing.numbers[0] == "small caps, all companies: not meaningful"
    assert specification(drawing.draw("wide"))["layer"]


def weeks(*values: float) -> pd.Series[float]:
    return pd.Series(values, pd.date_range("2026-01-02", periods=len(values), freq="7D"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (-9.0, "RVT is priced 9.0% below the value of its holdings; it was dearer in 75% of weeks since Jan 2026"),
        (1.0, "RVT is priced 1.0% above the value of its holdings; it was dearer in 0% of weeks since Jan 2026"),
        (0.04, "RVT is priced at the value of its holdings; its mean since Jan 2026 is −8.7%"),
    ],
)  # fmt: skip
def test_the_discount_says_how_usual_it_is(draw: Draw, now: float, expected: str) -> None:
    # 30 weeks at -8, 9 at -12 and now: 30 of 40 are dearer than -9; the mean with 0.04 is -348 / 40.
    values = weeks(*[-8.0] * 30, *[-12.0] * 9, now)
    assert title(draw("discount_history", rvt_nav_discount=values)) == expected


def test_a_few_weeks_are_no_usual_range(draw: Draw) -> None:
    drawing = draw("discount_history", rvt_nav_discount=weeks(*[-8.0] * 25))
    assert drawing == Missing("needs 26 weeks of net asset values, has 25")
