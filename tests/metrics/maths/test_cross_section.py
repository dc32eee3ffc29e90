from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.buying.breadth import BREADTH, TYPICAL
from generator.metrics.cheap.levels import CROSS_SECTION_WEEKS
from generator.metrics.cheap.universe import CROSS_SECTION
from generator.metrics.earnings.quality import QUALITY
from generator.metrics.maths.cross_section import history, multiple, newest, yield_pct
from generator.model.metric import Metric, Missing
from tests.metrics.cross_section import company, stocks

METRICS = (*CROSS_SECTION, *CROSS_SECTION_WEEKS, *QUALITY, *BREADTH, *TYPICAL)
earnings = st.lists(st.floats(-5, 5), min_size=1, max_size=20)


def test_earnings_are_a_sum_over_a_sum() -> None:
    # At 10 a share: 30 shares earn 1 each, 10 shares lose 1 each: 20 on 400.
    rows = stocks(company("A", 300, 1.0), company("B", 100, -1.0)).query("segment == 'small'")
    assert yield_pct(rows, "eps_trailing") == pytest.approx(5.0)
    assert multiple(rows, "eps_trailing") == pytest.approx(20.0)


def test_earnings_beyond_the_price_count_as_the_price() -> None:
    # 25 on a price of 10 counts as 10: 100 on 200.
    rows = stocks(company("A", 100, 25.0), company("B", 100, 0.0)).query("segment == 'small'")
    assert yield_pct(rows, "eps_trailing") == pytest.approx(50.0)


def test_a_company_without_earnings_known_is_in_neither_sum() -> None:
    rows = stocks(company("A", 100, 1.0), company("B", 900)).query("segment == 'small'")
    assert yield_pct(rows, "eps_trailing") == pytest.approx(10.0)


@pytest.mark.parametrize("earned", [-0.5, 0.0, 0.149])
def test_a_multiple_of_almost_nothing_is_not_meaningful(earned: float) -> None:
    # 0.149 on a price of 10 is 1.49 %, below the 1.5 % that a multiple needs.
    rows = stocks(company("A", 100, earned)).query("segment == 'small'")
    assert pd.isna(multiple(rows, "eps_trailing"))


def test_nothing_known_is_no_yield() -> None:
    assert pd.isna(yield_pct(stocks(company("A", 100)), "eps_forward")) is False
    assert pd.isna(yield_pct(stocks(company("A", 100)).query("symbol == 'A'"), "eps_trailing"))


def test_a_history_has_one_value_for_each_cross_section() -> None:
    rows = stocks(company("A", 100, date="2026-11-13"), company("A", 200))
    found = history(rows, lambda part: float(part["market_cap"].max()))
    assert isinstance(found, pd.Series)
    assert found.to_dict() == {
        pd.Timestamp("2026-11-13"): 1000.0,
        pd.Timestamp("2026-11-20"): 1000.0,
    }
    assert newest(rows)["market_cap"].tolist() == [200.0, 1000.0]


def test_a_history_without_its_newest_value_is_missing() -> None:
    assert history(stocks(company("A", 1)), lambda _: float("nan"), "none") == Missing("none")


@settings(max_examples=12)
@given(earnings)
def test_the_value_of_all_companies_scales_out_of_a_yield(eps: list[float]) -> None:
    def rows(scale: float) -> pd.DataFrame:
        made = [company(f"S{n}", scale * (n + 1), one) for n, one in enumerate(eps)]
        return stocks(*made).query("segment == 'small'")

    assert yield_pct(rows(1), "eps_trailing") == pytest.approx(yield_pct(rows(7), "eps_trailing"))


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_every_metric_says_that_it_is_no_index(metric: Metric[...]) -> None:
    assert "not the Russell 2000" in metric.pitfalls or metric.id in (
        "large_earnings_yield",
        "mag7_forward_pe",
    )
