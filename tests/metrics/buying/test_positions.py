from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.buying.positions import (
    positioning,
    short_positions,
    small_asset_manager_net,
    small_leveraged_net,
)
from generator.model.metric import Measured, Missing


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


def measured(*counts: float) -> Measured:
    day = pd.DatetimeIndex(["2026-11-20"])
    return short_positions(*(pd.Series([float(count)], day) for count in counts))


def test_shares_are_of_the_listings_whose_position_is_known() -> None:
    table = measured(2000, 900, 300, 700, 35, 7)
    assert isinstance(table, pd.DataFrame)
    # 900 and 300 of 2,000; 35 and 7 of 700.
    assert table[["value", "ten", "n"]].to_numpy().tolist() == [[45, 15, 2000], [5, 1, 700]]
    assert table.index.tolist() == ["small", "large"]
    assert list(table) == [column.name for column in short_positions.columns]


def test_the_newest_count_is_the_one_that_counts() -> None:
    days = pd.DatetimeIndex(["2026-11-13", "2026-11-20"])
    table = short_positions(*(pd.Series([1.0, n], days) for n in (10, 5, 1, 10, 5, 1)))
    assert isinstance(table, pd.DataFrame)
    assert table["n"].tolist() == [10, 10]


@pytest.mark.parametrize(
    "counts", [(0, 0, 0), (10, 11, 1), (10, 5, 6)], ids=["none", "five", "ten"]
)
def test_counts_that_do_not_fit_together_are_none(counts: tuple[int, ...]) -> None:
    reason = Missing("Yahoo's counts do not fit together: more days, more listings")
    assert measured(*counts, 10, 5, 1) == reason
    assert measured(10, 5, 1, *counts) == reason


@given(st.lists(st.integers(1, 5000), min_size=3, max_size=3))
def test_fewer_listings_have_ten_days_than_five(counts: list[int]) -> None:
    table = measured(*sorted(counts, reverse=True), 10, 5, 1)
    assert isinstance(table, pd.DataFrame)
    assert (table["ten"] <= table["value"]).all()
    assert table["value"].le(100).all()
