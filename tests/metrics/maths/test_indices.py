from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.maths.indices import (
    NOT_YET,
    PAIR_COLUMNS,
    WINDOW_COLUMNS,
    basket_table,
    drawdown_pct,
    held_basket,
    pair_columns,
    ratio,
    rebalanced_basket,
    rebased,
    window_starts,
    window_table,
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


KEYS = ["w1", "m1", "m3", "m6", "ytd", "m12", "since_article"]
growths = st.lists(st.floats(-0.03, 0.03), min_size=1, max_size=20)


def steady(growth: float, first: str = "2025-01-02", last: str = "2026-03-31") -> pd.Series[float]:
    """Return an index that gains `growth` each business day."""
    days = pd.bdate_range(first, last)
    return pd.Series([(1 + growth) ** i for i in range(len(days))], index=days)


def walk(returns: list[float]) -> pd.Series[float]:
    """Return an index of 300 days that go through the given returns over and over."""
    days = pd.bdate_range(end="2026-03-31", periods=300)
    return (1 + pd.Series(np.resize(returns, 300), index=days)).cumprod()


def test_windows_start_at_the_same_day_of_earlier_months() -> None:
    starts = {key: start for key, (_, start) in window_starts(pd.Timestamp("2026-03-31")).items()}
    assert [f"{start:%Y-%m-%d}" for start in starts.values()] == [
        "2026-03-24", "2026-02-28", "2025-12-31", "2025-09-30", "2025-12-31", "2025-03-31",
        "2026-01-12",
    ]  # fmt: skip
    assert list(starts) == KEYS


def test_the_articles_window_is_not_open_on_its_own_day() -> None:
    assert window_starts(pd.Timestamp("2026-01-12"))["since_article"][1] == NOT_YET
    table = window_table(steady(0.01, last="2026-01-12"), steady(0, last="2026-01-12"))
    assert table.loc["since_article", ["start", "first", "second", "value"]].isna().all()


def test_returns_run_from_the_last_session_before_the_window() -> None:
    table = window_table(steady(0.01), steady(0.0), ("small", "large"))
    # 28 February 2026 is a Saturday: from the close of Friday 27th to 31 March are 22 sessions.
    assert table.loc["m1", "start"] == "2026-02-27"
    assert table.loc["m1", "small"] == pytest.approx((1.01**22 - 1) * 100)
    # 24 to 31 March: five sessions; 1.01^5 = 1.05101
    assert table.loc["w1", "value"] == pytest.approx(5.101, abs=1e-3)
    assert table.loc["w1", "large"] == 0.0


def test_a_window_that_starts_before_the_data_is_empty() -> None:
    table = window_table(steady(0.01, first="2025-06-02"), steady(0.0))
    assert table.loc["m12", ["start", "first", "second", "value"]].isna().all()
    assert table.loc["m6", "start"] == "2025-09-30"


def test_columns_are_the_declared_ones() -> None:
    one, two = steady(0.01), steady(0.0)
    small = window_table(one, two, ("small", "large"))
    assert list(small) == [column.name for column in WINDOW_COLUMNS]
    assert list(window_table(one, two)) == [column.name for column in PAIR_COLUMNS]
    assert small.index.tolist() == KEYS


def test_a_pair_is_labelled_with_its_funds() -> None:
    labels = [column.label for column in pair_columns("Value", "Growth")]
    assert labels == ["Window", "From the close of", "Value", "Growth", "Value minus Growth"]


def test_a_basket_is_equal_at_each_windows_start() -> None:
    table = basket_table(steady(0.0), (steady(0.01), steady(-0.01)))
    # five sessions: (1.01^5 - 1 + 0.99^5 - 1) / 2 = (5.1010 - 4.9010) / 2 = 0.1000 %
    assert table.loc["w1", "second"] == pytest.approx(0.1, abs=1e-3)
    assert table.loc["w1", "value"] == pytest.approx(-0.1, abs=1e-3)


@given(growths, growths)
def test_swapping_the_funds_flips_the_sign(one: list[float], two: list[float]) -> None:
    first, second = walk(one), walk(two)
    forth, back = window_table(first, second)["value"], window_table(second, first)["value"]
    assert forth.tolist() == pytest.approx((-back).tolist(), rel=1e-9)


@given(growths, st.floats(0.01, 1000))
def test_the_unit_of_the_price_changes_nothing(returns: list[float], unit: float) -> None:
    plain, scaled = walk(returns), walk(returns) * unit
    assert window_table(scaled, plain)["value"].abs().max() == pytest.approx(0, abs=1e-6)
