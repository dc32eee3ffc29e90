from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.buying.positions import short_positions
from generator.model.metric import Measured, Missing


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
