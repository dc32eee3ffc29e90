from __future__ import annotations

import warnings
from datetime import date

import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.charts.kit.drawing import Chart, Drawing, alt_text, figure_text
from generator.charts.kit.theme import Size
from generator.charts.kit.vega_lite import specification
from generator.metrics.catalogue import METRICS
from generator.model.metric import Measured, Missing


def test_charts_stand_in_reading_order() -> None:
    assert [chart.id for chart in CHARTS] == [
        "since_article", "relative_ratio", "mag7_rotation", "method_ladder", "relative_pb",
        "valuation_map", "convergence", "policy_path", "first_cuts", "cut_lists", "recessions",
        "recovery_dates", "growth_slope", "rolling_15y", "calendar_years", "drawdowns", "base_rates", "calibration", "fees", "discount_history",
    ]  # fmt: skip


def test_every_chart_names_metrics_that_exist(chart: Chart) -> None:
    assert {*chart.metrics, *chart.summaries} <= {metric.id for metric in METRICS}


def test_every_chart_says_how_it_is_made(chart: Chart) -> None:
    assert chart.how.endswith(".")
    assert chart.label


def test_a_missing_metric_makes_the_figure_missing_with_its_reason(
    chart: Chart, measured: dict[str, Measured]
) -> None:
    given: list[Measured] = [measured[name] for name in chart.metrics]
    given[0] = Missing("no price for IWM")
    assert chart(given) == Missing("no price for IWM")


def test_a_figure_does_without_its_extras(chart: Chart, measured: dict[str, Measured]) -> None:
    given = [measured[name] for name in chart.metrics[: chart.needed]]
    extras = [Missing("none")] * (len(chart.metrics) - chart.needed)
    drawing = chart([*given, *extras])
    assert isinstance(drawing, Drawing)
    assert specification(drawing.draw("narrow"))["layer"]


def test_the_alt_text_is_headline_date_and_three_numbers(drawing: Drawing) -> None:
    assert len(drawing.numbers) == 3
    assert all(any(c.isdigit() for c in text) for text in drawing.numbers)
    alt = alt_text(drawing.title, date(2026, 8, 14), drawing.numbers)
    assert alt == f"{drawing.title}. As of 14 Aug 2026: {', '.join(drawing.numbers)}."


def test_the_table_is_short_and_all_text(drawing: Drawing) -> None:
    assert 1 <= len(drawing.table()) <= 40
    assert all(isinstance(cell, str) for cell in drawing.table().to_numpy().ravel())


def test_the_data_are_numbers_by_named_columns(drawing: Drawing) -> None:
    assert len(drawing.data()) >= len(drawing.table()) - 8
    assert len(drawing.data().select_dtypes("number").columns) >= 1


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_every_chart_is_valid_vega_lite(drawing: Drawing, size: Size) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert specification(drawing.draw(size), validate=True)["layer"]


def test_drawing_twice_changes_no_measurement(chart: Chart, measured: dict[str, Measured]) -> None:
    before = [_copy(measured[name]) for name in chart.metrics]
    chart([measured[name] for name in chart.metrics])
    for old, name in zip(before, chart.metrics, strict=True):
        assert old.equals(measured[name])


def _copy(value: Measured) -> pd.Series[float] | pd.DataFrame:
    assert not isinstance(value, Missing)
    return value.copy()


def test_the_record_keeps_title_and_alt(chart: Chart, measured: dict[str, Measured]) -> None:
    given = [measured[name] for name in chart.metrics]
    drawing = chart(given)
    assert isinstance(drawing, Drawing)
    text = figure_text(chart, given, date(2026, 8, 14))
    assert (text.title, text.alt, text.missing) == (
        drawing.title, alt_text(drawing.title, date(2026, 8, 14), drawing.numbers), "",
    )  # fmt: skip


def test_the_record_keeps_why_a_figure_is_missing(chart: Chart) -> None:
    text = figure_text(chart, [Missing("Yahoo gave nothing")] * 5, date(2026, 8, 14))
    assert (text.title, text.alt, text.missing) == (chart.label, "", "Yahoo gave nothing")
