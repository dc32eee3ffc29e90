from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.working.relative import (
    drawdown_since_article,
    large_since_article,
    mag7_since_article,
    relative_drawdown,
    relative_extremes,
    relative_price,
    relative_return,
    relative_to_40_week_average,
    relative_total_return,
    small_since_article,
)
from generator.model.metric import MAG7, Metric, Missing

returns = st.lists(st.floats(-0.3, 0.4), min_size=2, max_size=60)


def daily(*values: float, first: str = "2026-01-12") -> pd.Series[float]:
    """Return an index by business day; 12 January 2026 is a Monday."""
    return pd.Series(values, index=pd.bdate_range(first, periods=len(values)), dtype=float)


def weeks(*values: float, first: str = "2025-01-03") -> pd.Series[float]:
    """Return an index with one session a week, each a Friday."""
    return pd.Series(values, index=pd.date_range(first, periods=len(values), freq="7D"))


def walk(changes: list[float]) -> pd.Series[float]:
    return daily(*np.cumprod(1 + np.array(changes)))


def mag7(*values: float) -> list[pd.Series[float]]:
    """Return seven members: one that moves as given, six that stand still."""
    return [daily(*values), *[daily(*[1.0] * len(values))] * (len(MAG7) - 1)]


def test_relative_return_is_small_minus_large() -> None:
    table = relative_return(daily(100, 90, 80, 90, 110, 121), daily(50, 50, 50, 50, 50, 55))
    # Monday 12 to Monday 19 January is a week: +21 % - +10 % = +11 pp
    assert table.loc["w1", ["small", "large", "value"]].tolist() == pytest.approx([21, 10, 11])
    assert table.loc["since_article", "value"] == pytest.approx(11)


def test_relative_total_return_begins_at_100_and_follows_the_ratio() -> None:
    measured = relative_total_return(weeks(10, 12, 9), weeks(5, 5, 6))
    # ratios 2, 2.4, 1.5 on the first week's 2
    assert measured.tolist() == pytest.approx([100, 120, 75])


def test_relative_drawdown_remembers_a_peak_within_the_week() -> None:
    # Tuesday's ratio of 2 is the peak; Friday's 1.5 is a quarter below it.
    measured = relative_drawdown(daily(1, 2, 1.6, 1.6, 1.5), daily(1, 1, 1, 1, 1))
    assert measured.tolist() == pytest.approx([-25.0])


def test_relative_extremes_name_the_peak_and_the_way_back() -> None:
    measured = relative_extremes(daily(1, 2, 1.5), daily(1, 1, 1))
    assert measured.to_dict("index") == {
        "peak": {"label": "highest", "on": "2026-01-13", "value": 0.0},
        "now": {"label": "now", "on": "2026-01-14", "value": -25.0},
    }


def test_the_trend_compares_with_the_mean_of_forty_weeks() -> None:
    measured = relative_to_40_week_average(weeks(*[1.0] * 39, 1.4), weeks(*[1.0] * 40))
    # mean = (39 + 1.4) / 40 = 1.01; 1.4 / 1.01 - 1 = 38.6139 %
    assert measured.tolist() == pytest.approx([38.6139], abs=1e-4)


def test_the_trend_needs_forty_weeks() -> None:
    measured = relative_to_40_week_average(weeks(*[1.0] * 39), weeks(*[1.0] * 39))
    assert measured == Missing("needs 40 weeks of data, has 39")


@pytest.mark.parametrize("metric", [small_since_article, large_since_article])
def test_an_index_since_the_article_begins_after_its_day(metric: Metric[...]) -> None:
    index = daily(2, 2.1, 2.2, 2.3, 2.4, 2.5)
    # Friday 16 January: 2.4 / 2 = 120; Monday 19: 2.5 / 2 = 125. The 12th itself is no point.
    assert metric(index).tolist() == pytest.approx([120, 125])
    assert metric(index).index[0] == pd.Timestamp("2026-01-16")


def test_the_mag7_are_bought_in_equal_parts_and_held() -> None:
    # one of seven doubles: (2 + 6) / 7 = 1.142857
    measured = mag7_since_article(*mag7(1, 1, 2))
    assert measured.tolist() == pytest.approx([114.2857], abs=1e-4)


def test_the_worst_fall_since_the_article_is_each_ones_own() -> None:
    small, large = daily(10, 8, 12, 9), daily(10, 10, 10, 10)
    measured = drawdown_since_article(small, large, *mag7(1, 1, 8, 1))
    # small: 9 / 12 - 1 = -25 %; Mag-7: from (8 + 6) / 7 = 2 back to 1 = -50 %
    assert measured["value"].tolist() == pytest.approx([-25, 0, -50])
    assert measured.loc["small", ["peak_on", "trough_on"]].tolist() == ["2026-01-14", "2026-01-15"]


@pytest.mark.parametrize(
    ("metric", "inputs"),
    [
        (small_since_article, 1),
        (large_since_article, 1),
        (mag7_since_article, 7),
        (drawdown_since_article, 9),
    ],
)
@pytest.mark.parametrize("first", ["2026-01-08", "2026-01-13"])
def test_nothing_is_measured_without_a_close_on_and_after_the_day(
    metric: Metric[...], inputs: int, first: str
) -> None:
    index = daily(1.0, 2.0, 3.0, first=first)  # Thursday 8 to Monday 12, or from Tuesday 13
    measured = metric(*[index] * inputs)
    assert measured == Missing(
        "needs the close of 12 January 2026, the article's day, and one after it"
    )


@given(returns)
def test_relative_drawdown_lies_between_all_and_nothing(changes: list[float]) -> None:
    small = walk(changes)
    measured = relative_drawdown(small, daily(*[1.0] * len(small)))
    assert measured.between(-100, 0).all()


@given(returns, returns, st.floats(0.01, 100))
def test_the_unit_of_the_price_changes_no_ratio(
    one: list[float], two: list[float], unit: float
) -> None:
    small, large = walk(one), walk(two)
    plain, scaled = relative_total_return(small, large), relative_total_return(small * unit, large)
    assert scaled.tolist() == pytest.approx(plain.tolist())


@given(returns, returns)
def test_swapping_the_funds_turns_the_ratio_over(one: list[float], two: list[float]) -> None:
    small, large = walk(one), walk(two)
    forth, back = relative_total_return(small, large), relative_total_return(large, small)
    assert (forth * back / 100).tolist() == pytest.approx([100.0] * len(forth))


def test_the_price_of_small_caps_starts_at_100_where_both_have_a_close() -> None:
    small = weeks(50.0, 60.0, 90.0)
    # The large index begins a week later: 60 / 20 = 3 is 100, 90 / 25 = 3.6 is 120.
    price = relative_price(small, weeks(20.0, 25.0, first="2025-01-10"))
    assert price.tolist() == pytest.approx([100, 120])
