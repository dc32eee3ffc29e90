from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.rates.sensitivity import (
    bond_correlation,
    rate_correlation,
    rotation_bond_correlation,
)
from generator.model.metric import Missing

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
