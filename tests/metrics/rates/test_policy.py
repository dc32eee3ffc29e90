from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.maths.observations import at_sessions
from generator.metrics.rates.policy import (
    POLICY,
    borrowing_cost,
    easing,
    easing_timing,
    policy_decisions,
    policy_rate,
)
from generator.model.metric import Metric, Missing


def meetings(**changes: float) -> pd.DataFrame:
    """Return decisions from d20260128=0 and the like."""
    days = pd.to_datetime([name.removeprefix("d") for name in changes])
    table = pd.DataFrame({"on": days, "change_bp": list(changes.values())})
    return table.assign(upper=4.0, vote="8-4")


# The middle of a range up to 4.00 %, on every day that matters.
RATE = pd.Series(3.88, index=pd.to_datetime(["2024-01-02", "2026-08-14"]))
CYCLE = meetings(d20240918=-50, d20251210=-25, d20260128=0, d20260429=-25, d20260617=25)


def test_easing_sums_the_changes_of_each_span() -> None:
    table = easing(CYCLE, RATE)
    # All: -50 - 25 + 0 - 25 + 25 = -75; after 12 January: 0 - 25 + 25 = 0; to 29 April: -25.
    assert table["value"].tolist() == [-50, -75, 0, -25]
    assert table.index.tolist() == [
        "first_cut",
        "since_first_cut",
        "since_article",
        "by_late_april",
    ]


def test_easing_names_the_last_decision_that_it_counts() -> None:
    assert easing(CYCLE, RATE)["on"].tolist() == [
        "2024-09-18",
        "2026-06-17",
        "2026-06-17",
        "2026-04-29",
    ]


def test_the_forecast_is_open_until_the_april_meeting() -> None:
    table = easing(CYCLE[:3], RATE)
    assert pd.isna(table.loc["by_late_april", "value"])
    assert table.loc["by_late_april", "on"] == ""
    assert table.loc["since_article", "value"] == 0


def test_before_the_first_meeting_after_the_article_nothing_is_known() -> None:
    assert easing(CYCLE[:2], RATE)["value"].isna().tolist() == [False, False, True, True]


def test_the_order_of_the_rows_does_not_matter() -> None:
    pd.testing.assert_frame_equal(easing(CYCLE[::-1], RATE), easing(CYCLE, RATE))


def test_without_a_cut_there_is_no_cycle() -> None:
    assert isinstance(easing(meetings(d20260128=0), RATE), Missing)
    assert isinstance(easing_timing(meetings(d20260128=0)), Missing)


@pytest.mark.parametrize("metric", [easing, policy_decisions])
def test_a_table_that_lacks_a_decision_is_not_believed(metric: Metric[...]) -> None:
    # A cut of 0.25 points takes the rate from 3.88 to 3.63, out of the range 3.75 to 4.00.
    cut = pd.Series([3.88, 3.63], index=pd.to_datetime(["2026-07-29", "2026-08-14"]))
    doubt = metric(CYCLE, cut)
    assert isinstance(doubt, Missing)
    assert "ends on 2026-06-17 with a range up to 4.00%" in doubt.reason
    assert "is 3.63%" in doubt.reason


def test_a_decision_of_the_same_week_is_believed_before_the_rate_follows() -> None:
    before = pd.Series([4.13], index=pd.to_datetime(["2026-06-18"]))
    assert isinstance(easing(CYCLE, before), pd.DataFrame)


@given(st.lists(st.sampled_from([-50.0, -25.0, 0.0, 25.0]), min_size=1, max_size=8))
def test_the_sum_since_the_first_cut_adds_up(changes: list[float]) -> None:
    days = [f"d2024{month:02d}01" for month in range(2, 2 + len(changes))]
    table = easing(meetings(d20240101=-25, **dict(zip(days, changes, strict=True))), RATE)
    assert table.loc["since_first_cut", "value"] == -25 + sum(changes)


def test_the_cycle_was_sixteen_months_old_at_the_article() -> None:
    # 18 September 2024 to 12 January 2026: 103 days of 2024, 365 of 2025, 12 or 13: 481 days.
    months = easing_timing(CYCLE).loc["first_cut", "months_before_article"]
    assert months == pytest.approx(481 / 30.4375)
    assert round(months) == 16


def test_decisions_are_listed_by_day_with_their_direction() -> None:
    table = policy_decisions(CYCLE, RATE)
    assert table.index[0] == "d2024_09_18"
    assert table["label"].tolist() == ["cut", "cut", "hold", "cut", "rise"]
    assert table["vote"].iloc[0] == "8\u20134"


def test_a_decision_without_a_known_vote_has_an_empty_cell() -> None:
    assert policy_decisions(CYCLE.assign(vote=None), RATE)["vote"].tolist() == [""] * 5
    assert isinstance(policy_decisions(CYCLE[:0], RATE), Missing)


def test_the_policy_rate_is_the_one_known_at_the_last_session_of_the_week() -> None:
    sessions = pd.Series(1.0, index=pd.bdate_range("2026-01-05", "2026-01-15"))  # ends on Thursday
    rate = pd.Series([4.0, 3.75], index=pd.to_datetime(["2026-01-06", "2026-01-14"]))
    assert policy_rate(rate, sessions).to_dict() == {
        pd.Timestamp("2026-01-09"): 4.0,
        pd.Timestamp("2026-01-15"): 3.75,
    }


def test_a_rate_older_than_ten_days_is_not_carried_on() -> None:
    sessions = pd.Series(1.0, index=pd.bdate_range("2026-01-05", "2026-01-23"))
    rate = pd.Series([4.0], index=pd.to_datetime(["2026-01-06"]))
    # 16 January is ten days later, 23 January seventeen.
    assert at_sessions(rate, sessions).index[-1] == pd.Timestamp("2026-01-16")


def series(**values: float) -> pd.Series[float]:
    days = pd.to_datetime([name.removeprefix("d") for name in values])
    return pd.Series(list(values.values()), index=days)


def test_borrowing_cost_compares_with_the_article() -> None:
    policy = series(d20260112=3.64, d20260814=3.6)
    table = borrowing_cost(
        policy, series(d20260112=4, d20260814=4.5), series(d20260112=2, d20260814=1.7)
    )
    assert table.loc["policy", ["start", "now", "value"]].tolist() == pytest.approx(
        [3.64, 3.6, -0.04]
    )
    # Baa: 4 + 2 = 6.0 then, 4.5 + 1.7 = 6.2 now.
    assert table.loc["baa", ["start", "now", "value"]].tolist() == pytest.approx([6.0, 6.2, 0.2])


def test_before_the_article_borrowing_costs_have_no_start() -> None:
    early = series(d20260109=3.64)
    table = borrowing_cost(early, early, early)
    assert np.isnan(table["start"]).all()
    assert np.isnan(table["value"]).all()


def test_every_table_has_the_declared_columns() -> None:
    tables = {policy_decisions: policy_decisions(CYCLE, RATE), easing: easing(CYCLE, RATE),
              easing_timing: easing_timing(CYCLE)}  # fmt: skip
    for metric, table in tables.items():
        assert list(table) == [column.name for column in metric.columns]
    assert len(POLICY) == 5
