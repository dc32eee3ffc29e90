from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.working.momentum import relative_momentum, trend_persistence, win_streak
from generator.model.metric import Missing

Moves = st.lists(st.sampled_from([0.0, 0.01, -0.01]), min_size=2, max_size=60)


def index(moves: list[float], first: str = "2026-01-01") -> pd.Series[float]:
    days = pd.bdate_range(first, periods=len(moves) + 1)
    return pd.Series(np.cumprod([1.0, *(1 + np.array(moves))]), days)


def flat(length: int, first: str = "2026-01-01") -> pd.Series[float]:
    return index([0.0] * length, first)


def test_streaks_are_counted_by_session() -> None:
    # Win, win, loss, win, win, win, tie: streaks of 2 and 3, and none at the end.
    table = win_streak(index([0.01, 0.01, -0.01, 0.01, 0.02, 0.01, 0.0]), flat(7))
    assert isinstance(table, pd.DataFrame)
    assert table["sessions"].tolist() == [0, 3, 3]
    # 1 January 2026 is a Thursday: the fourth to sixth session after it are 7 to 9 January.
    assert table.loc["longest", ["start", "end"]].tolist() == ["2026-01-07", "2026-01-09"]
    assert table.loc["longest", "n"] == 2


def test_a_streak_may_still_be_running() -> None:
    table = win_streak(index([-0.01, 0.01, 0.01]), flat(3))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["now", "sessions"] == 2


def test_streaks_before_2026_do_not_count_as_of_2026() -> None:
    table = win_streak(index([0.01, 0.01], "2025-06-02"), flat(2, "2025-06-02"))
    assert isinstance(table, pd.DataFrame)
    assert table["sessions"].tolist() == [2, 2, 0]


def test_without_a_win_there_is_no_streak() -> None:
    assert isinstance(win_streak(flat(5), flat(5)), Missing)


@given(Moves)
def test_no_streak_is_longer_than_the_number_of_wins(moves: list[float]) -> None:
    table = win_streak(index(moves), flat(len(moves)))
    wins = sum(move > 0 for move in moves)
    if isinstance(table, pd.DataFrame):
        assert 0 < table.loc["longest", "sessions"] <= wins


def weekly(values: list[float]) -> pd.Series[float]:
    return pd.Series(values, pd.date_range("2024-01-05", periods=len(values), freq="7D"))


def test_momentum_leaves_out_the_last_four_weeks() -> None:
    # 1.0 until week 48 counts 1.2 there; the jump to 9 in the last four weeks does not count.
    small, large = weekly([1.0] * 48 + [1.2] + [9.0] * 4), weekly([1.0] * 48 + [1.1] + [1.0] * 4)
    momentum = relative_momentum(small, large)
    assert isinstance(momentum, pd.Series)
    # Week 52 against week 0: 1.2 / 1.0 - 1.1 / 1.0 = 10 points.
    assert momentum.round(6).tolist() == [10.0]


def test_momentum_needs_more_than_a_year() -> None:
    short = weekly([1.0] * 52)
    assert relative_momentum(short, short) == Missing("needs 53 weeks of data, has 52")


def test_a_gap_in_one_fund_leaves_the_week_to_the_day_before() -> None:
    small = weekly([1.0] * 48 + [1.2] * 6)
    momentum = relative_momentum(small.drop(small.index[10]), weekly([1.0] * 54))
    assert isinstance(momentum, pd.Series)
    assert len(momentum) == 1


def test_a_steady_lead_stays_on_its_side() -> None:
    table = trend_persistence(index([0.001] * 400), flat(400))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["above", "share"] == 100
    assert table.loc["now", ["label", "share"]].tolist() == ["now: above", 100.0]
    assert table.loc["below", "n"] == 0


def test_persistence_counts_the_weeks_that_kept_their_side() -> None:
    # Up for 300 sessions, then down: the side is above until the turn has passed the mean.
    table = trend_persistence(index([0.002] * 300 + [-0.004] * 200), flat(500))
    assert isinstance(table, pd.DataFrame)
    assert 0 < table.loc["above", "share"] < 100
    assert table.loc["now", "label"] == "now: below"
    weeks = table.loc[["above", "below"], "n"].sum()
    # 501 sessions are 101 weeks from Thursday on; 200 sessions (40 weeks) and 13 weeks are lost.
    assert 46 <= weeks <= 50
    assert table.loc["above", "independent"] == table.loc["above", "n"] // 13


def test_persistence_needs_an_average_and_a_quarter() -> None:
    assert isinstance(trend_persistence(flat(250), flat(250)), Missing)
