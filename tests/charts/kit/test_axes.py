from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.kit.axes import decimals, log_ticks, nice_ticks, time_ticks


@pytest.mark.parametrize(
    ("low", "high", "at_most", "expected"),
    [
        (0, 10, 6, [0, 2, 4, 6, 8, 10]),
        (-33.3, 12.4, 6, [-40, -20, 0, 20]),
        (93.2, 117.4, 8, [90, 95, 100, 105, 110, 115, 120]),
        (3.6, 5.33, 6, [3.5, 4.0, 4.5, 5.0, 5.5]),
        (0, 0, 5, [0]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(
    low: float, high: float, at_most: int, expected: list[float]
) -> None:
    assert nice_ticks(low, high, at_most)[: len(expected)] == pytest.approx(expected)


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e4), st.integers(3, 12))
def test_ticks_are_few_and_never_cut_a_value_off(low: float, span: float, at_most: int) -> None:
    ticks = nice_ticks(low, low + span, at_most)
    assert 2 <= len(ticks) <= at_most
    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= low + span - 1e-6


def test_a_logarithmic_axis_has_even_steps_where_they_stay_above_zero() -> None:
    assert log_ticks(93.2, 117.4, 8) == nice_ticks(93.2, 117.4, 8)


def test_a_logarithmic_axis_over_many_sizes_has_1_2_5_steps() -> None:
    assert log_ticks(3, 180, 8) == [2, 5, 10, 20, 50, 100, 200]


@given(st.floats(0.01, 1e3), st.floats(1.01, 1e4))
def test_a_logarithmic_axis_stays_above_zero_and_cuts_nothing_off(low: float, times: float) -> None:
    ticks = log_ticks(low, low * times, 8)
    assert 0 < ticks[0] <= low + 1e-6
    assert ticks[-1] >= low * times - 1e-6


def test_ticks_carry_as_many_decimals_as_they_need() -> None:
    assert decimals([0, 20, 40]) == 0
    assert decimals([3.5, 4.0]) == 1
    assert decimals([0.25, 0.5]) == 2


def labels(first: str, last: str, at_most: int) -> list[str]:
    return [text for _, text in time_ticks(pd.Timestamp(first), pd.Timestamp(last), at_most)]


def test_months_carry_the_year_at_first_and_in_january() -> None:
    assert labels("2025-11-20", "2026-03-06", 9) == ["Dec 2025", "Jan 2026", "Feb", "Mar"]


def test_long_spans_have_round_years() -> None:
    assert labels("2000-05-26", "2026-08-14", 6) == ["2005", "2010", "2015", "2020", "2025"]


def test_a_span_of_centuries_has_a_step_of_twenty_years() -> None:
    assert labels("1926-07-01", "2026-08-14", 3) == ["1940", "1960", "1980", "2000", "2020"]


def test_a_span_without_a_first_of_a_month_has_its_first_day() -> None:
    ticks = time_ticks(pd.Timestamp("2026-01-12"), pd.Timestamp("2026-01-23"), 9)
    assert ticks == [("2026-01-12", "12 Jan 2026")]
