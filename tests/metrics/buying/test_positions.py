from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.buying.positions import (
    positioning,
    small_asset_manager_net,
    small_leveraged_net,
)
from generator.model.metric import Missing


def weeks(values: list[float]) -> pd.Series[float]:
    days = pd.date_range("2022-01-07", periods=len(values), freq="7D")
    return pd.Series(values, days, dtype=float)


def of_asset_managers(values: list[float]) -> pd.Series[float]:
    table = positioning(*[weeks(values)] * 4)
    assert isinstance(table, pd.DataFrame)
    row: pd.Series[float] = table.loc["small_asset_manager"]
    return row


def test_a_position_is_placed_in_its_history() -> None:
    # 155 weeks at 1 to 155, then 100: change over 26 weeks: 100 - 130 = -30.
    row = of_asset_managers([*map(float, range(1, 156)), 100.0])
    assert row["net"] == 100
    assert row["change"] == -30
    # 100 of the first 155 are at or below it, and it itself: 101 of 156.
    assert row["percentile"] == row["percentile_3y"] == pytest.approx(101 / 156 * 100)
    assert row["n"] == 156


def test_the_distance_is_in_standard_deviations() -> None:
    # 78 times -1 and 77 times +1, then +1: mean 0, sample deviation sqrt(156 / 155).
    row = of_asset_managers([-1.0, 1.0] * 78)
    assert row["z"] == pytest.approx(1 / (156 / 155) ** 0.5)


def test_three_year_figures_need_three_years() -> None:
    row = of_asset_managers([1.0] * 30 + [2.0])
    assert pd.isna(row["z"])
    assert pd.isna(row["percentile_3y"])
    assert row["change"] == 1


def test_half_a_year_is_needed_of_each_series() -> None:
    short = positioning(weeks([1.0] * 26), *[weeks([1.0] * 200)] * 3)
    assert short == Missing("needs 27 weekly counts of data, has 26")


def test_the_series_are_the_counts_themselves() -> None:
    net = weeks([1.0, -2.0])
    assert small_asset_manager_net(net).tolist() == small_leveraged_net(net).tolist() == [1, -2]


@given(st.lists(st.floats(-60, 60), min_size=27, max_size=200))
def test_a_percentile_lies_between_its_own_share_and_all(values: list[float]) -> None:
    row = of_asset_managers(values)
    assert 100 / len(values) - 1e-9 <= row["percentile"] <= 100
