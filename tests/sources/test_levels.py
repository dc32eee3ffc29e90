from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.bars import believable_levels


def observations(*values: float) -> pd.DataFrame:
    days = pd.date_range("2026-08-03", periods=len(values), freq="D")
    return pd.DataFrame({"date": days, "value": values})


def kept(*values: float) -> list[float]:
    return believable_levels(observations(*values))[0]["value"].to_list()


def test_a_slipped_decimal_point_is_left_out_with_its_day() -> None:
    rows, reasons = believable_levels(observations(3.63, 363.0, 3.63))
    assert rows["value"].to_list() == [3.63, 3.63]
    assert reasons == ["2026-08-04: 363 is more than 10 times the values beside it"]


def test_the_newest_value_is_held_against_the_one_before() -> None:
    assert kept(3.63, 3.63, 363.0) == [3.63, 3.63]


def test_a_lasting_jump_is_believed() -> None:
    # Unemployment in April 2020, and initial claims two weeks before: 0.28 to 3.3 to 6.9 million.
    assert kept(4.4, 14.8, 13.2) == [4.4, 14.8, 13.2]
    assert kept(282.0, 3307.0, 6867.0) == [282.0, 3307.0, 6867.0]


def test_rates_near_zero_may_multiply() -> None:
    assert kept(0.01, 0.14, 0.01) == [0.01, 0.14, 0.01]


@pytest.mark.parametrize("code", [-99.99, -999.0, -9999.0, float("nan")])
def test_codes_for_no_data_are_no_data(code: float) -> None:
    assert kept(320.1, code, 320.4) == [320.1, 320.4]


def test_a_day_that_comes_twice_counts_once() -> None:
    twice = pd.concat([observations(1.5, 1.6), observations(1.7)])
    rows, reasons = believable_levels(twice)
    assert rows["value"].to_list() == [1.7, 1.6]
    assert reasons == ["2026-08-03: this day comes twice"]


def test_real_history_passes_untouched(market: Path) -> None:
    for path in sorted(market.glob("macro/*.csv")):
        rows = pd.read_csv(path, parse_dates=["date"])
        assert believable_levels(rows)[1] == [], path.name


@given(st.lists(st.floats(1, 9.9), min_size=1, max_size=30))
def test_nothing_within_one_size_is_ever_left_out(values: list[float]) -> None:
    assert kept(*values) == values
