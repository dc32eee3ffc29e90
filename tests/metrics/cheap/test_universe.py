from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.cheap.universe import (
    CROSS_SECTION,
    aggregate_pe,
    aggregate_price_to_book,
    earnings_yield,
    equity_yield_gap,
    typical_pe,
)
from generator.model.metric import Metric, Missing
from tests.metrics.cross_section import company, stocks

# 30 shares earn 1 each, 10 shares lose 1 each; next year 1.2 each and nothing.
PAIR = (
    company("GAIN", 300, 1.0, eps_forward=1.2, book_value=5.0),
    company("LOSS", 100, -1.0, eps_forward=0.0, book_value=10.0, sector="Healthcare"),
)


def cell(table: pd.DataFrame | Missing, row: str, column: str) -> float:
    assert isinstance(table, pd.DataFrame)
    return float(table.loc[row, column])  # type: ignore[arg-type]  # a number


def test_multiples_with_and_without_losers() -> None:
    table = aggregate_pe(stocks(*PAIR))
    assert isinstance(table, pd.DataFrame)
    # 400/20, 300/30, 400/36, 300/36
    assert table["small"].tolist() == pytest.approx([20.0, 10.0, 400 / 36, 300 / 36])
    # The large one: 1,000 / 50 and 1,000 / 60.
    assert table["large"].tolist() == pytest.approx([20.0, 20.0, 1000 / 60, 1000 / 60])
    assert table["value"].tolist()[:2] == pytest.approx([0.0, -50.0])
    assert table["small_coverage"].tolist() == pytest.approx([100.0, 75.0, 100.0, 75.0])
    assert table[["small_n", "large_n"]].to_numpy().tolist() == [[2, 1], [1, 1], [2, 1], [1, 1]]
    assert table["note"].tolist() == [""] * 4


def test_earnings_below_zero_give_no_multiple_and_say_so() -> None:
    table = aggregate_pe(stocks(company("A", 100, -0.5)))
    assert isinstance(table, pd.DataFrame)
    assert pd.isna(cell(table, "trailing_all", "small"))
    assert pd.isna(cell(table, "trailing_all", "value"))
    assert table.loc["trailing_all", "note"] == "Small caps: n.m., earnings are −5.0% of value"
    assert "known for 0% of market value" in str(table.loc["forward_all", "note"])


def test_too_little_known_is_no_multiple() -> None:
    # 59 of 100 is below the 60 % that a sum needs.
    table = aggregate_pe(stocks(company("A", 59, 1.0), company("B", 41)))
    assert pd.isna(cell(table, "trailing_all", "small"))


def test_only_the_newest_cross_section_counts() -> None:
    old = company("OLD", 900, 9.0, date="2026-11-13")
    assert cell(aggregate_pe(stocks(*PAIR, old)), "trailing_all", "small") == pytest.approx(20.0)


def test_the_typical_company_is_the_median_of_those_with_a_profit() -> None:
    # Multiples 5, 10, 20: the harmonic mean is 3 / (0.2 + 0.1 + 0.05).
    three = [company(f"S{n}", 1 + n, eps) for n, eps in enumerate((2.0, 1.0, 0.5))]
    table = typical_pe(stocks(*three, company("LOSS", 100, -1.0)))
    assert cell(table, "median", "small") == pytest.approx(10.0)
    assert cell(table, "harmonic", "small") == pytest.approx(3 / 0.35)
    # A quarter of the way from the highest yield: (0.2 + 0.1) / 2 = 0.15.
    assert cell(table, "p25", "small") == pytest.approx(1 / 0.15)
    assert cell(table, "median", "small_n") == 3


def test_without_a_profit_there_is_no_typical_company() -> None:
    assert isinstance(typical_pe(stocks(company("A", 100, -1.0))), Missing)


def test_price_to_book_with_and_without_two_sectors() -> None:
    table = aggregate_price_to_book(stocks(*PAIR))
    # 400 / (150 + 100), 300 / 150; the large one 1,000 / 250.
    assert cell(table, "all", "small") == pytest.approx(1.6)
    assert cell(table, "ex_financials_health", "small") == pytest.approx(2.0)
    assert cell(table, "all", "large") == pytest.approx(4.0)
    assert table["small_n"].tolist() == [2, 1]


def test_the_earnings_yield_is_defined_below_zero() -> None:
    table = earnings_yield(stocks(company("A", 300, -1.0), company("B", 100, 1.0)))
    # (-30 + 10) / 400; the interval runs from all A (-10 %) to all B (+10 %).
    assert cell(table, "small", "value") == pytest.approx(-5.0)
    assert cell(table, "small", "lo") == pytest.approx(-10.0)
    assert cell(table, "small", "hi") == pytest.approx(10.0)
    assert np.isnan(cell(table, "large", "lo"))


def test_the_interval_is_close_to_theory_for_many_equal_companies() -> None:
    # 400 equal companies that earn 0 or 20 %: mean 10, standard error 10 / 20 = 0.5.
    many = [company(f"S{n}", 1.0, 2.0 * (n % 2)) for n in range(400)]
    table = earnings_yield(stocks(*many))
    assert cell(table, "small", "lo") == pytest.approx(10 - 1.645 * 0.5, abs=0.1)
    assert cell(table, "small", "hi") == pytest.approx(10 + 1.645 * 0.5, abs=0.1)


def test_the_gap_is_earnings_yield_minus_real_bond_yield() -> None:
    real = pd.Series([1.9, 2.0], pd.to_datetime(["2026-11-18", "2026-11-19"]))
    table = equity_yield_gap(stocks(*PAIR), real)
    # 20 / 400 = 5 % and 2 %.
    assert cell(table, "small", "value") == pytest.approx(3.0)
    assert cell(table, "small", "n") == 2


@settings(max_examples=12)
@given(st.lists(st.floats(0.5, 5.0), min_size=1, max_size=15))
def test_leaving_out_losers_makes_no_multiple_dearer(eps: list[float]) -> None:
    gains = [company(f"S{n}", 10.0, one) for n, one in enumerate(eps)]
    table = aggregate_pe(stocks(*gains, company("LOSS", 1.0, -1.0)))
    with_losers, without = (
        cell(table, f"trailing_{key}", "small") for key in ("all", "profitable")
    )
    assert without < with_losers


@pytest.mark.parametrize("metric", CROSS_SECTION, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    real = pd.Series([2.0], pd.to_datetime(["2026-11-19"]))
    given = [real if name.startswith("fred:") else stocks(*PAIR) for name in metric.inputs]
    table = metric(*given)
    assert isinstance(table, pd.DataFrame)
    assert list(table) == [column.name for column in metric.columns]
    assert table.index.str.fullmatch("[a-z0-9_]+").all()
