from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.macro import (
    MACRO,
    bank_standards,
    financial_conditions,
    financial_stress,
    high_yield_standing,
    inflation,
    initial_claims,
    policy_target,
    prime_since_article,
    real_yield,
    unemployment,
    unemployment_gauge,
    yield_curve_3m,
)
from generator.model import Missing

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
    for metric in (real_yield, financial_conditions, financial_stress):
        assert metric(old, SESSIONS).empty


def test_levels_are_passed_on_as_known() -> None:
    values = by_day([1.0, 2.0], WEEK[:2])
    assert bank_standards(values).tolist() == unemployment(values).tolist() == [1.0, 2.0]
    assert real_yield(by_day([2.0] * 5), SESSIONS).tolist() == [2.0]


def spreads(values: list[float], last: str) -> pd.Series[float]:
    return pd.Series(values, pd.bdate_range(end=last, periods=len(values)), dtype=float)


def test_the_high_yield_spread_is_ranked_within_three_years() -> None:
    # 600 days: 1 to 600 basis points upward, then the last at 300: 300 of 600 lower, and itself.
    values = [n / 100 for n in range(1, 600)] + [3.0]
    table = high_yield_standing(spreads(values, "2025-12-31"))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["y3", "value"] == pytest.approx(301 / 600 * 100)
    assert table.loc["y3", "n"] == 600
    assert pd.isna(table.loc["y3", "change"])


def test_older_spreads_than_three_years_do_not_count() -> None:
    table = high_yield_standing(spreads([9.0] * 800 + [3.0] * 160 + [3.5], "2026-08-14"))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["y3", "n"] < 790
    # It stood at 3.00 on 12 January and is 3.50 now.
    assert table.loc["y3", "change"] == pytest.approx(50)


def test_a_rank_needs_most_of_three_years() -> None:
    assert high_yield_standing(spreads([3.0] * 499, "2026-08-14")) == Missing(
        "needs 500 days within three years of data, has 499"
    )


def test_the_raw_spread_is_in_no_column() -> None:
    names = {column.name for column in high_yield_standing.columns}
    assert names == {"label", "since", "value", "change", "n"}


def test_inflation_is_a_years_change() -> None:
    measured = inflation(monthly([100.0] * 12 + [104.0]))
    assert isinstance(measured, pd.Series)
    assert measured.round(6).tolist() == [4.0]


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


@pytest.mark.parametrize("metric", MACRO, ids=lambda metric: metric.id)
def test_every_metric_explains_itself(metric: object) -> None:
    assert getattr(metric, "definition", "")
    assert getattr(metric, "pitfalls", "")
