from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.rates.macro import (
    core_inflation,
    inflation,
    overnight_rate,
    policy_target,
    prime_since_article,
    real_yield,
    yield_curve_3m,
)
from generator.metrics.risk.stress import (
    financial_conditions,
    financial_stress,
    initial_claims,
    unemployment,
    unemployment_gauge,
    unemployment_gauge_first,
)
from generator.model.metric import Missing

WEEK = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"]


def by_day(values: list[float], days: list[str] = WEEK) -> pd.Series[float]:
    return pd.Series(values, pd.DatetimeIndex(days), dtype=float)


SESSIONS = by_day([1.0] * 5)


def monthly(values: list[float]) -> pd.Series[float]:
    days = pd.date_range("2020-01-10", periods=len(values), freq="MS") + pd.Timedelta(days=9)
    return pd.Series(values, days, dtype=float)


def test_the_target_is_the_middle_of_the_range_at_the_weeks_end() -> None:
    target = policy_target(by_day([3.75] * 5), by_day([3.5] * 5), SESSIONS)
    assert target.tolist() == [3.625]
    assert f"{target.index[0]:%Y-%m-%d}" == "2026-01-09"


def test_the_prime_rate_is_compared_with_the_articles_day() -> None:
    days = ["2026-01-09", "2026-01-12", "2026-01-13", "2026-08-14"]
    table = prime_since_article(by_day([6.9, 6.75, 6.7, 7.0], days))
    # 7.00 - 6.75 = +0.25.
    assert table.loc["prime", ["start", "now", "value"]].tolist() == [6.75, 7.0, 0.25]


def test_before_the_article_there_is_no_change_of_the_prime_rate() -> None:
    assert pd.isna(prime_since_article(by_day([6.75] * 5)).loc["prime", "value"])


def test_the_curve_is_a_difference_in_basis_points() -> None:
    curve = yield_curve_3m(by_day([4.5] * 5), by_day([3.8] * 5), SESSIONS)
    assert curve.round(6).tolist() == [70.0]


def test_a_rate_of_another_season_is_not_carried_forward() -> None:
    old = by_day([2.0], ["2025-11-03"])
    for metric in (real_yield, overnight_rate, financial_conditions, financial_stress):
        assert metric(old, SESSIONS).empty


def test_levels_are_passed_on_as_known() -> None:
    values = by_day([1.0, 2.0], WEEK[:2])
    for metric in (unemployment, unemployment_gauge_first):
        assert metric(values).tolist() == [1.0, 2.0]
    for rate in (real_yield, overnight_rate):
        assert rate(by_day([2.0] * 5), SESSIONS).tolist() == [2.0]


def test_inflation_is_a_years_change() -> None:
    measured = inflation(monthly([100.0] * 12 + [104.0]))
    assert isinstance(measured, pd.Series)
    assert measured.round(6).tolist() == [4.0]


def test_core_inflation_is_a_years_change_in_the_order_of_months() -> None:
    measured = core_inflation(monthly([125.0] * 12 + [129.0]))
    assert isinstance(measured, pd.Series)
    # 129 / 125 - 1 = 3.2 %.
    assert measured.round(6).tolist() == [3.2]
    assert core_inflation(monthly([125.0] * 12)) == Missing("needs 13 months of data, has 12")


def test_the_gauge_is_the_rise_from_the_lowest_mean() -> None:
    gauge = unemployment_gauge(monthly([4.0] * 14 + [4.3, 4.6]))
    assert isinstance(gauge, pd.Series)
    # Means of three: ..., 4.0, 4.1, 4.3; the lowest before is 4.0.
    assert gauge.round(6).tolist()[-3:] == [0.0, 0.1, 0.3]


def test_the_gauge_needs_a_year() -> None:
    assert isinstance(unemployment_gauge(monthly([4.0] * 8)), Missing)


def test_claims_are_a_mean_of_four_weeks() -> None:
    claims = initial_claims(by_day([200, 210, 220, 230, 250]))
    # (200 + 210 + 220 + 230) / 4 = 215; (210 + 220 + 230 + 250) / 4 = 227.5.
    assert claims.tolist() == [215.0, 227.5]


@given(st.lists(st.floats(2, 15), min_size=20, max_size=60), st.integers(1, 10))
def test_later_months_change_no_earlier_gauge(rates: list[float], later: int) -> None:
    full, cut = unemployment_gauge(monthly(rates)), unemployment_gauge(monthly(rates[:-later]))
    if isinstance(full, pd.Series) and isinstance(cut, pd.Series):
        np.testing.assert_allclose(full.iloc[: len(cut)], cut, atol=1e-9)
