from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.cheap.fund_facts import (
    FUND_FACTS,
    fund_pages,
    fund_pe,
    fund_pe_gap,
    fund_yield_gap,
    larger_small_fund_pe_gap,
    profitable_fund_pe_gap,
    rvt_discount_standing,
    rvt_nav_discount,
    value_fund_pe_gap,
)
from generator.model.metric import Measured, Metric, Missing

GAPS = (fund_pe_gap, profitable_fund_pe_gap, value_fund_pe_gap, larger_small_fund_pe_gap)


def weeks(*values: float, last: str = "2026-11-20") -> pd.Series[float]:
    days = pd.date_range(end=last, periods=len(values), freq="7D")
    return pd.Series(values, days, dtype=float)


def listed(measured: Measured) -> list[float]:
    assert isinstance(measured, pd.Series)
    return [float(value) for value in measured]


def test_fund_pages_are_shown_with_their_day() -> None:
    table = fund_pe(weeks(17.0, 18.0), weeks(27.0, last="2026-11-13"))
    assert isinstance(table, pd.DataFrame)
    assert table["value"].tolist() == [18.0, 27.0]
    assert table["on"].tolist() == ["2026-11-20", "2026-11-13"]


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_measured_on_common_days(gap: Metric[...]) -> None:
    # 18 / 24 - 1; the earlier week has no number for the large fund.
    assert listed(gap(weeks(17.0, 18.0), weeks(24.0))) == pytest.approx([-25.0])


def test_a_yield_gap_is_a_difference() -> None:
    assert listed(fund_yield_gap(weeks(1.1, 1.2), weeks(1.2, 1.1))) == pytest.approx([-0.1, 0.1])


@pytest.mark.parametrize(
    "metric", [fund_pe_gap, fund_yield_gap, rvt_nav_discount, rvt_discount_standing]
)
def test_no_common_day_is_no_number(metric: Metric[...]) -> None:
    measured = metric(weeks(1.0), weeks(1.0, last="2026-11-13"))
    assert measured == Missing("no day has both numbers")


def test_assets_are_in_billions() -> None:
    table = fund_pages(weeks(7.1e10), weeks(0.19), weeks(1.2e10), weeks(0.07))
    assert isinstance(table, pd.DataFrame)
    assert table["assets"].tolist() == [71.0, 12.0]
    assert table["ratio"].tolist() == [0.19, 0.07]


def test_a_discount_is_price_over_value() -> None:
    # 16.10 / 17.69 - 1 = -8.99 %, the print of the end of 2025.
    assert listed(rvt_nav_discount(weeks(16.10), weeks(17.69))) == pytest.approx([-8.988], abs=1e-3)


def standing(discounts: list[float]) -> pd.DataFrame:
    value = weeks(*[100.0] * len(discounts))
    table = rvt_discount_standing(weeks(*[100 + d for d in discounts]), value)
    assert isinstance(table, pd.DataFrame)
    return table


def test_a_discount_stands_in_its_own_history() -> None:
    # 20 Nov 2026 looks back to 21 Nov 2025: 26 weeks each of -8 and -12, then -14.
    year = standing([-8.0, -12.0] * 26 + [-14.0]).loc["y1"]
    assert year["n"] == 53
    assert year["mean"] == pytest.approx(-(26 * 8 + 26 * 12 + 14) / 53)
    assert year["percentile"] == pytest.approx(100 / 53)
    every = pd.Series([-8.0, -12.0] * 26 + [-14.0])
    assert year["z"] == pytest.approx((-14 - every.mean()) / every.std())


def test_a_span_that_the_history_does_not_reach_is_unknown() -> None:
    table = standing([-8.0, -12.0] * 26)
    assert table.loc["y1", "n"] == 52
    assert table.loc[["y3", "y10"], ["mean", "percentile", "z"]].isna().all(axis=None)
    assert table["now"].tolist() == pytest.approx([-12.0] * 3)


def test_a_discount_that_never_moved_has_no_deviation() -> None:
    assert pd.isna(standing([-8.0] * 60).loc["y1", "z"])


@given(st.lists(st.floats(-30, 30), min_size=60, max_size=80))
def test_a_percentile_lies_between_0_and_100(discounts: list[float]) -> None:
    assert 0 < float(standing(discounts)["percentile"].iloc[0]) <= 100


@pytest.mark.parametrize("metric", FUND_FACTS, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    table = metric(*[weeks(*range(1, 70))] * len(metric.inputs))
    if metric.columns:
        assert isinstance(table, pd.DataFrame)
        assert list(table) == [column.name for column in metric.columns]
