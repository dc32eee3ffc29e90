from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.risk.stress import implied_volatility_ratio

# Two weeks of sessions; options are known a business day later.
SESSIONS = pd.Series(1.0, pd.bdate_range("2026-08-03", "2026-08-14"))


def daily(*values: float, first: str = "2026-08-04") -> pd.Series[float]:
    return pd.Series(values, pd.bdate_range(first, periods=len(values)), dtype=float)


def test_the_ratio_is_that_of_the_last_day_known_in_each_week() -> None:
    small, large = daily(20, 20, 20, 24, 25, 25), daily(16, 16, 16, 16, 20, 20)
    ratio = implied_volatility_ratio(small, large, SESSIONS)
    # Friday the 7th is the fourth day: 24 / 16. On the 14th the last known is 25 / 20.
    assert ratio.tolist() == pytest.approx([1.5, 1.25])


def test_a_day_that_one_of_the_two_lacks_is_left_out() -> None:
    ratio = implied_volatility_ratio(daily(20, 20, 20, 24)[:3], daily(16, 16, 16, 16), SESSIONS[:5])
    assert ratio.tolist() == [1.25]


@given(st.floats(5, 80))
def test_equal_swings_give_one(level: float) -> None:
    same = daily(*[level] * 6)
    assert implied_volatility_ratio(same, same, SESSIONS).to_numpy() == pytest.approx(1)
