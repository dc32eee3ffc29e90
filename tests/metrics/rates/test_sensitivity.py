from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from pandas.tseries.offsets import BDay

from generator.metrics.rates.credit import high_yield_ratio
from generator.metrics.rates.macro import credit_spread, yield_curve
from generator.metrics.rates.sensitivity import (
    bond_correlation,
    rate_beta,
    rate_beta_test,
    rate_correlation,
    rotation_bond_correlation,
)
from generator.model.metric import Missing

DAYS = pd.bdate_range("2019-01-02", "2023-12-29")
AS_OF = pd.Timestamp("2022-05-13")  # a Friday


def walk(seed: int, scale: float = 0.01) -> pd.Series[float]:
    """Return an index that moves by noise, the same for a seed on every run."""
    moves = np.random.default_rng(seed).normal(0, scale, len(DAYS))
    return pd.Series(np.cumprod(1 + moves), index=DAYS)


def yields(seed: int) -> pd.Series[float]:
    """Return yields by the day on which they were known, one business day after their own."""
    levels = 3 + np.random.default_rng(seed).normal(0, 0.05, len(DAYS)).cumsum()
    return pd.Series(levels, index=DAYS + BDay(1))[: DAYS[-1]]


def test_the_curve_is_ten_years_minus_two_in_basis_points() -> None:
    day = pd.to_datetime(["2026-01-09"])
    curve = yield_curve(pd.Series([4.2], day), pd.Series([3.55], day), pd.Series([1.0], day))
    assert curve.tolist() == pytest.approx([65])  # 4.20 - 3.55 = 0.65 points


def test_a_day_with_one_yield_only_gives_no_curve() -> None:
    days = pd.to_datetime(["2026-01-08", "2026-01-09"])
    short = pd.Series([3.5], days[:1])
    curve = yield_curve(pd.Series([4.2, 4.9], days), short, pd.Series([1.0, 1.0], days))
    assert curve.tolist() == pytest.approx([70])  # Thursday's pair stands for the week


def test_the_credit_spread_is_weekly_as_known() -> None:
    days = pd.bdate_range("2026-01-05", "2026-01-16")
    spread = pd.Series(np.arange(10) / 10, index=days)
    assert credit_spread(spread, pd.Series(1.0, index=days)).tolist() == pytest.approx([0.4, 0.9])


def test_the_high_yield_ratio_begins_at_100() -> None:
    days = pd.to_datetime(["2026-01-09", "2026-01-16"])
    series = high_yield_ratio(pd.Series([1.0, 1.1], days), pd.Series([1.0, 1.2], days))
    assert series.tolist() == pytest.approx([100, 110 / 1.2])


def test_the_slope_of_a_made_up_relation_is_found() -> None:
    # Each week small caps return what large caps do, minus 0.4 points per 0.10 points of yield.
    known, large = yields(1), walk(2)
    fridays = DAYS[DAYS.day_of_week == 3]  # known on Friday, so of Thursday's level
    moves = known.shift(-1).reindex(fridays).diff() * 10
    returns = large.reindex(fridays).pct_change() - 0.004 * moves
    small = (1 + returns.fillna(0)).cumprod().reindex(DAYS).ffill().bfill()
    beta = rate_beta(known, small, large)
    assert beta.to_numpy() == pytest.approx(np.full(len(beta), -0.4), abs=1e-6)


def test_the_table_equals_an_ordinary_regression_with_newey_west_errors() -> None:
    known, small, large = yields(3), walk(4), walk(5)
    # Independent of the code under test: levels of Thursdays against yields known on Fridays.
    fridays = known.index[known.index.day_of_week == 4][-105:]
    thursdays = fridays - BDay(1)
    returns = [fund.reindex(thursdays).pct_change().to_numpy()[1:] * 100 for fund in (small, large)]
    x = np.column_stack([known[fridays].diff()[1:] * 10, returns[1]])
    fit = sm.OLS(returns[0] - returns[1], sm.add_constant(x)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 4}
    )
    row = rate_beta_test(known, small, large).loc["now", ["beta", "lo", "hi"]]
    assert row.tolist() == pytest.approx([fit.params[1], *fit.conf_int(0.10)[1]])


def test_the_share_counts_windows_whose_band_is_below_zero() -> None:
    known, large = yields(1), walk(2)
    # One point of yield costs small caps a tenth, on the day that the yield describes.
    small = large * np.exp(-known.reindex(DAYS).shift(-1).ffill() / 10)
    table = rate_beta_test(known, small, large)
    assert table.loc["windows", "share"] == 100
    # 2019 to 2023 has 261 weeks, so 260 changes, and a window of 104 ends at 157 of them.
    assert table.loc["windows", "n"] == 157
    assert table.loc["windows", "independent"] == 2


@pytest.mark.parametrize("metric", [rate_beta, rate_beta_test])
def test_two_years_are_needed(metric: object) -> None:
    short = metric(yields(1)[:"2020-06-30"], walk(2)[:"2020-06-30"], walk(3)[:"2020-06-30"])
    assert isinstance(short, Missing)
    assert "needs 104 weekly changes" in short.reason


def test_a_yield_that_does_not_move_tells_nothing() -> None:
    still = pd.Series(2.0, index=DAYS)
    assert isinstance(rate_beta_test(still, walk(1), walk(2)), Missing)
    assert rate_beta(still, walk(1), walk(2)).empty


@given(st.integers(0, 20))
def test_two_equal_funds_have_no_rate_sensitivity(seed: int) -> None:
    fund = walk(seed)
    assert rate_beta(yields(seed), fund, fund).abs().max() < 1e-9


SERIES = {
    yield_curve: lambda end: (yields(1)[:end], yields(2)[:end], walk(3)[:end]),
    credit_spread: lambda end: (yields(1)[:end], walk(3)[:end]),
    high_yield_ratio: lambda end: (walk(1)[:end], walk(2)[:end]),
    rate_beta: lambda end: (yields(1)[:end], walk(2)[:end], walk(3)[:end]),
}


@pytest.mark.parametrize("metric", SERIES, ids=lambda metric: metric.id)
def test_later_days_change_no_earlier_point(metric: object) -> None:
    full = metric(*SERIES[metric](DAYS[-1]))
    cut = metric(*SERIES[metric](AS_OF))
    pd.testing.assert_series_equal(full[:AS_OF], cut, check_freq=False)
    assert len(full) > len(cut) > 0


FLAT = [0.0] * 60


def index(moves: list[float]) -> pd.Series[float]:
    days = pd.date_range("2020-01-03", periods=len(moves) + 1, freq="7D")
    return pd.Series(np.cumprod([1.0, *(1 + np.array(moves))]), days)


def random(seed: int, length: int) -> list[float]:
    return [float(x) for x in np.random.default_rng(seed).normal(0, 0.02, length)]


def test_a_lead_that_follows_bonds_has_a_correlation_of_one() -> None:
    moves = random(1, 60)
    table = bond_correlation(index(moves), index([m / 2 for m in moves]), index(FLAT))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["w52", "value"] == pytest.approx(1)


def test_the_band_is_fishers() -> None:
    bond, small = random(2, 60), random(3, 60)
    table = bond_correlation(index(bond), index(small), index(FLAT))
    assert isinstance(table, pd.DataFrame)
    r = float(np.corrcoef(bond[-52:], small[-52:])[0, 1])
    # 1.645 / sqrt(52 - 3) = 0.235 on the scale of the inverse hyperbolic tangent.
    assert table.loc["w52", "value"] == pytest.approx(r)
    assert table.loc["w52", "hi"] == pytest.approx(np.tanh(np.arctanh(r) + 1.6448536 / 7))
    assert table.loc["w52", "n"] == 52


def test_a_longer_window_than_the_history_is_empty() -> None:
    table = bond_correlation(index(random(2, 60)), index(random(3, 60)), index(FLAT))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["w156", ["value", "lo", "hi"]].isna().all()
    assert table.loc["w156", "n"] == 60


def test_a_week_that_one_side_lacks_is_left_out() -> None:
    bond, small, flat = index(random(2, 60)), index(random(3, 60)), index(FLAT)
    table = bond_correlation(bond.drop(bond.index[30]), small, flat)
    assert isinstance(table, pd.DataFrame)
    assert table.loc["w156", "n"] == 59


def test_yields_are_matched_with_the_session_that_they_describe() -> None:
    small = index(random(4, 60))
    # The yield of a session follows the lead of that session and is known one session later.
    known = pd.Series((small.pct_change().fillna(0).cumsum() * 10).to_numpy(), small.index).shift(1)
    table = rate_correlation(known.dropna(), small, index(FLAT))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["w52", "value"] == pytest.approx(1)


def test_less_than_a_year_is_missing() -> None:
    short = index(FLAT[:51])
    assert bond_correlation(short, short, short) == Missing(
        "needs 52 weekly changes of data, has 51"
    )
    assert rotation_bond_correlation(short, short, short) == Missing(
        "needs 53 weeks of data, has 52"
    )


def test_the_series_ends_with_the_table() -> None:
    given_ = index(random(5, 60)), index(random(6, 60)), index(random(7, 60))
    series, table = rotation_bond_correlation(*given_), bond_correlation(*given_)
    assert isinstance(series, pd.Series)
    assert isinstance(table, pd.DataFrame)
    assert series.iloc[-1] == pytest.approx(table.loc["w52", "value"])
    assert len(series) == 60 - 52 + 1


@given(st.integers(0, 10_000))
def test_the_band_holds_the_correlation(seed: int) -> None:
    table = bond_correlation(index(random(seed, 60)), index(random(seed + 1, 60)), index(FLAT))
    assert isinstance(table, pd.DataFrame)
    low, value, high = table.loc["w52", ["lo", "value", "hi"]]
    assert -1 <= low < value < high <= 1
