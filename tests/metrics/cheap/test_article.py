from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.cheap.article import (
    SIBLIS,
    WSJ,
    article_check,
    article_pe,
    convergence,
    pe_peak_check,
)
from generator.model.metric import Missing

FIGURES = pd.DataFrame(
    {
        "key": ["discount_now", "premium_typical", "trailing_pe", "forward_pe", "peak_pe",
                "average_pe", "current_pe"],
        "value": [-10.0, 10.0, 33.0, 24.0, 50.0, 16.0, 18.0],
        "on": pd.to_datetime(["2025-12-31"] * 4 + ["2022-12-31", None, "2025-12-31"]),
    }
)  # fmt: skip


def prints(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    """Return published multiples with losers counted: day, publisher, measure, value."""
    table = pd.DataFrame(rows, columns=["on", "publisher", "measure", "value"])
    return table.astype({"on": "datetime64[s]", "value": float}).assign(losers="counted")


HISTORY = prints(
    ("2020-12-30", SIBLIS, "trailing P/E", 90.0),  # a day outside the 24 months
    ("2020-12-31", SIBLIS, "trailing P/E", None),
    ("2021-06-30", SIBLIS, "trailing P/E", 200.0),
    ("2021-12-31", SIBLIS, "trailing P/E", 60.0),
    ("2022-12-31", SIBLIS, "trailing P/E", 50.0),
    ("2025-01-01", SIBLIS, "trailing P/E", 30.0),
    ("2025-01-01", SIBLIS, "forward P/E", 25.0),
    ("2025-12-05", WSJ, "trailing P/E", 40.0),
)


def test_the_current_multiple_is_dearer_than_its_average() -> None:
    # 18 / 16 = 1.125.
    assert article_pe(FIGURES).loc["current_vs_average"].tolist()[1:] == [18.0, 16.0, 12.5]


def test_trailing_and_current_are_two_methods() -> None:
    # 33 / 18 = 1.8333; 33 / 50 = 0.66; 24 / 50 = 0.48.
    table = article_pe(FIGURES)["value"]
    assert table["trailing_vs_current"] == pytest.approx(83.3333, abs=1e-4)
    assert table[["trailing_vs_peak", "forward_vs_peak"]].tolist() == pytest.approx([-34, -52])


def test_a_comparison_without_one_side_is_left_out() -> None:
    table = article_pe(FIGURES[FIGURES["key"] != "average_pe"])
    assert table.index.tolist() == ["trailing_vs_current", "trailing_vs_peak", "forward_vs_peak"]


def test_the_article_is_compared_with_the_newest_print_of_each_family() -> None:
    table = article_check(FIGURES, HISTORY)
    # 33 / 30 = 1.10, 24 / 25 = 0.96, 33 / 40 = 0.825; there is no forward print of the WSJ.
    assert table["value"].tolist() == pytest.approx([10, -4, -17.5])
    assert table.index.tolist() == ["trailing_siblis", "forward_siblis", "trailing_wsj"]
    assert table.loc["trailing_siblis", "on"] == "2025-01-01"


def test_the_peak_is_compared_with_prints_within_24_months() -> None:
    row = pe_peak_check(FIGURES, HISTORY).loc["peak"]
    # 200 and 60 are higher; 90 is a day too early; one print has no ratio.
    assert row[["value", "peak", "highest", "undefined"]].tolist() == [2, 50.0, 200.0, 1]
    assert row[["on", "highest_on"]].tolist() == ["2022-12-31", "2021-06-30"]


def test_prints_of_another_method_do_not_count() -> None:
    others = HISTORY.assign(losers="left out")
    assert isinstance(pe_peak_check(FIGURES, others), Missing)


def test_convergence_spreads_the_gap_over_the_years() -> None:
    table = convergence(FIGURES)
    # 1.1 / 0.9 = 1.2222; cube root 1.06918; tenth root 1.02027. Half of the way: 1 / 0.9.
    full = [22.2222, 6.9178, 4.0950, 2.0270]
    assert table.loc["full"].tolist()[1:] == pytest.approx(full, abs=1e-4)
    assert table.loc["half", "y1"] == pytest.approx(11.1111, abs=1e-4)
    assert table.loc["none"].tolist()[1:] == [0, 0, 0, 0]


@given(st.floats(-40, -1), st.floats(0, 40))
def test_slower_convergence_pays_less_a_year(discount: float, premium: float) -> None:
    known = FIGURES.assign(value=[discount, premium, *FIGURES["value"][2:]])
    years = convergence(known).loc["full", ["y1", "y3", "y5", "y10"]].astype(float)
    assert years.is_monotonic_decreasing
    assert (1 + years["y10"] / 100) ** 10 == pytest.approx((100 + premium) / (100 + discount))


def test_before_the_article_nothing_is_known() -> None:
    nothing = FIGURES[:0]
    assert isinstance(article_pe(nothing), Missing)
    assert isinstance(article_check(nothing, HISTORY), Missing)
    assert isinstance(pe_peak_check(nothing, HISTORY), Missing)
    assert isinstance(convergence(nothing), Missing)


def test_every_table_has_the_declared_columns() -> None:
    tables = {
        article_pe: article_pe(FIGURES),
        article_check: article_check(FIGURES, HISTORY),
        pe_peak_check: pe_peak_check(FIGURES, HISTORY),
        convergence: convergence(FIGURES),
    }
    for metric, table in tables.items():
        assert list(table) == [column.name for column in metric.columns]
