from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.maths.indices import (
    drawdown_pct,
    held_basket,
    ratio,
    rebalanced_basket,
    rebased,
    worst_fall,
)

values = st.lists(st.floats(0.01, 1e4), min_size=2, max_size=80)


def index(*closes: float) -> pd.Series[float]:
    return pd.Series(closes, index=pd.bdate_range("2026-01-05", periods=len(closes)), dtype=float)


def test_a_ratio_divides_day_by_day() -> None:
    # 6 / 3 = 2, 10 / 4 = 2.5
    assert ratio(index(6, 10), index(3, 4)).tolist() == [2.0, 2.5]


def test_a_ratio_leaves_out_days_that_one_fund_does_not_have() -> None:
    assert ratio(index(6, 10, 8), index(3, 4)).tolist() == [2.0, 2.5]


def test_rebasing_starts_at_100() -> None:
    assert rebased(index(4, 5)).tolist() == [100.0, 125.0]


def test_a_held_basket_lets_winners_grow() -> None:
    members = pd.concat([index(1, 2, 4), index(10, 10, 10)], axis=1)
    # equal halves: (2 + 1) / 2 = 1.5, then (4 + 1) / 2 = 2.5
    assert held_basket(members).tolist() == [1.0, 1.5, 2.5]


def test_a_held_basket_of_no_days_has_no_days() -> None:
    assert held_basket(pd.concat([index(1), index(2)], axis=1).iloc[:0]).empty


def test_a_rebalanced_basket_is_halved_anew_each_day() -> None:
    # day 2: (100 % + 0 %) / 2 = 50 %; day 3 again: 1.5 * 1.5 = 2.25
    assert rebalanced_basket(index(1, 2, 4), index(10, 10, 10)).tolist() == [1.0, 1.5, 2.25]


def test_a_drawdown_is_measured_from_the_highest_day_so_far() -> None:
    # 8 / 10 - 1 = -20 %, 11 is a new high, 5.5 / 11 - 1 = -50 %
    assert drawdown_pct(index(10, 8, 11, 5.5)).tolist() == pytest.approx([0, -20, 0, -50])


def test_the_worst_fall_has_a_high_a_low_and_a_depth() -> None:
    high, low, depth = worst_fall(index(10, 8, 12, 9, 6, 7))
    # 6 / 12 - 1 = -50 %, from Wednesday 7 to Friday 9 January
    assert (high.day, low.day, depth) == (7, 9, pytest.approx(-50.0))


def test_an_index_that_only_rises_has_no_fall() -> None:
    assert worst_fall(index(1, 2, 3))[2] == 0.0


@given(values)
def test_a_drawdown_lies_between_all_and_nothing(closes: list[float]) -> None:
    fall = drawdown_pct(index(*closes))
    assert fall.between(-100, 0).all()


@given(values, st.floats(1.0, 3.0))
def test_a_higher_last_day_deepens_no_drawdown(closes: list[float], lift: float) -> None:
    lifted = [*closes[:-1], closes[-1] * lift]
    assert worst_fall(index(*lifted))[2] >= worst_fall(index(*closes))[2]


@given(values, values, st.floats(0.01, 100))
def test_the_ratio_times_the_second_is_the_first(
    one: list[float], two: list[float], unit: float
) -> None:
    first, second = index(*one), index(*two) * unit
    relative = ratio(first, second)
    product = relative.iloc[-1] * second[relative.index[-1]]
    assert product == pytest.approx(first[relative.index[-1]])
