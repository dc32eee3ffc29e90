from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from generator.charts.figures.calibration import calibration
from generator.charts.kit.drawing import Drawing
from generator.charts.kit.plot import Marks
from generator.charts.kit.svg import draw_svg
from generator.charts.render import FigureJob, render_figures
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]


@pytest.fixture
def rivals(measured: dict[str, Measured]) -> pd.DataFrame:
    """The scores of the back-test's forecasters, the scored one first."""
    scores = measured["backtest_scores"]
    assert isinstance(scores, pd.DataFrame)
    return scores


def drawn(draw: Draw, **changed: Measured) -> Drawing:
    drawing = draw("calibration", **changed)
    assert isinstance(drawing, Drawing)
    return drawing


def texts(drawing: Drawing) -> str:
    return draw_svg(drawing, "wide", "t").svg.decode()


def test_the_headline_sets_what_was_said_beside_what_happened(draw: Draw) -> None:
    drawing = drawn(draw)
    assert drawing.title == (
        "Base-rate forecasts of the back-test said 46% on average, and 37% came true"
    )
    assert drawing.numbers == ("373 forecasts", "Brier score 0.234", "always 50% scores 0.250")


def test_the_table_has_fifths_and_forecasters(draw: Draw) -> None:
    table = drawn(draw).table()
    assert list(table.iloc[0]) == ["20–40%", "29%", "23%", "17% to 30%", "–", "101"]
    assert list(table.iloc[-1]) == ["Always 50%", "–", "–", "–", "0.250", "373"]


def test_a_forecaster_with_fewer_questions_stands_beside_the_scored_one_on_the_same(
    draw: Draw, rivals: pd.DataFrame
) -> None:
    rivals.loc["market"] = ("market", 0.21, 0.19, 9.5, 5.0)
    assert "Market 0.210 on 5; base rate on the same 0.190" in texts(
        drawn(draw, backtest_scores=rivals)
    )


@pytest.mark.parametrize(("value", "end"), [(0.25, 50), (0.547, 100)])
def test_a_bar_ends_at_its_score_or_at_the_edge(
    draw: Draw, rivals: pd.DataFrame, value: float, end: float
) -> None:
    # A Brier score of 0.5 fills the width: 0.25 is half of it.
    drawing = drawn(draw, backtest_scores=rivals.assign(value=value))
    layers = [layer for layer in drawing.draw("wide").layers if isinstance(layer, Marks)]
    (bars,) = (layer.rows for layer in layers if layer.mark["type"] == "rect")
    assert bars["x2"].iloc[0] == end


def test_the_desks_own_thirty_take_the_same_drawing(
    measured: dict[str, Measured], rivals: pd.DataFrame, tmp_path: Path
) -> None:
    bins = measured["backtest_calibration"]
    assert isinstance(bins, pd.DataFrame)
    bins.loc["all"] = ("forecasts of the desk", 41.0, 43.0, 30.0, 57.0, 30.0)
    scores = rivals.rename(index={"base_rate": "desk"})
    job = FigureJob("forecasts", calibration, pd.Timestamp("2029-01-05").date(), (bins, scores))
    figure = render_figures([job], tmp_path)["forecasts"]["calibration"]
    assert figure.title == "Forecasts of the desk said 41% on average, and 43% came true"
    assert figure.wide.svg.startswith(b"<svg")
