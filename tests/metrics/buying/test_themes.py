from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.buying.themes import THEME_FUNDS, THEMES, theme_returns

DAYS = pd.bdate_range("2024-12-31", "2026-07-31")


def steady(gain_after_article: float) -> pd.Series[float]:
    """Return a fund that stands still but for one step on the day after the article."""
    values = np.where(DAYS > "2026-01-12", 1 + gain_after_article, 1.0)
    return pd.Series(values, index=DAYS)


def test_a_theme_is_measured_against_small_caps() -> None:
    funds = [steady(gain) for gain in (0.10, 0.0, -0.05, 0.02, 0.2)]
    table = theme_returns(*funds, steady(0.04))
    # The step lies after 12 January, so within the year, the 12 months and since the article.
    assert table["since_article"].tolist() == pytest.approx([6, -4, -9, -2, 16])
    assert table["ytd"].tolist() == pytest.approx([6, -4, -9, -2, 16])
    assert table["m12"].tolist() == pytest.approx([6, -4, -9, -2, 16])
    assert table["m3"].tolist() == pytest.approx([0, 0, 0, 0, 0])


def test_rows_and_columns_are_as_declared() -> None:
    (metric,) = THEMES
    table = theme_returns(*[steady(0.1)] * 6)
    assert table.index.tolist() == ["xli", "xbi", "kre", "pave", "airr"]
    assert list(table) == [column.name for column in metric.columns]
    assert metric.inputs == (*THEME_FUNDS, "IWM")


def test_a_fund_younger_than_the_window_has_no_number() -> None:
    young = steady(0.1)["2026-03-02":]
    table = theme_returns(young, *[steady(0.1)] * 5)
    assert table.loc["xli", ["ytd", "m12", "since_article"]].isna().all()
    assert table.loc["xli", "m3"] == pytest.approx(0)


@settings(max_examples=12)
@given(st.floats(-0.9, 3))
def test_a_theme_equal_to_small_caps_has_no_lead(gain: float) -> None:
    table = theme_returns(*[steady(gain)] * 6).drop(columns="label")
    assert (table.abs() < 1e-9).all(axis=None)


def test_later_days_change_no_earlier_table() -> None:
    rng = np.random.default_rng(7)
    funds = [
        pd.Series(np.cumprod(1 + rng.normal(0, 0.01, len(DAYS))), index=DAYS) for _ in range(6)
    ]
    cut = [fund[:"2026-05-15"] for fund in funds]
    later = [fund.mask(fund.index > "2026-05-15").dropna() for fund in funds]
    pd.testing.assert_frame_equal(theme_returns(*cut), theme_returns(*later))
