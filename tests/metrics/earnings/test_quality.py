from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.earnings.quality import (
    QUALITY,
    expected_growth,
    loss_makers,
    loss_makers_by_sector,
    revision_breadth,
    small_expected_growth,
    small_loss_makers,
)
from generator.model.metric import Measured, Metric, Missing
from tests.metrics.cross_section import company, stocks

HEALTH = {"sector": "Healthcare"}


def cells(measured: Measured, row: str, *columns: str) -> list[object]:
    assert isinstance(measured, pd.DataFrame)
    return [measured.loc[row, column] for column in columns]


def test_loss_makers_by_count_and_by_value() -> None:
    rows = stocks(
        company("A", 100, 1.0), company("B", 50, -1.0), company("C", 50, -0.1), company("D", 100)
    )
    # 2 of 3 that are known; 100 of 200; 200 of 300 are known.
    found = cells(loss_makers(rows), "small", "value", "cap_share", "losers", "n", "coverage")
    assert found == pytest.approx([200 / 3, 50.0, 2, 3, 200 / 3])
    assert cells(loss_makers(rows), "large", "value", "n") == [0.0, 1]


def test_earnings_of_zero_are_no_loss() -> None:
    assert cells(loss_makers(stocks(company("A", 1, 0.0))), "small", "value") == [0.0]


def test_loss_makers_of_nobody_are_unknown() -> None:
    found = cells(loss_makers(stocks(company("A", 1))), "small", "value", "cap_share")
    assert all(pd.isna(value) for value in found)  # type: ignore[call-overload]  # numbers


def test_loss_makers_sector_by_sector() -> None:
    rows = stocks(
        company("A", 1, 1.0), company("B", 1, -1.0),
        company("C", 1, -1.0, **HEALTH), company("D", 1, **HEALTH),
    )  # fmt: skip
    table = loss_makers_by_sector(rows)
    assert cells(table, "technology", "small", "large", "small_n", "large_n") == [50, 0, 2, 1]
    health = cells(table, "healthcare", "label", "small", "large", "small_n", "large_n")
    assert [*health[:2], *health[3:]] == ["healthcare", 100, 1, 0]
    assert pd.isna(health[2])  # type: ignore[call-overload]  # a number


def test_without_earnings_no_sector_has_losses() -> None:
    rows = stocks(company("A", 1)).query("symbol == 'A'")
    assert isinstance(loss_makers_by_sector(rows), Missing)


def test_the_share_of_loss_makers_week_by_week() -> None:
    old = company("A", 1, -1.0, date="2026-11-13")
    found = small_loss_makers(stocks(old, company("A", 1, 1.0), company("B", 1, -1.0)))
    assert isinstance(found, pd.Series)
    assert found.tolist() == [100.0, 50.0]


def test_a_share_of_too_few_is_missing() -> None:
    found = small_loss_makers(stocks(company("A", 59, 1.0), company("B", 41)))
    assert isinstance(found, Missing)


GROWING = (
    company("TECH", 200, 1.0, eps_forward=1.1),
    company("DRUG", 100, 1.0, eps_forward=2.0, **HEALTH),
    company("LOSS", 100, -1.0, eps_forward=-0.5),
)


@pytest.mark.parametrize(
    ("row", "growth"),
    [
        # 20 + 10 - 10 = 20 becomes 22 + 20 - 5 = 37.
        ("all", 85.0),
        # 30 becomes 42; 20 becomes 22; 20 - 10 = 10 becomes 22 - 5 = 17.
        ("ex_losers", 40.0),
        ("ex_losers_health", 10.0),
        ("ex_health", 70.0),
    ],
)
def test_growth_is_a_sum_over_a_sum(row: str, growth: float) -> None:
    table = expected_growth(stocks(*GROWING))
    # The large one earns 50, expected are 60.
    assert cells(table, row, "small", "large", "value") == pytest.approx([growth, 20, growth - 20])


def test_growth_says_how_much_it_counted() -> None:
    table = expected_growth(stocks(*GROWING, company("SILENT", 100, 1.0)))
    columns = ("small_n", "large_n", "small_coverage", "large_coverage")
    assert cells(table, "ex_losers_health", *columns) == pytest.approx([1, 1, 40.0, 100.0])


def test_growth_from_almost_nothing_is_not_meaningful() -> None:
    table = expected_growth(stocks(company("A", 100, 0.1, eps_forward=2.0)))
    assert cells(table, "all", "note") == ["Small caps: n.m."]
    assert pd.isna(cells(table, "all", "small")[0])  # type: ignore[call-overload]  # a number


def test_growth_of_too_few_is_not_given() -> None:
    table = expected_growth(stocks(*GROWING, company("SILENT", 300, 1.0)))
    assert cells(table, "all", "note") == ["Small caps: too few known"]


def test_expected_growth_gets_one_value_a_week() -> None:
    # 10 shares of 1 each: 1.5 expected, and four weeks before 1.2.
    rows = stocks(
        company("A", 100, 1.0, eps_forward=1.2, date="2026-10-23"),
        company("A", 100, 1.0, eps_forward=1.5),
    )
    found = small_expected_growth(rows)
    assert isinstance(found, pd.Series)
    assert found.tolist() == pytest.approx([20.0, 50.0])


def test_a_week_in_which_too_few_estimates_are_known_has_no_growth() -> None:
    few = stocks(company("A", 59, 1.0, eps_forward=1.2), company("SILENT", 41, 1.0))
    assert isinstance(small_expected_growth(few), Missing)


def revised(date: str, **estimates: float) -> list[dict[str, object]]:
    return [company(name, 1, date=date, eps_forward=eps) for name, eps in estimates.items()]


def test_revisions_are_counted_against_four_weeks_before() -> None:
    rows = stocks(
        *revised("2026-10-16", A=9.0, B=9.0, C=9.0, D=9.0),
        *revised("2026-10-23", A=1.0, B=1.0, C=1.0, D=1.0),
        *revised("2026-11-20", A=1.1, B=1.2, C=0.9, D=1.0, NEW=1.0),
    )
    # Two of four up, one down; the newcomer has nothing to compare with.
    found = cells(revision_breadth(rows), "small", "since", "up", "down", "value", "n")
    assert found == ["2026-10-23", 50.0, 25.0, 25.0, 4]


@pytest.mark.parametrize("before", ["2026-10-02", "2026-11-06"])
def test_revisions_need_a_cross_section_of_about_four_weeks_before(before: str) -> None:
    rows = stocks(*revised(before, A=1.0), *revised("2026-11-20", A=1.1))
    assert isinstance(revision_breadth(rows), Missing)


@pytest.mark.parametrize("metric", QUALITY, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    rows = stocks(*revised("2026-10-23", A=1.0), *GROWING, *revised("2026-11-20", A=1.0))
    table = metric(rows)
    if metric.columns:
        assert isinstance(table, pd.DataFrame)
        assert list(table) == [column.name for column in metric.columns]
        assert table.index.str.fullmatch("[a-z0-9_]+").all()
