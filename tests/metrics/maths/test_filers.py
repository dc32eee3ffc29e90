from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.maths.filers import (
    Quotient,
    groups,
    level_rows,
    members,
    pair,
    per_cent,
    ratio,
    slip_marks,
)
from tests.metrics.annual_reports import ranked, report, reports

MARGIN = Quotient((("net_income", 2025), ("revenue", 2025)), ratio, "no revenue")
CELLS = ("label", "small", "large", "value", "lo", "hi", "small_n", "large_n", "small_coverage",
         "large_coverage", "note")  # fmt: skip


def of_2025(**facts: float) -> dict[int, dict[str, float]]:
    return {2025: facts}


def cells(filings: pd.DataFrame, asked: Quotient = MARGIN) -> dict[str, float | str]:
    return dict(zip(CELLS, pair(members(filings), "2025", asked), strict=True))


BIG = of_2025(net_income=10.0, revenue=100.0)


def test_ranks_go_by_float_and_equal_floats_by_number() -> None:
    group = groups(ranked([BIG], [{}, {}]))
    assert group[[1, 2, 500, 501, 1000, 1001, 1002]].to_list() == [
        "large", "large", "large", "middle", "middle", "small", "small",
    ]  # fmt: skip


def test_the_smallest_are_in_no_group() -> None:
    group = groups(ranked([], [{}] * 2001))
    assert group[[3000, 3001]].to_list() == ["small", "smaller"]


def test_a_trust_without_a_cash_flow_is_not_ranked() -> None:
    rows = reports(report(1, net_income=5.0, equity=90.0), report(2, 2024, operating_cash=1.0))
    assert groups(rows).to_list() == ["silent", "silent"]


@pytest.mark.parametrize(
    ("facts", "group"),
    [
        ({"equity": 1.0}, "large"),  # a float of 200 times the equity
        ({"equity": 0.9, "revenue": 0.9}, "implausible"),  # of 222 times
        ({"equity": -5.0, "revenue": 1.0}, "large"),
        ({"equity": -5.0}, "implausible"),
        ({}, "implausible"),
        ({"equity": 1e12, "public_float": 5e12}, "large"),
        ({"equity": 1e12, "public_float": 5.1e12}, "implausible"),
    ],
)
def test_a_float_has_to_fit_the_company_behind_it(facts: dict[str, float], group: str) -> None:
    rows = reports(report(1, **{"public_float": 200.0, "operating_cash": 0.0} | facts))
    assert groups(rows).to_list() == [group]


def test_the_list_does_not_change_with_later_reports() -> None:
    before = ranked([BIG], [of_2025(equity=50.0)])
    later = reports(report(1001, 2026, operating_cash=9.0, equity=1e6, revenue=1e6))
    both = pd.concat([before, later], ignore_index=True)
    assert groups(both).equals(groups(before))


def test_a_fact_of_more_than_some_floats_is_a_slip() -> None:
    rows = reports(
        report(1, net_income=500.0, revenue=10_000.0),
        report(2, net_income=-501.0, revenue=10_001.0),
    )
    marks = slip_marks(rows)
    assert marks.sum(axis=1).to_list() == [0, 2]


def test_a_slip_is_in_no_sum() -> None:
    small = [of_2025(net_income=501.0, revenue=100.0), of_2025(net_income=4.0, revenue=100.0)]
    rows = members(ranked([], small))
    assert rows["net_income"].dropna().to_list() == [4.0]
    assert rows["revenue"].dropna().to_list() == [100.0, 100.0]


def test_only_the_newest_answer_counts() -> None:
    old = ranked([BIG], [{}])
    new = old.assign(date=old["date"] + pd.Timedelta(days=7))
    assert len(members(pd.concat([old, new], ignore_index=True))) == len(old)


def test_interest_that_is_no_cost_is_not_stated() -> None:
    rows = members(ranked([], [of_2025(interest=-3.0), of_2025(interest=4.0)]))
    assert rows["interest"].dropna().to_list() == [4.0]


def test_an_investment_that_is_no_payment_is_not_stated() -> None:
    small = [of_2025(investment=-20.0), of_2025(investment=0.0), of_2025(investment=5.0)]
    assert members(ranked([], small))["investment"].dropna().to_list() == [0.0, 5.0]


def test_sums_run_over_the_companies_that_state_both() -> None:
    small = [
        of_2025(net_income=4.0, revenue=100.0),
        of_2025(net_income=-1.0, revenue=50.0),
        of_2025(net_income=90.0),
    ]
    found = cells(ranked([BIG], small))
    # (4 - 1) / (100 + 50) = 2 %; 10 / 100 = 10 %. Two of three floats of 100 are counted.
    assert [found[name] for name in ("small", "large", "value")] == pytest.approx([2.0, 10.0, -8.0])
    assert (found["small_n"], found["large_n"]) == (2, 1)
    assert found["small_coverage"] == pytest.approx(200 / 300 * 100)
    assert found["note"] == ""


def test_the_interval_holds_what_draws_of_companies_give() -> None:
    small = [of_2025(net_income=0.0, revenue=100.0), of_2025(net_income=8.0, revenue=100.0)]
    found = cells(ranked([BIG], small))
    # Two draws of two companies give 0, 4 or 8 %, a quarter of them each end; less 10 %.
    assert [found[name] for name in ("value", "lo", "hi")] == pytest.approx([-6.0, -10.0, -2.0])


def test_the_interval_leaves_out_a_twentieth_at_each_end() -> None:
    nothing = of_2025(net_income=0.0, revenue=100.0)
    found = cells(ranked([BIG], [of_2025(net_income=9.0, revenue=100.0), nothing, nothing]))
    # Of draws of three, 30 % have the first one never (0 %), 22 % twice (6 %), 4 % each time (9 %).
    assert [found[name] for name in ("value", "lo", "hi")] == pytest.approx([-7.0, -10.0, -4.0])


def test_too_small_a_part_of_the_float_gives_no_number() -> None:
    found = cells(ranked([BIG], [of_2025(net_income=4.0, revenue=100.0), {}]))
    assert np.isnan([found[name] for name in ("small", "value", "lo", "hi")]).all()
    assert found["large"] == pytest.approx(10.0)
    assert found["note"] == "Small caps: stated for 50% of the float"


def test_a_whole_of_nothing_gives_no_number() -> None:
    found = cells(ranked([BIG], [of_2025(net_income=4.0, revenue=0.0)]))
    assert np.isnan(found["small"])
    assert found["note"] == "Small caps: n.m., no revenue"


def test_a_group_without_companies_gives_no_number() -> None:
    found = cells(ranked([BIG], []))
    assert np.isnan(found["small"])
    assert (found["small_n"], found["small_coverage"]) == (0, 0.0)


def test_there_is_a_row_for_each_year() -> None:
    small = {
        2024: {"net_income": 1.0, "revenue": 100.0},
        2025: {"net_income": 3.0, "revenue": 100.0},
    }
    table = level_rows(members(ranked([BIG], [small])), "net_income", "revenue")
    assert list(table.index) == ["y2024", "y2025"]
    assert table["small"].to_list() == pytest.approx([1.0, 3.0])
    assert table["label"].to_list() == ["2024", "2025"]
    # The large company states nothing of 2024.
    assert table["large"].isna().to_list() == [True, False]


def test_a_percentage_of_nothing_is_no_number() -> None:
    found = per_cent(np.array([1.0, 1.0, 1.0]), np.array([4.0, 0.0, -4.0]))
    assert found[0] == 25.0
    assert np.isnan(found[1:]).all()


@settings(max_examples=10, deadline=None)
@given(st.floats(0.001, 1000))
def test_the_unit_in_which_all_dollars_are_counted_does_not_matter(scale: float) -> None:
    small = [of_2025(net_income=4.0, revenue=80.0), of_2025(net_income=-3.0, revenue=20.0)]
    rows = members(ranked([BIG], small))
    scaled = rows.assign(**{name: rows[name] * scale for name in ("net_income", "revenue")})
    assert pair(scaled, "2025", MARGIN)[1:6] == pytest.approx(pair(rows, "2025", MARGIN)[1:6])
