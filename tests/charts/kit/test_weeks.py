from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.charts.kit.svg import draw_svg
from generator.charts.kit.tables import dated, figure_csv, listing
from generator.charts.kit.theme import PALETTE
from generator.charts.kit.weeks import (
    MOST_MARKED,
    hollow_layers,
    line,
    long,
    marked,
    month_ends,
    month_lows,
    side_by_side,
    thinned,
)
from generator.model.metric import Missing


def weeks(count: int, first: str = "2026-01-02") -> pd.Series[float]:
    return pd.Series(np.arange(count, dtype=float), pd.date_range(first, periods=count, freq="7D"))


def test_month_ends_are_the_last_week_of_each_month_and_the_newest() -> None:
    # Fridays of January 2026: 2, 9, 16, 23, 30; then 6 February.
    assert month_ends(weeks(6)).tolist() == [4, 5]


def test_a_week_that_must_not_be_lost_is_kept() -> None:
    assert month_ends(weeks(6), pd.Timestamp("2026-01-09")).tolist() == [1, 4, 5]


def test_month_lows_keep_the_deepest_week_and_the_newest() -> None:
    falls = pd.Series([-1.0, -9, -3, -2, -1, -4, -2], weeks(7).index)
    assert month_lows(falls).tolist() == [-9, -4, -2]


@pytest.mark.parametrize(("count", "kept"), [(40, 40), (60, 20), (1340, 32)])
def test_a_list_of_weeks_stays_short(count: int, kept: int) -> None:
    listed = thinned(weeks(count))
    assert len(listed) == pytest.approx(kept, abs=2)
    assert listed.index[-1] == weeks(count).index[-1]


def test_a_listing_has_dates_heads_and_formatted_cells() -> None:
    rows = side_by_side({"small": pd.Series([1.25, -0.04], weeks(2).index)})
    table = listing(rows, {"small": ("Small caps", "%", 1)})
    assert table.to_dict("list") == {
        "Week to": ["2 Jan 2026", "9 Jan 2026"], "Small caps": ["1.2%", "0.0%"],
    }  # fmt: skip


def test_a_week_that_one_series_lacks_is_empty_there() -> None:
    both = side_by_side({"a": weeks(2), "b": weeks(1)})
    assert dated(both).to_dict("list")["date"] == ["2026-01-02", "2026-01-09"]
    assert figure_csv(dated(both)) == "date,a,b\n2026-01-02,0,0\n2026-01-09,1,\n"


def test_a_line_leaves_gaps_out() -> None:
    gap = pd.Series([1.0, np.nan, 3.0], weeks(3).index)
    assert line(gap, "#000000")["x"].tolist() == ["2026-01-02", "2026-01-16"]


def test_lines_come_in_the_order_of_their_colours() -> None:
    rows = pd.DataFrame({"b": weeks(1), "a": weeks(1)})
    assert long(rows, {"a": "#000000", "b": "#111111", "c": "#222222"})["detail"].tolist() == [
        "a",
        "b",
    ]


PAGE = f'fill="{PALETTE["page"].light}"'


def spec(rows: str, *marks: str) -> dict[str, object]:
    data = {"values": f"x,y,color,detail\n{rows}"}
    return {"layer": [{"mark": {"type": mark}, "data": data, "encoding": {}} for mark in marks]}


def test_a_row_of_the_csv_names_the_columns_that_were_revised() -> None:
    rows = pd.DataFrame({
        "date": ["2026-01-30", "2026-02-06", "2026-02-13"],
        "small": [-3.493791, 1.0, 2.5], "large": [0.5, 2.0, 2.5], "maker": ["a", "b", "c"],
    })  # fmt: skip
    points = {("2026-01-30", "-3.49379"), ("2026-02-06", "2.5"), ("2026-02-13", "2.5")}
    assert marked(rows, points)["revised"].tolist() == ["small", "", "small large"]
    assert marked(rows, set())["revised"].tolist() == ["", "", ""]


def test_a_table_without_dates_has_no_revised_values() -> None:
    rows = pd.DataFrame({"year": ["2025"], "value": [2.5]})
    assert list(marked(rows, {("2025", "2.5")})) == ["year", "value"]


def test_a_point_with_the_day_and_the_value_of_a_revision_is_hollow() -> None:
    rows = "2025-12-31,-3.90589,#0b64a4,\n2026-01-30,-3.49379,#0b64a4,\n"
    (layer,) = hollow_layers(spec(rows, "line", "area"), {("2026-01-30", "-3.49379")})
    assert layer["mark"]["type"] == "point"
    assert layer["data"]["values"] == [
        {"x": "2026-01-30", "y": -3.49379, "color": "#0b64a4", "detail": ""}
    ]


@pytest.mark.parametrize("revised", [set(), {("2026-01-30", "1")}, {("2026-01-31", "2")}])
def test_a_point_of_another_day_or_series_is_not_marked(revised: set[tuple[str, str]]) -> None:
    assert list(hollow_layers(spec("2026-01-30,2,#0b64a4,\n", "line"), revised)) == []


def test_a_line_that_was_revised_as_a_whole_is_not_hidden() -> None:
    days = [f"{day:%Y-%m-%d}" for day in pd.date_range("2020-01-03", periods=100, freq="7D")]
    rows = "".join(f"{day},1,#0b64a4,\n" for day in days)
    (layer,) = hollow_layers(spec(rows, "line"), {(day, "1") for day in days})
    assert [row["x"] for row in layer["data"]["values"]] == days[-MOST_MARKED:]


def test_the_mark_is_drawn_in_both_sizes_and_turns_dark(
    draw: Callable[..., Drawing | Missing],
) -> None:
    drawing = draw("since_article")
    assert isinstance(drawing, Drawing)
    for size in ("wide", "narrow"):
        plain = draw_svg(drawing, size, "T").svg.decode()
        marked = draw_svg(drawing, size, "T", {("2026-01-16", "101")}).svg.decode()
        assert (plain.count(f" {PAGE}"), marked.count(f" {PAGE}")) == (0, 1)
        assert f"[{PAGE}]{{fill:{PALETTE['page'].dark}}}" in marked
