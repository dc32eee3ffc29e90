from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from generator.site.pages.metric import POINTS, sketch


def weekly(values: list[float], end: str = "2026-01-09") -> pd.Series[float]:
    return pd.Series(values, pd.date_range(end=end, periods=len(values), freq="7D"))


def test_the_line_fills_its_box() -> None:
    # Highest on top (0), lowest at the bottom (160); steps of 640 / 2.
    line = sketch(weekly([1.0, 3.0, 2.0]))
    assert line.points == "0,160 320,0 640,80"
    assert (line.high, line.low, line.zero, line.every) == (3.0, 1.0, None, 1)


def test_nought_is_marked_where_the_line_crosses_it() -> None:
    # Nought lies 3 / 4 of the way down from +3 to -1.
    assert sketch(weekly([-1.0, 3.0])).zero == 120


def test_a_flat_line_and_a_single_value_can_be_drawn() -> None:
    assert sketch(weekly([2.0, 2.0])).points == "0,0 640,0"
    assert sketch(weekly([2.0])).points == "0,0"


def test_highest_and_lowest_are_those_of_all_values_and_not_of_the_drawn_ones() -> None:
    # 161 values: every second one is drawn, from the newest back; the first and 159 others are not.
    line = sketch(weekly([0.0, 9.0, 0.0, -9.0] + [0.0] * 157))
    assert (line.every, line.high, line.low) == (2, 9.0, -9.0)


@given(st.integers(min_value=2, max_value=2000))
def test_a_long_series_is_thinned_and_ends_with_its_newest_value(weeks: int) -> None:
    line = sketch(weekly([float(week) for week in range(weeks)]))
    assert len(line.points.split()) <= POINTS
    assert line.points.endswith("640,0")


def test_the_newest_weeks_come_first() -> None:
    assert sketch(weekly([1.0, 2.0, 3.0])).newest[:2] == (
        (date(2026, 1, 9), 3.0), (date(2026, 1, 2), 2.0),
    )  # fmt: skip


def test_a_year_ends_with_its_last_week_and_this_year_has_not_ended() -> None:
    # 60 weeks to 9 January 2026 begin on 22 November 2024; 2025 ends on the 26th, two weeks before.
    assert sketch(weekly([float(week) for week in range(60)])).years == (
        (date(2025, 12, 26), 57.0), (date(2024, 12, 27), 5.0),
    )  # fmt: skip
