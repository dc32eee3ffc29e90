from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.risk.downside import (
    downside_capture,
    fall_odds,
    monthly_returns,
    sharpe,
    worst_excess,
)
from generator.model.metric import Missing


def month_ends(returns: list[float], first: str = "2020-01-31") -> pd.Series[float]:
    """Return an index with these monthly returns in percent, on the months' last sessions."""
    days = pd.date_range(first, periods=len(returns) + 1, freq="BME")
    return pd.Series(np.cumprod([1.0, *(1 + np.array(returns) / 100)]), days)


def bill(percent: float) -> pd.Series[float]:
    return pd.Series(percent, pd.bdate_range("2019-12-02", "2030-12-31"))


def test_capture_divides_the_means_of_falling_and_rising_months() -> None:
    # Large: -2 and +1 in turn; small: -3 and +2. Down 3/2 = 150 %, up 2/1 = 200 %.
    table = downside_capture(month_ends([-3, 2] * 24), month_ends([-2, 1] * 24))
    assert isinstance(table, pd.DataFrame)
    assert table["down"].round(6).tolist() == [150, 150, 150]
    assert table["up"].round(6).tolist() == [200, 200, 200]
    assert table["down_months"].tolist() == [18, 24, 24]


def test_a_month_that_is_not_over_does_not_count() -> None:
    index = month_ends([1.0] * 30)
    begun = pd.concat([index, pd.Series([0.1], [index.index[-1] + pd.Timedelta(days=10)])])
    months = monthly_returns(pd.DataFrame({0: begun, 1: begun}))
    assert len(months) == 30
    assert months[0].round(6).eq(1).all()


def test_without_a_falling_month_there_is_nothing_to_divide() -> None:
    table = downside_capture(month_ends([1.0] * 30), month_ends([1.0] * 30))
    assert isinstance(table, pd.DataFrame)
    assert table["down"].isna().all()


def test_capture_and_sharpe_need_two_years() -> None:
    short = month_ends([1.0] * 23)
    expected = Missing("needs 24 full months of data, has 23")
    assert downside_capture(short, short) == expected
    assert sharpe(short, short, bill(3)) == expected


def weeks(values: list[float]) -> pd.Series[float]:
    return pd.Series(values, pd.date_range("2024-01-05", periods=len(values), freq="7D"))


def test_the_worst_year_is_found_with_its_days() -> None:
    small, flat = weeks([1.0] * 52 + [0.7, 0.9]), weeks([1.0] * 54)
    table = worst_excess(small, flat, small, flat)
    assert isinstance(table, pd.DataFrame)
    # Week 52 against week 0: 0.7 - 1 = -30 points; the latest is 0.9 - 1 = -10.
    assert table["value"].round(6).tolist() == [-30, -30, -10]
    assert table.loc["worst", ["start", "end"]].tolist() == ["2024-01-05", "2025-01-03"]
    assert table.loc["worst", ["n", "independent"]].tolist() == [2, 1]


def test_a_year_starts_on_a_session_where_a_friday_was_a_holiday() -> None:
    days = [pd.Timestamp("2024-01-04"), *pd.date_range("2024-01-12", periods=52, freq="7D")]
    small, flat = pd.Series([1.0] * 52 + [0.7], days), pd.Series(1.0, days)
    table = worst_excess(small, flat, small, flat)
    assert isinstance(table, pd.DataFrame)
    # Friday, 5 January was closed: the span runs from Thursday's close.
    assert table.loc["now", ["start", "end"]].tolist() == ["2024-01-04", "2025-01-03"]


def test_the_worst_year_needs_a_year() -> None:
    short = weeks([1.0] * 52)
    assert isinstance(worst_excess(short, short, short, short), Missing)


@settings(max_examples=12)
@given(st.lists(st.floats(0.5, 2.0), min_size=53, max_size=90))
def test_the_worst_year_is_never_above_the_latest(values: list[float]) -> None:
    small, flat = weeks(values), weeks([1.0] * len(values))
    table = worst_excess(small, flat, small, flat)
    assert isinstance(table, pd.DataFrame)
    assert table.loc["worst", "value"] <= table.loc["now", "value"]


def sessions(values: list[float]) -> pd.Series[float]:
    return pd.Series(values, pd.bdate_range("2024-01-01", periods=len(values)))


def test_falls_are_counted_from_each_week_to_half_a_year_later() -> None:
    # 100, then a single close of 85 on session 100 of 301: the weeks before it are followed by -15 %.
    table = fall_odds(sessions([100.0] * 100 + [85.0] + [100.0] * 201))
    assert isinstance(table, pd.DataFrame)
    # 176 sessions have 126 after them: 35 weeks, of which the first 20 end before session 100, and
    # a Monday, whose week has a later last session that half a year does not follow yet.
    assert table.loc["fall_10", ["n", "independent"]].tolist() == [35, 2]
    assert table.loc["fall_10", "share"] == pytest.approx(20 / 35 * 100)
    assert table.loc["fall_20", "share"] == 0


def test_a_fall_needs_half_a_year_to_be_seen() -> None:
    assert fall_odds(sessions([1.0] * 130)) == Missing("needs 131 sessions of data, has 130")


@given(st.lists(st.floats(0.5, 2.0), min_size=131, max_size=200))
def test_a_deeper_fall_is_never_more_frequent(values: list[float]) -> None:
    table = fall_odds(sessions(values))
    assert isinstance(table, pd.DataFrame)
    assert 0 <= table.loc["fall_20", "share"] <= table.loc["fall_10", "share"] <= 100


def test_sharpe_is_mean_over_deviation_with_its_error() -> None:
    # Small: +3 and -1 in turn, so mean 1; the bill pays 1.2 % a year, 0.1 a month: mean excess 0.9.
    table = sharpe(month_ends([3, -1] * 18), month_ends([1, 1.5] * 18), bill(1.2))
    assert isinstance(table, pd.DataFrame)
    # Deviation of 18 times +2 and -2 around 1: sqrt(36 * 4 / 35) = 2.02837; 0.9 / 2.02837 = 0.443706.
    monthly = 0.9 / (36 * 4 / 35) ** 0.5
    assert table.loc["small_all", "value"] == pytest.approx(monthly * 12**0.5, rel=1e-6)
    error = ((1 + monthly**2 / 2) / 36) ** 0.5 * 12**0.5
    assert table.loc["small_all", "error"] == pytest.approx(error, rel=1e-6)
    assert table["n"].eq(36).all()


def test_the_excess_ratio_needs_no_safe_rate() -> None:
    small, large = month_ends([3, -1] * 18), month_ends([1, 1.5] * 18)
    low, high = sharpe(small, large, bill(0)), sharpe(small, large, bill(5))
    assert isinstance(low, pd.DataFrame)
    assert isinstance(high, pd.DataFrame)
    rows = ["excess_y3", "excess_y10", "excess_all"]
    pd.testing.assert_frame_equal(low.loc[rows], high.loc[rows])
    assert low.loc["small_all", "value"] > high.loc["small_all", "value"]
