"""New York's sessions: the days of trade, and the session that an edition stands for."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pandas as pd

from generator.model.errors import ConfigError

FIRST_YEAR, LAST_YEAR = 1990, 2050
NEW_YORK = ZoneInfo("America/New_York")
# A quarter of an hour after the close, when the closing auction is in the day's bar.
BAR_IS_FINAL = time(16, 15)


def sessions(start: date, end: date) -> pd.DatetimeIndex:
    """Return the NYSE sessions from `start` to `end`, both included, tz-naive."""
    days = _calendar()
    return days[(days >= pd.Timestamp(start)) & (days <= pd.Timestamp(end))]


def last_session_of_week(year: int, week: int) -> date:
    """Return the last NYSE session of an ISO week; ConfigError if there is no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError as error:
        raise ConfigError(
            f"There is no week {week} in {year}. Use a week of the ISO year."
        ) from error
    days = sessions(monday, monday + timedelta(days=6))
    if days.empty:
        span = f"{FIRST_YEAR} to {LAST_YEAR}"
        raise ConfigError(f"Week {week} of {year} is outside the calendar. Use a year from {span}.")
    return days[-1].date()


def week_id(day: date) -> str:
    """Return the ISO week of a day as an edition's id: `2026-w33`."""
    year, week, _ = day.isocalendar()
    return f"{year}-w{week:02d}"


def edition_as_of(edition_id: str) -> date:
    """Return the session that an edition stands for: the last of its ISO week."""
    match = re.fullmatch(r"(\d{4})-w(\d{2})", edition_id)
    if match is None:
        raise ConfigError(f"'{edition_id}' is not an edition. Write year and ISO week: 2026-w33.")
    return last_session_of_week(int(match[1]), int(match[2]))


def last_final_day(now: datetime) -> date:
    """Return the last day whose daily bar is final at a moment (with its time zone)."""
    local = now.astimezone(NEW_YORK)
    return local.date() - timedelta(days=local.time() < BAR_IS_FINAL)


def session_shown(now: datetime) -> pd.Timestamp:
    """Return the session whose prices a vendor shows at a moment: today's, or the last before.

    A weekend's answer describes Friday, and belongs to the week that ended with it.
    """
    today = now.astimezone(NEW_YORK).date()
    return pd.Timestamp(sessions(today - timedelta(days=14), today)[-1])


@cache
def _calendar() -> pd.DatetimeIndex:
    # A build never asks for a session, and need not wait for this import.
    import exchange_calendars  # noqa: PLC0415

    # The end is fixed because the library's own default follows the clock.
    span = {"start": f"{FIRST_YEAR}-01-01", "end": f"{LAST_YEAR}-12-31"}
    with warnings.catch_warnings():
        # exchange_calendars 4.13 uses pandas in ways that pandas 4 will drop; not ours to mend.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        days: pd.DatetimeIndex = exchange_calendars.get_calendar("XNYS", **span).sessions
    return days
