from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.working.weights import large_top_ten, small_to_large_value, small_top_ten
from generator.model.metric import Metric
from tests.metrics.cross_section import company, stocks

DAYS = pd.to_datetime(["2026-11-12", "2026-11-13", "2026-11-27"])


@pytest.mark.parametrize("metric", [large_top_ten, small_top_ten])
def test_a_week_has_the_weight_that_was_shown_last_and_a_gap_stays_one(metric: Metric[...]) -> None:
    found = metric(pd.Series([34.0, 35.0, 36.0], DAYS))
    assert found.to_dict() == {DAYS[1]: 35.0, DAYS[2]: 36.0}


def test_small_caps_are_a_share_of_large_caps() -> None:
    # 20 + 30 of small against the one large company's 1,000.
    found = small_to_large_value(stocks(company("A", 20), company("B", 30)))
    assert found.to_dict() == pytest.approx({pd.Timestamp("2026-11-20"): 5.0})


def test_each_stored_week_has_its_share() -> None:
    found = small_to_large_value(stocks(company("A", 20, date="2026-11-13"), company("A", 40)))
    assert found.tolist() == pytest.approx([2.0, 4.0])


@settings(max_examples=12)
@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=9))
def test_how_the_small_are_cut_up_changes_nothing(caps: list[float]) -> None:
    many = [company(f"S{n}", cap) for n, cap in enumerate(caps)]
    whole = small_to_large_value(stocks(company("S", sum(caps))))
    assert small_to_large_value(stocks(*many)).tolist() == pytest.approx(whole.tolist())
