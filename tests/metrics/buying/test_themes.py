from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.buying.themes import (
    THEME_FUNDS,
    THEMES,
    capital_goods_orders,
    factories_new_york,
    factories_philadelphia,
    factory_construction,
    factory_construction_peak,
    industrial_production,
    large_industrials,
    manufacturing_output,
    small_industrials,
    theme_returns,
)
from generator.model.metric import Missing

DAYS = pd.bdate_range("2024-12-31", "2026-07-31")


def steady(gain_after_article: float) -> pd.Series[float]:
    """Return a fund that stands still but for one step on the day after the article."""
    values = np.where(DAYS > "2026-01-12", 1 + gain_after_article, 1.0)
    return pd.Series(values, index=DAYS)


def test_a_theme_is_measured_against_small_caps() -> None:
    funds = [steady(gain) for gain in (0.10, 0.0, -0.05, 0.02, 0.2)]
    table = theme_returns(*funds, steady(0.04))
    # The step lies after 12 January, so within the year, the 12 months and since the article.
    assert table["since_article"].tolist() == pytest.approx([6, -4, -9, -2, 16])
    assert table["ytd"].tolist() == pytest.approx([6, -4, -9, -2, 16])
    assert table["m12"].tolist() == pytest.approx([6, -4, -9, -2, 16])
    assert table["m3"].tolist() == pytest.approx([0, 0, 0, 0, 0])


def test_rows_and_columns_are_as_declared() -> None:
    (metric,) = THEMES
    table = theme_returns(*[steady(0.1)] * 6)
    assert table.index.tolist() == ["xli", "xbi", "kre", "pave", "airr"]
    assert list(table) == [column.name for column in metric.columns]
    assert metric.inputs == (*THEME_FUNDS, "IWM")


def test_a_fund_younger_than_the_window_has_no_number() -> None:
    young = steady(0.1)["2026-03-02":]
    table = theme_returns(young, *[steady(0.1)] * 5)
    assert table.loc["xli", ["ytd", "m12", "since_article"]].isna().all()
    assert table.loc["xli", "m3"] == pytest.approx(0)


@settings(max_examples=12)
@given(st.floats(-0.9, 3))
def test_a_theme_equal_to_small_caps_has_no_lead(gain: float) -> None:
    table = theme_returns(*[steady(gain)] * 6).drop(columns="label")
    assert (table.abs() < 1e-9).all(axis=None)


def test_later_days_change_no_earlier_table() -> None:
    rng = np.random.default_rng(7)
    funds = [
        pd.Series(np.cumprod(1 + rng.normal(0, 0.01, len(DAYS))), index=DAYS) for _ in range(6)
    ]
    cut = [fund[:"2026-05-15"] for fund in funds]
    later = [fund.mask(fund.index > "2026-05-15").dropna() for fund in funds]
    pd.testing.assert_frame_equal(theme_returns(*cut), theme_returns(*later))


def monthly(values: list[float], day: int = 10) -> pd.Series[float]:
    months = pd.date_range("2024-02-01", periods=len(values), freq="MS")
    return pd.Series(values, months + pd.Timedelta(days=day - 1), dtype=float)


def test_construction_is_deflated() -> None:
    real = factory_construction(monthly([100.0] * 12 + [110.0], 20), monthly([50.0] * 12 + [52.0]))
    assert isinstance(real, pd.Series)
    # +10 % in dollars at +4 % of prices: 1.10 / 1.04 - 1 = 5.769 %.
    assert real.tolist() == pytest.approx([(1.10 / 1.04 - 1) * 100])


def test_only_inflation_known_by_then_is_used() -> None:
    # Prices of the month become known on the 25th, after the construction figure of the 20th.
    prices = monthly([50.0] * 12 + [52.0], 25)
    real = factory_construction(monthly([100.0] * 12 + [110.0], 20), prices)
    assert isinstance(real, pd.Series)
    assert real.empty


def test_construction_needs_a_year_of_both() -> None:
    missing = factory_construction(monthly([1.0] * 20), monthly([1.0] * 12))
    assert missing == Missing("needs 13 months of data, has 12")


def test_the_peak_of_construction_and_the_distance_from_it() -> None:
    table = factory_construction_peak(monthly([100.0, 200.0, 150.0]))
    # 150 / 200 - 1 = -25 %.
    assert table["value"].tolist() == [0.0, -25.0]
    assert table["on"].tolist() == ["2024-03-10", "2024-04-10"]
    assert table["n"].tolist() == [3, 3]


@pytest.mark.parametrize("metric", [factories_philadelphia, factories_new_york])
def test_surveys_of_factories_are_passed_on_as_known(metric: object) -> None:
    assert callable(metric)
    pd.testing.assert_series_equal(metric(monthly([-4.0, 12.6])), monthly([-4.0, 12.6]))


@pytest.mark.parametrize(
    "metric", [capital_goods_orders, manufacturing_output, industrial_production]
)
def test_volumes_are_compared_with_the_year_before(metric: object) -> None:
    assert callable(metric)
    assert metric(monthly([80.0] * 12 + [84.0])).tolist() == pytest.approx([5.0])
    assert isinstance(metric(monthly([80.0] * 12)), Missing)


@pytest.mark.parametrize("metric", [small_industrials, large_industrials])
def test_industrials_are_set_against_their_own_size(metric: object) -> None:
    assert callable(metric)
    days = pd.bdate_range("2025-12-01", "2026-08-14")
    flat = pd.Series(1.0, days)
    table = metric(flat.where(days <= "2025-12-31", 1.2), flat)
    # +20 % against nothing since the last close of the year.
    assert table.loc["ytd", "value"] == pytest.approx(20)


@given(st.lists(st.floats(1, 1000), min_size=1, max_size=30))
def test_the_latest_is_never_above_the_peak(values: list[float]) -> None:
    assert factory_construction_peak(monthly(values)).loc["now", "value"] <= 0
