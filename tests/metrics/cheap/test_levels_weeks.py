from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.cheap.levels import (
    large_earnings_yield,
    mag7_forward_pe,
    relative_profitable_pe,
    small_earnings_yield,
)
from generator.model.metric import MAG7, Measured, Missing
from tests.metrics.cross_section import company, stocks

BEFORE, NOW = pd.Timestamp("2026-11-13"), pd.Timestamp("2026-11-20")


def values(measured: Measured) -> dict[pd.Timestamp, float]:
    assert isinstance(measured, pd.Series)
    return measured.to_dict()


def test_yields_get_one_value_a_week() -> None:
    rows = stocks(company("A", 100, 0.2, date="2026-11-13"), company("A", 100, 0.4))
    assert values(small_earnings_yield(rows)) == pytest.approx({BEFORE: 2.0, NOW: 4.0})
    assert values(large_earnings_yield(rows)) == pytest.approx({BEFORE: 5.0, NOW: 5.0})


def test_a_yield_of_too_few_is_missing() -> None:
    measured = small_earnings_yield(stocks(company("A", 59, 0.2), company("B", 41)))
    assert isinstance(measured, Missing)
    assert "less than 60% of the market value" in measured.reason


def test_the_relative_multiple_leaves_out_losers_on_both_sides() -> None:
    # 100 / 10 = 10 against 1,000 / 50 = 20.
    rows = stocks(company("A", 100, 1.0), company("B", 50, -3.0))
    assert values(relative_profitable_pe(rows)) == pytest.approx({NOW: -50.0})


def test_the_relative_multiple_needs_both_sides() -> None:
    assert isinstance(relative_profitable_pe(stocks(company("A", 100))), Missing)


def seven(estimate: float | None) -> list[dict[str, object]]:
    large = [company(name, 100, segment="large", eps_forward=0.4) for name in MAG7]
    return [*large[:-1], large[-1] | {"eps_forward": estimate}]


def test_the_seven_are_a_sum_over_a_sum() -> None:
    # 700 / (6 * 4 + 11) = 20
    assert values(mag7_forward_pe(stocks(*seven(1.1)))) == pytest.approx({NOW: 20.0})


def test_the_seven_need_an_estimate_for_each() -> None:
    measured = mag7_forward_pe(stocks(*seven(None)))
    assert measured == Missing("an estimate is missing for at least one of the seven")
