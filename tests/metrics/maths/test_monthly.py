from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.tseries.offsets import BDay

from generator.metrics.maths.observations import (
    growth,
    growth_in_order,
    three_months,
    year_change,
    year_change_in_order,
)
from generator.model.metric import Missing


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
