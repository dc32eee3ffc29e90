from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from generator.model.errors import ConfigError
from generator.model.sessions import (
    edition_as_of,
    last_final_day,
    last_session_of_week,
    session_shown,
    sessions,
    week_id,
)


def test_sessions_leave_out_weekends_and_holidays() -> None:
    # 4 July 2024 was a Thursday.
    days = sessions(date(2024, 7, 3), date(2024, 7, 8))
    assert [day.day for day in days] == [3, 5, 8]


def test_the_week_of_a_friday_holiday_ends_on_thursday() -> None:
    # Good Friday was on 29 March 2024, in ISO week 13.
    assert last_session_of_week(2024, 13) == date(2024, 3, 28)


@pytest.mark.parametrize(
    ("edition", "day"),
    [
        ("2026-w33", date(2026, 8, 14)),
        ("2026-w03", date(2026, 1, 16)),
        ("2020-w53", date(2020, 12, 31)),
    ],
)
def test_an_edition_stands_for_the_last_session_of_its_week(edition: str, day: date) -> None:
    assert edition_as_of(edition) == day
    assert week_id(day) == edition


def test_the_first_days_of_a_year_can_belong_to_the_last_week_of_the_year_before() -> None:
    assert week_id(date(2027, 1, 1)) == "2026-w53"


@pytest.mark.parametrize(
    "edition", ["2026-w54", "2026-w00", "2025-w53", "2026-33", "w33", "1889-w02"]
)
def test_a_week_that_is_not_there_is_a_mistake_of_the_user(edition: str) -> None:
    with pytest.raises(ConfigError, match=r"eek|edition"):
        edition_as_of(edition)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # New York is four hours behind UTC in August, five in January.
        (datetime(2026, 8, 14, 20, 14, tzinfo=UTC), date(2026, 8, 13)),
        (datetime(2026, 8, 14, 20, 15, tzinfo=UTC), date(2026, 8, 14)),
        (datetime(2026, 8, 15, 3, 0, tzinfo=UTC), date(2026, 8, 14)),
        (datetime(2026, 1, 16, 20, 30, tzinfo=UTC), date(2026, 1, 15)),
    ],
)
def test_a_bar_is_final_a_quarter_of_an_hour_after_the_close(moment: datetime, day: date) -> None:
    assert last_final_day(moment) == day


@pytest.mark.parametrize(
    ("now", "session"),
    [
        # Saturday morning, Friday before the close, and a Monday that is a holiday.
        (datetime(2026, 11, 21, 12, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 11, 20, 15, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 9, 7, 18, tzinfo=UTC), "2026-09-04"),
        # In New York it is still Thursday.
        (datetime(2026, 11, 20, 3, tzinfo=UTC), "2026-11-19"),
    ],
)
def test_an_answer_shows_the_last_session_that_began(now: datetime, session: str) -> None:
    assert session_shown(now) == pd.Timestamp(session)
