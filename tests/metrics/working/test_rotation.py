from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.working.rotation import (
    equal_weight_ratio,
    quality_minus_small,
    rotation,
    small_minus_mag7,
    small_minus_nasdaq,
    small_to_mag7,
    value_minus_growth,
)
from generator.model.metric import MAG7, Metric, Missing

STILL = [1.0] * 6


def daily(*values: float, last: str = "2026-01-19") -> pd.Series[float]:
    return pd.Series(values, index=pd.bdate_range(end=last, periods=len(values)), dtype=float)


def mag7(first: pd.Series[float]) -> list[pd.Series[float]]:
    """Return seven members: the given one and six that stand still."""
    return [first, *[first * 0 + 1.0] * (len(MAG7) - 1)]


def test_the_mag7_return_is_the_mean_of_the_seven() -> None:
    table = small_minus_mag7(daily(*[1.0] * 5, 1.05), *mag7(daily(*[1.0] * 5, 1.7)))
    # (70 % + 6 x 0 %) / 7 = 10 %; 5 % - 10 % = -5 pp
    assert table.loc["w1", ["first", "second", "value"]].tolist() == pytest.approx([5, 10, -5])
    assert table.loc["since_article", "start"] == "2026-01-12"


def test_windows_older_than_the_youngest_of_the_seven_are_empty() -> None:
    long, short = daily(*[1.0] * 60), daily(*[1.0] * 10)
    table = small_minus_mag7(long, *mag7(short))
    assert table["value"].isna().tolist() == [False, True, True, True, True, True, False]


def test_the_basket_in_the_ratio_is_rebalanced_each_day() -> None:
    small, leader = daily(1, 1, 1, last="2026-01-14"), daily(1, 1.7, 2.89, last="2026-01-14")
    # each day (70 % + 6 x 0 %) / 7 = 10 %: basket 1.1, 1.21; one week, so 100 is all there is
    assert small_to_mag7(small, *mag7(leader)).tolist() == [100.0]
    fridays = [
        one.set_axis(pd.date_range("2026-01-02", periods=3, freq="7D")) for one in (small, leader)
    ]
    measured = small_to_mag7(fridays[0], *mag7(fridays[1]))
    assert measured.tolist() == pytest.approx([100, 100 / 1.1, 100 / 1.21])


def test_rotation_measures_three_kinds_of_small_caps() -> None:
    days = [1.0] * 63
    funds = [daily(*days, end, last="2026-01-30") for end in (1.1, 1.2, 1.05)]
    measured = rotation(*funds, *mag7(daily(*days, 1.7, last="2026-01-30")))
    # over 63 sessions the seven gain 70 / 7 = 10 %: 10 - 10, 20 - 10, 5 - 10
    assert measured["m3"].tolist() == pytest.approx([0, 10, -5])
    assert measured.index.tolist() == ["small", "value", "quality"]


def test_rotation_since_new_year_needs_a_close_before_it() -> None:
    index = daily(*range(1, 71), last="2026-07-31")  # begins in April
    measured = rotation(index, index, index, *[index] * 7)
    assert measured["ytd"].isna().all()
    assert measured["m3"].tolist() == pytest.approx([0, 0, 0])


def test_rotation_needs_63_sessions_after_its_first_close() -> None:
    index = daily(*[1.0] * 63)
    measured = rotation(index, index, index, *[index] * 7)
    assert measured == Missing("needs 64 sessions of data, has 63")


@pytest.mark.parametrize("metric", [value_minus_growth, quality_minus_small])
def test_a_pair_is_first_minus_second(metric: Metric[...]) -> None:
    table = metric(daily(*[1.0] * 5, 1.03), daily(*[1.0] * 5, 1.01))
    # 3 % - 1 % = 2 pp
    assert table.loc["w1", ["first", "second", "value"]].tolist() == pytest.approx([3, 1, 2])


@pytest.mark.parametrize("metric", [value_minus_growth, quality_minus_small])
def test_a_pair_without_enough_history_has_empty_windows(metric: Metric[...]) -> None:
    table = metric(daily(*STILL), daily(*STILL))
    assert table["value"].isna().tolist() == [False, True, True, True, True, True, False]


def test_equal_weight_is_measured_against_market_weight() -> None:
    fridays = pd.date_range("2026-01-02", periods=2, freq="7D")
    equal, large = pd.Series([1.0, 1.1], index=fridays), pd.Series([1.0, 1.25], index=fridays)
    # 1.1 / 1.25 = 0.88
    assert equal_weight_ratio(equal, large).tolist() == pytest.approx([100, 88])


def test_equal_weight_begins_with_the_younger_fund() -> None:
    equal, large = daily(1, 1, last="2026-01-19"), daily(*STILL, last="2026-01-19")
    assert equal_weight_ratio(equal, large).index[0] == pd.Timestamp("2026-01-16")


@settings(max_examples=12)
@given(st.lists(st.floats(0.5, 2), min_size=6, max_size=6), st.floats(0.01, 100))
def test_the_unit_of_a_stocks_price_changes_nothing(prices: list[float], unit: float) -> None:
    small, leader = daily(*STILL), daily(*prices)
    plain = small_minus_mag7(small, *mag7(leader)).loc["w1", "value"]
    scaled = small_minus_mag7(small, *mag7(leader * unit)).loc["w1", "value"]
    assert scaled == pytest.approx(plain)


@settings(max_examples=12)
@given(st.permutations(range(7)), st.lists(st.floats(0.5, 2), min_size=7, max_size=7))
def test_the_order_of_the_seven_does_not_matter(order: list[int], ends: list[float]) -> None:
    members = [daily(*[1.0] * 5, end) for end in ends]
    shuffled = [members[i] for i in order]
    one, two = (small_minus_mag7(daily(*STILL), *some) for some in (members, shuffled))
    assert one.loc["w1", "value"] == pytest.approx(two.loc["w1", "value"])


def test_small_caps_are_set_against_the_nasdaq() -> None:
    # +10 % and +4 % over the last week.
    table = small_minus_nasdaq(daily(1, 1, 1, 1, 1, 1.1), daily(1, 1, 1, 1, 1, 1.04))
    assert table.loc["w1", ["first", "second", "value"]].tolist() == pytest.approx([10, 4, 6])
