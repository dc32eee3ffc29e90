from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.metrics.earnings.filings import (
    FILED_PROFITS,
    filing_groups,
    net_margin,
    net_margin_change,
    realised_change,
    realised_growth,
    return_on_equity,
)
from generator.metrics.rates.debt import (
    DEBT_SERVICE,
    cash_burners,
    interest_burden,
    interest_burden_change,
    uncovered_interest,
)
from generator.model.metric import Metric, Missing
from tests.metrics.annual_reports import ranked, report, reports

Company = dict[int, dict[str, float]]


def profits(**years: float) -> Company:
    return {int(year[1:]): {"net_income": value} for year, value in years.items()}


def cells(table: pd.DataFrame | pd.Series[float] | Missing, row: str, *names: str) -> list[object]:
    assert isinstance(table, pd.DataFrame)
    return [table.loc[row, name] for name in names]


BIG = profits(y2024=8e7, y2025=1e8)  # 10 % of the float of a billion, 25 % more than before
BOTH = ("small", "large", "value")


def test_growth_is_that_of_the_sum_losses_included() -> None:
    small = [profits(y2024=10.0, y2025=9.0), profits(y2024=-5.0, y2025=-3.0)]
    table = realised_growth(ranked([BIG], small))
    # (9 - 3) / (10 - 5) - 1 = 20 %; 100 / 80 - 1 = 25 %.
    assert cells(table, "y2025", *BOTH) == pytest.approx([20.0, 25.0, -5.0])
    assert cells(table, "y2025", "small_n", "large_n", "note") == [2, 1, ""]


def test_growth_from_next_to_nothing_has_no_number_but_the_change_has() -> None:
    small = [profits(y2024=10.0, y2025=9.0), profits(y2024=-9.0, y2025=-3.0)]
    filings = ranked([BIG], small)
    growth = realised_growth(filings)
    # 10 - 9 = 1, and one percent of two floats of 100 is 2.
    assert np.isnan(np.array(cells(growth, "y2025", "small", "value"), dtype=float)).all()
    assert cells(growth, "y2025", "note") == [
        "Small caps: n.m., profit of the year before is below 1% of the float"
    ]
    # (6 - 1) / 200 = 2.5 %; (100 - 80) / 1,000 million = 2 %.
    assert cells(realised_change(filings), "y2025", *BOTH) == pytest.approx([2.5, 2.0, 0.5])


def test_growth_whose_base_may_be_nothing_in_a_draw_has_no_interval() -> None:
    small = [profits(y2024=10.0, y2025=9.0), profits(y2024=-5.0, y2025=-3.0)]
    lo, hi = cells(realised_growth(ranked([BIG], small)), "y2025", "lo", "hi")
    assert np.isnan([lo, hi]).all()


def test_growth_that_all_companies_share_has_a_narrow_interval() -> None:
    small = [profits(y2024=10.0, y2025=11.0), profits(y2024=20.0, y2025=22.0)]
    # 10 % in each draw, against 25 %.
    assert cells(realised_growth(ranked([BIG], small)), "y2025", "lo", "hi") == pytest.approx(
        [-15.0, -15.0]
    )


def test_the_year_of_the_article_waits_for_its_reports() -> None:
    table = realised_growth(ranked([BIG], [profits(y2024=10.0, y2025=9.0)]))
    assert list(table.index) == ["y2025", "y2026"]
    assert cells(table, "y2026", "label", "small_n", "note") == [
        "2026 over 2025", 0,
        "Small caps: stated for 0% of the float; Large caps: stated for 0% of the float",
    ]  # fmt: skip


def test_a_company_that_does_not_report_any_more_is_in_neither_year() -> None:
    small = [profits(y2025=10.0, y2026=12.0), profits(y2025=10.0, y2026=6.0), profits(y2025=70.0)]
    big = profits(y2025=1e8, y2026=1.1e8)
    table = realised_growth(ranked([big], small))
    # (12 + 6) / (10 + 10) - 1 = -10 %; the 70 of the third are not in it.
    assert cells(table, "y2026", *BOTH) == pytest.approx([-10.0, 10.0, -20.0])
    assert cells(table, "y2026", "small_n") == [2]


def sales(net_income: float, revenue: float) -> dict[str, float]:
    return {"net_income": net_income, "revenue": revenue}


def test_margins_are_sums_over_sums() -> None:
    big = {2025: sales(1e8, 1e9)}
    small = [{2025: sales(6.0, 100.0)}, {2025: sales(-3.0, 200.0)}]
    assert cells(net_margin(ranked([big], small)), "y2025", *BOTH) == pytest.approx([1, 10, -9])


def test_a_change_of_margin_counts_the_same_companies_in_both_years() -> None:
    big = {2025: sales(1e8, 1e9), 2027: sales(1.2e8, 1e9)}
    small = [{2025: sales(6.0, 100.0), 2027: sales(9.0, 100.0)}, {2025: sales(-3.0, 200.0)}]
    filings = ranked([big], [small[0], small[0], small[1]])
    table = net_margin_change(filings)
    # 9 - 6 = 3 points, the third company left out; 12 - 10 = 2 points.
    assert cells(table, "y2027", *BOTH) == pytest.approx([3.0, 2.0, 1.0])
    assert cells(table, "y2027", "small_n") == [2]
    assert list(table.index) == ["y2026", "y2027"]


def test_return_on_equity_is_a_sum_over_a_sum() -> None:
    big = {2025: {"net_income": 1e8, "equity": 4e8}}
    owing = {"net_income": 0.0, "equity": -20.0, "revenue": 50.0}
    small = [{2025: {"net_income": 6.0, "equity": 100.0}}, {2025: owing}]
    # 6 / (100 - 20) = 7.5 %; 100 / 400 = 25 %.
    table = return_on_equity(ranked([big], small))
    assert cells(table, "y2025", *BOTH) == pytest.approx([7.5, 25.0, -17.5])


def debts(interest: float, operating_income: float) -> dict[str, float]:
    return {"interest": interest, "operating_income": operating_income}


LENT = {2025: debts(1e8, 5e8), 2026: debts(1e8, 4e8)}
BORROWERS: list[Company] = [
    {2025: debts(10.0, 30.0), 2026: debts(8.0, 30.0)},
    {2025: debts(10.0, 5.0), 2026: debts(8.0, 10.0)},
    {2025: {"operating_income": 400.0}},
]


def test_the_burden_is_interest_over_operating_income() -> None:
    table = interest_burden(ranked([LENT], BORROWERS))
    # 20 / 35 = 57.1 %; 100 / 500 = 20 %. Who states no interest is not in it.
    assert cells(table, "y2025", "small", "large") == pytest.approx([20 / 35 * 100, 20.0])
    assert cells(table, "y2025", "small_n") == [2]


def test_a_burden_on_losses_has_no_number() -> None:
    table = interest_burden(ranked([LENT], [{2025: debts(10.0, -5.0)}]))
    assert cells(table, "y2025", "note") == [
        "Small caps: n.m., the sum of operating income is not above zero"
    ]


def test_the_change_of_the_burden_is_in_points() -> None:
    table = interest_burden_change(ranked([LENT], BORROWERS))
    # 16 / 40 - 20 / 35 = -17.1 points; 100 / 400 - 100 / 500 = +5 points.
    assert cells(table, "y2026", "small", "large") == pytest.approx([40 - 20 / 35 * 100, 5.0])


def test_half_of_the_float_is_enough_for_a_burden_and_a_third_is_not() -> None:
    half = ranked([LENT], [*BORROWERS[:1], {}])
    third = ranked([LENT], [*BORROWERS[:1], {}, {}])
    for metric, row in ((interest_burden, "y2026"), (interest_burden_change, "y2026")):
        assert cells(metric(half), row, "small_coverage", "note") == [50.0, ""]
        assert cells(metric(third), row, "note") == ["Small caps: stated for 33% of the float"]


def test_who_earns_less_than_the_interest_is_counted() -> None:
    table = uncovered_interest(ranked([LENT], BORROWERS))
    # Of the two that state both, one earned 5 and paid 10; in 2026 it earned 10 and paid 8.
    assert cells(table, "y2025", "small", "large", "small_n") == pytest.approx([50.0, 0.0, 2])
    assert cells(table, "y2026", "small") == [0.0]


def test_who_invests_more_than_comes_in_burns_cash() -> None:
    small: list[Company] = [
        {2025: {"operating_cash": 5.0, "investment": 6.0}},
        {2025: {"operating_cash": 6.0, "investment": 6.0}},
        {2025: {"operating_cash": -1.0, "investment": 0.0}},
        {2025: {"operating_cash": -9.0}},
    ]
    big = {2025: {"operating_cash": 9.0, "investment": 1.0}}
    table = cash_burners(ranked([big], small))
    assert cells(table, "y2025", "small", "large", "small_n") == pytest.approx([200 / 3, 0.0, 3])


def test_groups_are_counted_with_their_floats_and_what_was_left_out() -> None:
    filings = ranked([], [{2025: {"net_income": 900.0}}])
    others = reports(
        report(5001, net_income=1.0), report(5002, public_float=6e12, operating_cash=1.0)
    )
    table = filing_groups(pd.concat([filings, others], ignore_index=True))
    assert cells(table, "small", "value", "slips") == [1, 1]
    assert cells(table, "large", "value", "low", "high") == [500, 600 / 1e6, 600 / 1e6]
    assert [cells(table, row, "value") for row in ("silent", "implausible", "smaller")] == [
        [1], [1], [0],
    ]  # fmt: skip


@pytest.mark.parametrize("metric", [*FILED_PROFITS, *DEBT_SERVICE], ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    table = metric(ranked([BIG], [profits(y2024=10.0, y2025=9.0)]))
    assert isinstance(table, pd.DataFrame)
    assert list(table) == [column.name for column in metric.columns]
    assert table.index.str.fullmatch("[a-z0-9_]+").all()
