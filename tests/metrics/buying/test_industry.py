from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.buying.themes import (
    capital_goods_orders,
    factories_new_york,
    factories_philadelphia,
    factory_construction,
    factory_construction_peak,
    industrial_production,
    large_industrials,
    manufacturing_output,
    small_industrials,
)
from generator.model.metric import Missing


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
