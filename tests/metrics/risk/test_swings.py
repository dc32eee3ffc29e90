from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.risk.swings import (
    beta,
    correlation,
    drawdown_large,
    drawdown_small,
    episode_excess,
    risk,
    volatility_large,
    volatility_small,
    worst_drawdowns,
)
from generator.model.metric import Metric, Missing

closes = st.lists(st.floats(0.5, 2.0), min_size=2, max_size=60)
returns = st.lists(st.floats(-0.1, 0.1), min_size=60, max_size=70)


def daily(*values: float, first: str = "2026-01-05") -> pd.Series[float]:
    return pd.Series(values, index=pd.bdate_range(first, periods=len(values)), dtype=float)


def index(changes: list[float], freq: str = "B") -> pd.Series[float]:
    """Return closes from 1.0 that make the given changes."""
    days = pd.date_range("2025-01-03", periods=len(changes) + 1, freq=freq)
    return pd.Series(np.cumprod([1.0, *(1 + np.array(changes))]), index=days)


def on(**values: float) -> pd.Series[float]:
    return pd.Series(list(values.values()), index=pd.to_datetime([day[1:] for day in values]))


@pytest.mark.parametrize("metric", [volatility_small, volatility_large])
def test_volatility_is_a_yearly_rate(metric: Metric[...]) -> None:
    # 30 times +1 % and 30 times -1 %: variance = 60 * 0.01^2 / 59, x 252 days
    expected = (60 * 0.01**2 / 59 * 252) ** 0.5 * 100
    assert metric(index([0.01, -0.01] * 30)).tolist() == pytest.approx([expected])
    assert expected == pytest.approx(16.008, abs=1e-3)


@pytest.mark.parametrize("metric", [volatility_small, volatility_large])
def test_volatility_needs_61_closes(metric: Metric[...]) -> None:
    assert metric(index([0.01] * 59)) == Missing("needs 61 sessions of data, has 60")


@given(returns, st.floats(0.01, 100))
def test_the_unit_of_the_price_changes_no_volatility(changes: list[float], unit: float) -> None:
    plain, scaled = volatility_small(index(changes)), volatility_small(index(changes) * unit)
    assert scaled.tolist() == pytest.approx(plain.tolist(), abs=1e-6)


@pytest.mark.parametrize("metric", [drawdown_small, drawdown_large])
def test_a_weekly_drawdown_knows_the_daily_high(metric: Metric[...]) -> None:
    # Wednesday's 20 is the high: Friday's 15 is -25 %, Monday's 10 is -50 %.
    assert metric(daily(10, 12, 20, 16, 15, 10)).tolist() == pytest.approx([-25, -50])


@pytest.mark.parametrize("metric", [drawdown_small, drawdown_large])
def test_one_close_is_its_own_high(metric: Metric[...]) -> None:
    assert metric(daily(10)).tolist() == [0.0]


@given(closes)
def test_drawdowns_lie_between_all_and_nothing(values: list[float]) -> None:
    assert drawdown_small(daily(*values)).between(-100, 0).all()


def test_risk_of_a_fall_and_a_half_recovery() -> None:
    table = risk(daily(10, 20, 5, 10), daily(1, 2, 3, 4))
    # worst 5 / 20 - 1 = -75 % on Wednesday; now 10 / 20 - 1 = -50 %
    assert table.loc["small", ["drawdown", "worst", "worst_on"]].tolist() == [
        -50,
        -75,
        "2026-01-07",
    ]
    assert table.loc["large", ["drawdown", "worst"]].tolist() == [0, 0]


def test_risk_over_a_year_of_weeks() -> None:
    table = risk(index([0.02, -0.02] * 30, "7D"), index([0.0] * 60, "7D"))
    # the last 52 weeks: 26 times +2 % and -2 %: variance = 52 * 0.02^2 / 51, x 52 weeks
    expected = (52 * 0.02**2 / 51 * 52) ** 0.5 * 100
    assert table["volatility_52w"].tolist() == pytest.approx([expected, 0.0], abs=1e-9)


def test_risk_without_history_has_no_volatility() -> None:
    table = risk(daily(1, 2), daily(1, 2))
    assert table[["volatility_60d", "volatility_52w"]].isna().all(axis=None)


def test_beta_of_a_fund_that_moves_one_and_a_half_times() -> None:
    large = [0.02, -0.01] * 26
    small = [1.5 * change for change in large]
    measured = beta(index(small, "7D"), index(large, "7D"))
    assert measured.tolist() == pytest.approx([1.5])


def test_correlation_of_opposites() -> None:
    large = [0.02, -0.01] * 26
    measured = correlation(index([-change for change in large], "7D"), index(large, "7D"))
    assert measured.tolist() == pytest.approx([-1.0])


@pytest.mark.parametrize("metric", [beta, correlation])
def test_a_year_of_weekly_returns_is_needed(metric: Metric[...]) -> None:
    weeks = index([0.01, 0.02, 0.03] * 17, "7D")
    assert metric(weeks, weeks) == Missing("needs 52 weekly returns of data, has 51")


@given(st.integers(0, 1000))
def test_beta_and_correlation_agree_in_sign(seed: int) -> None:
    moves = np.random.default_rng(seed).normal(0, 0.02, (2, 60))
    small, large = (index(list(row), "7D") for row in moves)
    slope, likeness = beta(small, large), correlation(small, large)
    assert (np.sign(slope) == np.sign(likeness)).all()
    assert likeness.abs().max() <= 1 + 1e-9


def test_worst_drawdowns_are_separate_falls_deepest_first() -> None:
    small, large = daily(10, 8, 12, 6, 9), daily(10, 11, 10, 15, 15)
    table = worst_drawdowns(small, large)
    # 6 / 12 - 1 = -50 %, not made good; 8 / 10 - 1 = -20 %, made good on the 7th
    assert table["small"].tolist() == pytest.approx([-50, -20])
    assert table["recovered"].tolist() == ["", "2026-01-07"]
    # large over the same days: 15 / 10 - 1 = 50 %, 11 / 10 - 1 = 10 %
    assert table["large"].tolist() == pytest.approx([50, 10])
    assert table.loc["d1", ["label", "peak", "trough"]].tolist() == [
        "Jan 2026 to Jan 2026", "2026-01-07", "2026-01-08",
    ]  # fmt: skip


def test_a_fall_begins_with_the_last_day_at_the_high() -> None:
    table = worst_drawdowns(daily(10, 10, 9), daily(1, 1, 1))
    assert table["peak"].tolist() == ["2026-01-06"]


def test_no_fall_no_worst_fall() -> None:
    rising = daily(1, 2, 3)
    assert worst_drawdowns(rising, rising) == Missing("small caps have not fallen in this history")


@given(closes)
def test_the_first_of_the_worst_falls_is_the_deepest_drawdown(values: list[float]) -> None:
    small = daily(*values, 0.4)
    table = worst_drawdowns(small, small)
    assert table["small"].iloc[0] == pytest.approx(risk(small, small).loc["small", "worst"])
    assert table["small"].is_monotonic_increasing
    assert table["large"].tolist() == pytest.approx(table["small"].tolist())


def test_an_episode_runs_from_close_to_close() -> None:
    small = on(d20200219=100.0, d20200323=60.0, d20200831=90.0)
    large = on(d20200219=100.0, d20200323=70.0, d20200831=105.0)
    table = episode_excess(small, large)
    # -40 % - -30 % = -10 pp; -10 % - 5 % = -15 pp; the older crisis is before the data
    assert table["value"].tolist() == pytest.approx(
        [-10, -15, float("nan"), float("nan")], nan_ok=True
    )


def test_an_episode_that_is_not_over_is_empty() -> None:
    table = episode_excess(on(d20200219=1.0, d20200322=2.0), on(d20200219=1.0, d20200322=1.0))
    assert table["value"].isna().all()


@given(closes, closes)
def test_swapping_the_funds_flips_an_episode(one: list[float], two: list[float]) -> None:
    small, large = (daily(*values, 1.0, first="2020-02-03") for values in (one, two))
    forth, back = episode_excess(small, large)["value"], episode_excess(large, small)["value"]
    assert forth.tolist() == pytest.approx((-back).tolist(), nan_ok=True)
