from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.tseries.offsets import BDay

from generator.metrics.maths.observations import (
    change_pct,
    growth,
    growth_in_order,
    iso,
    last_day,
    since,
    three_months,
    together,
    too_short,
    value_on,
    values_on,
    weekly,
    year_change,
    year_change_in_order,
)
from generator.model.metric import Missing

NAN = float("nan")


def series(**values: float) -> pd.Series[float]:
    """Return a series from keywords like d20260102=1.0."""
    return pd.Series(list(values.values()), index=pd.to_datetime([key[1:] for key in values]))


def test_a_week_is_dated_by_its_last_session() -> None:
    # Good Friday 2026 was 3 April: the week's last session is Thursday.
    daily = series(d20260401=1.0, d20260402=2.0, d20260406=3.0)
    assert weekly(daily).to_dict() == {
        pd.Timestamp("2026-04-02"): 2.0,
        pd.Timestamp("2026-04-06"): 3.0,
    }


def test_the_week_over_new_year_is_one_week() -> None:
    daily = series(d20251231=1.0, d20260102=2.0)
    assert weekly(daily).to_dict() == {pd.Timestamp("2026-01-02"): 2.0}


def test_an_unknown_last_session_gives_way_to_the_one_before() -> None:
    daily = series(d20260401=1.0, d20260402=NAN)
    assert weekly(daily).to_dict() == {pd.Timestamp("2026-04-01"): 1.0}


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=60))
def test_every_week_has_one_value_and_keeps_it(values: list[float]) -> None:
    daily = pd.Series(values, index=pd.bdate_range("2025-11-03", periods=len(values)))
    weeks = weekly(daily)
    assert len(weeks) == math.ceil(len(values) / 5)  # 3 November 2025 is a Monday
    pd.testing.assert_series_equal(weekly(weeks), weeks)
    assert daily[weeks.index].tolist() == weeks.tolist()


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-01-01", NAN), ("2026-01-02", 1.0), ("2026-01-04", 1.0), ("2026-01-09", 4.0)],
)
def test_the_value_on_a_day_is_the_last_known_one(day: str, expected: float) -> None:
    daily = series(d20260102=1.0, d20260105=NAN, d20260106=4.0)
    assert value_on(daily, pd.Timestamp(day)) == pytest.approx(expected, nan_ok=True)


def test_many_days_are_looked_up_at_once() -> None:
    days = pd.DatetimeIndex(["2026-01-01", "2026-01-05"])
    found = values_on(series(d20260102=1.0, d20260106=4.0), days)
    assert found.tolist() == pytest.approx([NAN, 1.0], nan_ok=True)


def test_an_empty_series_has_no_value() -> None:
    empty = series(d20260102=1.0).iloc[:0]
    assert math.isnan(value_on(empty, pd.Timestamp("2026-01-02")))


def test_a_change_is_in_percent() -> None:
    daily = series(d20260102=50.0, d20260109=52.1)
    # 52.1 / 50 - 1 = 0.042
    change = change_pct(daily, pd.Timestamp("2026-01-04"), pd.Timestamp("2026-01-10"))
    assert change == pytest.approx(4.2)


def test_rows_since_a_day_begin_with_the_last_one_on_or_before_it() -> None:
    daily = series(d20260102=1.0, d20260105=2.0, d20260106=3.0)
    assert since(daily, pd.Timestamp("2026-01-04")).tolist() == [1.0, 2.0, 3.0]
    assert since(daily, pd.Timestamp("2026-01-05")).tolist() == [2.0, 3.0]


def test_no_rows_since_a_day_before_all_of_them() -> None:
    assert since(series(d20260102=1.0), pd.Timestamp("2026-01-01")).empty


def test_only_days_that_all_series_know_stand_side_by_side() -> None:
    both = together(series(d20260102=1.0, d20260105=2.0), series(d20260105=3.0, d20260106=4.0))
    assert both.to_dict("index") == {pd.Timestamp("2026-01-05"): {0: 2.0, 1: 3.0}}


def test_the_as_of_day_is_the_last_one() -> None:
    assert last_day(series(d20260102=1.0, d20260105=NAN)) == pd.Timestamp("2026-01-05")


def test_dates_are_written_as_iso() -> None:
    assert (iso(pd.Timestamp("2026-08-14")), iso(pd.NaT)) == ("2026-08-14", "")


def test_too_little_history_says_how_much_is_needed() -> None:
    assert too_short(40, 12, "weeks") == Missing("needs 40 weeks of data, has 12")


def known(values: list[float], lag: int = 33) -> pd.Series[float]:
    """Return monthly figures since January 2020 by the day on which they became known."""
    months = pd.date_range("2020-01-01", periods=len(values), freq="MS")
    return pd.Series(values, pd.DatetimeIndex(months) + BDay(lag), dtype=float)


def test_a_year_change_compares_the_same_months() -> None:
    change = year_change(known([100.0] * 12 + [103.0, 110.0]))
    assert change.round(6).tolist() == [3.0, 10.0]


def test_a_month_that_was_never_published_takes_its_counterpart_along() -> None:
    full = known([100.0 + n for n in range(30)])
    change = year_change(full.drop(full.index[5]))
    # June 2020 is absent, so June 2021 has nothing to be compared with.
    assert len(change) == 30 - 12 - 1
    assert full.index[17] not in change.index


def test_growth_needs_a_year() -> None:
    assert growth(known([1.0] * 12)) == Missing("needs 13 months of data, has 12")


def test_a_late_release_is_compared_with_its_own_month() -> None:
    figures = known([100.0 + n for n in range(30)])
    # September 2021, the 21st figure, comes four weeks late.
    days = list(figures.index)
    days[20] = days[20] + pd.Timedelta(days=28)
    late = figures.set_axis(pd.DatetimeIndex(days))
    # The 21st figure is 120, the one twelve months before it 108.
    assert year_change_in_order(late)[days[20]] == pytest.approx((120 / 108 - 1) * 100)
    assert len(year_change_in_order(late)) == 30 - 12


def test_releases_far_from_a_year_apart_are_not_compared() -> None:
    figures = known([100.0] * 13)
    days = [*figures.index[:-1], figures.index[-1] + pd.Timedelta(days=70)]
    assert year_change_in_order(figures.set_axis(pd.DatetimeIndex(days))).empty


def test_growth_in_order_needs_a_year() -> None:
    assert growth_in_order(known([1.0] * 12)) == Missing("needs 13 months of data, has 12")
    assert growth_in_order(known([100.0] * 12 + [104.0])).tolist() == pytest.approx([4.0])


def test_three_months_is_a_mean_and_needs_all_three() -> None:
    full = known([3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
    assert three_months(full).tolist() == [4.0, 5.0, 6.0, 7.0]
    # Without the third month only the last three are neighbours.
    assert three_months(full.drop(full.index[2])).tolist() == [7.0]


@given(st.integers(0, 60), st.floats(-0.02, 0.02))
def test_steady_growth_is_found_whatever_the_lag(lag: int, rate: float) -> None:
    figures = known([(1 + rate) ** n for n in range(40)], lag)
    for change in (year_change(figures), year_change_in_order(figures)):
        assert len(change) == 28
        assert change.to_numpy() == pytest.approx(((1 + rate) ** 12 - 1) * 100)
