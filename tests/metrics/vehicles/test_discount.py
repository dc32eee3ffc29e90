from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.vehicles.trust import rvt_discount_standing, rvt_nav_discount
from generator.model.metric import Missing


def weeks(*values: float, last: str = "2026-11-20") -> pd.Series[float]:
    days = pd.date_range(end=last, periods=len(values), freq="7D")
    return pd.Series(values, days, dtype=float)


@pytest.mark.parametrize("metric", [rvt_nav_discount, rvt_discount_standing])
def test_no_common_day_is_no_number(metric) -> None:  # noqa: ANN001  -- a metric
    measured = metric(weeks(1.0), weeks(1.0, last="2026-11-13"))
    assert measured == Missing("no day has both numbers")


def test_a_discount_is_price_over_value() -> None:
    # 16.10 / 17.69 - 1 = -8.99 %, the print of the end of 2025.
    assert list(rvt_nav_discount(weeks(16.10), weeks(17.69))) == pytest.approx([-8.988], abs=1e-3)


def against_history(discounts: list[float]) -> pd.DataFrame:
    value = weeks(*[100.0] * len(discounts))
    table = rvt_discount_standing(weeks(*[100 + d for d in discounts]), value)
    assert isinstance(table, pd.DataFrame)
    return table


def test_a_discount_stands_in_its_own_history() -> None:
    # 20 Nov 2026 looks back to 21 Nov 2025: 26 weeks each of -8 and -12, then -14.
    year = against_history([-8.0, -12.0] * 26 + [-14.0]).loc["y1"]
    assert year["n"] == 53
    assert year["mean"] == pytest.approx(-(26 * 8 + 26 * 12 + 14) / 53)
    assert year["percentile"] == pytest.approx(100 / 53)
    every = pd.Series([-8.0, -12.0] * 26 + [-14.0])
    assert year["z"] == pytest.approx((-14 - every.mean()) / every.std())


def test_a_span_that_the_history_does_not_reach_is_unknown() -> None:
    table = against_history([-8.0, -12.0] * 26)
    assert table.loc["y1", "n"] == 52
    assert table.loc[["y3", "y10"], ["mean", "percentile", "z"]].isna().all(axis=None)
    assert table["now"].tolist() == pytest.approx([-12.0] * 3)


def test_a_discount_that_never_moved_has_no_deviation() -> None:
    assert pd.isna(against_history([-8.0] * 60).loc["y1", "z"])


@given(st.lists(st.floats(-30, 30), min_size=60, max_size=80))
def test_a_percentile_lies_between_0_and_100(discounts: list[float]) -> None:
    assert 0 < float(against_history(discounts)["percentile"].iloc[0]) <= 100
