from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.maths import intervals, splice
from tests.metrics.library import fund, known, library, month, walk

MONTHS = pd.period_range("2000-01", periods=60, freq="M")


def returns(small: list[float], large: list[float], first: str = "2000-01") -> pd.DataFrame:
    months = pd.period_range(first, periods=len(small), freq="M")
    return pd.DataFrame({0: small, 1: large}, months, dtype=float)


@pytest.mark.parametrize("lag", [0, 1, 20, 45, 60])
def test_months_are_told_whatever_the_lag(lag: int) -> None:
    # A century of month-ends, on weekdays and weekends.
    rows = splice.by_month(month(1200, "1926-07", lag), known(list(range(1200)), "1926-07", lag))
    assert rows.index.equals(pd.period_range("1926-07", periods=1200, freq="M"))
    assert rows[0].tolist() == list(range(1200))


def test_a_month_that_one_series_lacks_is_empty() -> None:
    small = known([1, 2, 3], "2000-01").drop(known([1, 2, 3], "2000-01").index[1])
    rows = splice.by_month(month(3, "2000-01"), small, known([4, 5, 6], "2000-01"))
    assert rows.loc["2000-02"].isna().all()
    assert rows.loc["2000-03"].tolist() == [3, 6]


def test_fund_months_run_from_close_to_close_and_leave_out_unfinished_ones() -> None:
    small = fund({"2026-03-31": 100, "2026-04-15": 90, "2026-04-30": 110, "2026-05-29": 99,
                  "2026-06-12": 120})  # fmt: skip
    months = splice.fund_months(small, small / 2)
    # April +10 %; May -10 %; its last weekday is the 29th, so it was over; June is not.
    assert months[0].tolist() == pytest.approx([10, -10])
    assert months.index.astype(str).tolist() == ["2026-04", "2026-05"]
    may = splice.fund_months(small[:"2026-05-29"], small[:"2026-05-29"])
    assert may.index[-1] == pd.Period("2026-05")


def test_the_funds_begin_where_the_library_ends() -> None:
    month_, small, large = library([1, 2], [3, 4], "2000-01")
    funds = returns([9, 9, 9], [8, 8, 8], "2000-02")
    both = splice.spliced(month_, (small, large), funds)
    assert both[0].tolist() == [1, 2, 9, 9]
    assert both[1].tolist() == [3, 4, 8, 8]


def test_a_hole_between_library_and_funds_stays_a_hole() -> None:
    month_, small, large = library([1], [3], "2000-01")
    both = splice.spliced(month_, (small, large), returns([9], [8], "2000-03"))
    assert both[0].isna().tolist() == [False, True, False]
    assert np.isnan(splice.excess_pp(both, MONTHS[0], MONTHS[2]))


def test_excess_compounds_each_side() -> None:
    rows = returns([10, 10], [0, 5])
    # 1.1 · 1.1 = 1.21; 1.05: 21 - 5 = 16.
    assert splice.excess_pp(rows, MONTHS[0], MONTHS[1]) == pytest.approx(16)
    assert np.isnan(splice.excess_pp(rows, MONTHS[0], MONTHS[2]))
    assert np.isnan(splice.excess_pp(rows, MONTHS[0] - 1, MONTHS[1]))


def test_rolling_excess_is_compound_and_yearly() -> None:
    rows = returns([1.0] * 24, [0.0] * 24)
    excess = splice.rolling_excess(rows, 2)
    assert excess.index.tolist() == [pd.Period("2001-12")]
    assert excess.iloc[0] == pytest.approx((1.01**12 - 1) * 100)
    assert splice.yearly_excess(rows) == pytest.approx((1.01**12 - 1) * 100)


def test_the_block_interval_holds_the_value_and_is_steady() -> None:
    rows = returns(walk(600, 1), walk(600, 2), "1950-01")
    low, high = intervals.block_interval(rows)
    assert low < splice.yearly_excess(rows) < high
    assert (low, high) == intervals.block_interval(rows)
    # Independent months: the width is near that of the normal interval of a yearly mean.
    spread = (rows[0] - rows[1]).std() * np.sqrt(12) / np.sqrt(50) * 2 * 1.645
    assert high - low == pytest.approx(spread, rel=0.2)


def test_a_steady_difference_has_no_spread() -> None:
    low, high = intervals.block_interval(returns([1.0] * 60, [0.0] * 60))
    assert low == pytest.approx(high)


@given(st.lists(st.floats(-30, 30), min_size=24, max_size=24))
def test_swapping_the_sides_turns_the_sign(values: list[float]) -> None:
    there, back = returns(values, [1.0] * 24), returns([1.0] * 24, values)
    pd.testing.assert_series_equal(splice.rolling_excess(there, 1), -splice.rolling_excess(back, 1))
    assert splice.yearly_excess(there) == pytest.approx(-splice.yearly_excess(back))
