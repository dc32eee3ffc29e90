from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.rates.credit import (
    bank_margins,
    bank_standards,
    bank_standards_large,
    high_yield_standing,
    investment_grade_ratio,
    weakest_credit_standing,
)
from generator.model.metric import Missing


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


def test_a_single_window_does_not_stand_alone() -> None:
    # 400 days at 9.00, then 300 at 3.00 and the last at 3.50: above every day of the last year, and
    # in three years above the 300 of 701 alone.
    table = high_yield_standing(spreads([9.0] * 400 + [3.0] * 300 + [3.5], "2026-08-14"))
    assert isinstance(table, pd.DataFrame)
    assert table["label"].tolist() == ["last year", "last 3 years"]
    assert table["value"].tolist() == pytest.approx([100, 301 / 701 * 100])
    # 14 August 2025 to 14 August 2026 has 262 weekdays.
    assert table["n"].tolist() == [262, 701]


@pytest.mark.parametrize("metric", [high_yield_standing, weakest_credit_standing])
def test_the_raw_spread_is_in_no_column(metric: object) -> None:
    names = {column.name for column in getattr(metric, "columns", ())}
    assert names == {"label", "since", "value", "change", "n"}


@pytest.mark.parametrize("metric", [bank_standards, bank_standards_large, bank_margins])
def test_surveys_of_banks_are_passed_on_as_known(metric: object) -> None:
    quarters = pd.Series([8.1, -3.4], pd.DatetimeIndex(["2026-02-12", "2026-05-13"]))
    assert callable(metric)
    pd.testing.assert_series_equal(metric(quarters), quarters)


def test_corporate_bonds_are_set_against_treasuries_from_100() -> None:
    days = pd.DatetimeIndex(["2026-01-09", "2026-01-16", "2026-01-23"])
    corporate = pd.Series([1.0, 1.1, 1.2], days)
    treasuries = pd.Series([2.0, 2.0], days[[0, 2]])
    # 1.2 / 2.0 against 1.0 / 2.0: 120. The week that one of them lacks is left out.
    measured = investment_grade_ratio(corporate, treasuries)
    assert measured.round(6).to_dict() == {days[0]: 100.0, days[2]: 120.0}


@given(st.lists(st.floats(1, 20), min_size=1, max_size=20))
def test_a_standing_is_a_share_and_counts_its_own_day(values: list[float]) -> None:
    table = weakest_credit_standing(spreads([5.0] * 500 + values, "2026-08-14"))
    assert isinstance(table, pd.DataFrame)
    assert 100 / table.loc["y3", "n"] - 1e-9 <= table.loc["y3", "value"] <= 100
