from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.cheap.levels import implied_excess

MULTIPLES = st.floats(-60, 100)
YEARS = st.integers(1, 30)


def test_the_way_from_a_discount_to_a_premium_is_spread_over_the_years() -> None:
    # 1.10 / 0.90 = 1.2222; its cube root is 1.06918: 1.06918^3 = 1.2222.
    assert implied_excess(-10, 10, 1) == pytest.approx(22.2222, abs=1e-4)
    assert implied_excess(-10, 10, 3) == pytest.approx(6.918, abs=1e-3)


def test_gaps_in_growth_and_yield_are_added() -> None:
    # 1.21 / 1.00 over two years is 10% a year; 2 points of growth and -0.5 of yield make 11.5.
    assert implied_excess(0, 21, 2, 2 - 0.5) == pytest.approx(11.5)


@given(now=MULTIPLES, years=YEARS)
def test_a_multiple_that_stays_pays_nothing(now: float, years: int) -> None:
    assert implied_excess(now, now, years) == 0


@given(now=MULTIPLES, target=MULTIPLES, years=YEARS)
def test_the_yearly_excess_compounds_to_the_whole_way(
    now: float, target: float, years: int
) -> None:
    whole = (100 + target) / (100 + now)
    assert (1 + implied_excess(now, target, years) / 100) ** years == pytest.approx(whole)
