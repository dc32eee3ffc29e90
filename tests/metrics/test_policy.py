from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.policy import (
    POLICY,
    at_sessions,
    borrowing_cost,
    easing,
    easing_timing,
    policy_decisions,
    policy_rate,
)
from generator.model import Missing


def meetings(**changes: float) -> pd.DataFrame:
    """Return decisions from d20260128=0 and the like."""
    days = pd.to_datetime([name.removeprefix("d") for name in changes])
    table = pd.DataFrame({"on": days, "change_bp": list(changes.values())})
    return table.assign(upper=4.0, vote="8-4")


CYCLE = meetings(d20240918=-50, d20251210=-25, d20260128=0, d20260429=-25, d20260617=25)


def test_easing_sums_the_changes_of_each_span() -> None:
    table = easing(CYCLE)
    # All: -50 - 25 + 0 - 25 + 25 = -75; after 12 January: 0 - 25 + 25 = 0; to 29 April: -25.
    assert table["value"].tolist() == [-50, -75, 0, -25]
    assert table.index.tolist() == [
        "first_cut",
        "since_first_cut",
        "since_article",
        "by_late_april",
    ]


def test_easing_names_the_last_decision_that_it_counts() -> None:
    assert easing(CYCLE)["on"].tolist() == ["2024-09-18", "2026-06-17", "2026-06-17", "2026-04-29"]


def test_the_forecast_is_open_until_the_april_meeting() -> None:
    table = easing(CYCLE[:3])
    assert pd.isna(table.loc["by_late_april", "value"])
    assert table.loc["by_late_april", "on"] == ""
    assert table.loc["since_article", "value"] == 0


def test_before_the_first_meeting_after_the_article_nothing_is_known() -> None:
    assert easing(CYCLE[:2])["value"].isna().tolist() == [False, False, True, True]


def test_the_order_of_the_rows_does_not_matter() -> None:
    pd.testing.assert_frame_equal(easing(CYCLE[::-1]), easing(CYCLE))


@pytest.mark.parametrize("metric", [easing, easing_timing])
def test_without_a_cut_there_is_no_cycle(metric: object) -> None:
    assert isinstance(metric(meetings(d20260128=0)), Missing)


@given(st.lists(st.sampled_from([-50.0, -25.0, 0.0, 25.0]), min_size=1, max_size=8))
def test_the_sum_since_the_first_cut_adds_up(changes: list[float]) -> None:
    days = [f"d2024{month:02d}01" for month in range(2, 2 + len(changes))]
    table = easing(meetings(d20240101=-25, **dict(zip(days, changes, strict=True))))
    assert table.loc["since_first_cut", "value"] == -25 + sum(changes)


def test_the_cycle_was_sixteen_months_old_at_the_article() -> None:
    # 18 September 2024 to 12 January 2026: 103 days of 2024, 365 of 2025, 12 or 13: 481 days.
    months = easing_timing(CYCLE).loc["first_cut", "months_before_article"]
    assert months == pytest.approx(481 / 30.4375)
    assert round(months) == 16


def test_decisions_are_listed_by_day_with_their_direction() -> None:
    table = policy_decisions(CYCLE)
    assert table.index[0] == "d2024_09_18"
    assert table["label"].tolist() == ["cut", "cut", "hold", "cut", "rise"]
    assert table["vote"].iloc[0] == "8\u20134"


def test_a_decision_without_a_known_vote_has_an_empty_cell() -> None:
    assert policy_decisions(CYCLE.assign(vote=None))["vote"].tolist() == [""] * 5
    assert isinstance(policy_decisions(CYCLE[:0]), Missing)


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
    tables = {policy_decisions: policy_decisions(CYCLE), easing: easing(CYCLE),
              easing_timing: easing_timing(CYCLE)}  # fmt: skip
    for metric, table in tables.items():
        assert list(table) == [column.name for column in metric.columns]
    assert len(POLICY) == 5
