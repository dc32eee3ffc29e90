"""Weeks of a publication: which one is due, which follow, which may be measured, and up to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pandas as pd

from generator.editions.publication import Publication
from generator.ledger.measure import Inputs
from generator.model.errors import ConfigError, LedgerError, SourceError
from generator.model.metric import LARGE, SMALL
from generator.model.sessions import edition_as_of, last_final_day, week_id
from generator.sources.snapshot import Snapshot

NO_PRICES = pd.Series([], pd.DatetimeIndex([]), dtype=float)


def due_week(now: datetime) -> str:
    """Return the newest week whose last session has a final close."""
    this = week_id(now.date())
    over = edition_as_of(this) <= last_final_day(now)
    return this if over else week_id(now.date() - timedelta(days=7))


def weeks_between(first: str, last: str) -> list[str]:
    """Return the edition ids from one week to another, both included."""
    if edition_as_of(first) > edition_as_of(last):
        raise ConfigError(f"{first} is later than {last}. Give the earlier week first.")
    start, end = edition_as_of(first), edition_as_of(last)
    days = [start + timedelta(days=7 * n) for n in range((end - start).days // 7 + 2)]
    return sorted({week_id(day) for day in days if week_id(day) <= last})


def weeks_up_to(publication: Publication, week: str) -> list[str]:
    """Return a week after those that were missed since the newest edition, if there is one."""
    newest = publication.editions[-1:]
    return weeks_between(newest[0].id, week)[1:] if newest else [week]


def session_as_of(inputs: Inputs, week: str) -> date:
    """Return the last session of a week that both core funds have; SourceError if none.

    Yahoo now and then lacks a whole session, a Friday among them; the week then ends on the day
    before, and the edition says so by its as-of date.
    """
    wanted = edition_as_of(week)
    small, large = (inputs.series.get(ticker, NO_PRICES) for ticker in (SMALL, LARGE))
    common = small.index.intersection(large.index)
    known = common[common <= pd.Timestamp(wanted)]
    if not len(known) or week_id(known[-1].date()) != week:
        raise SourceError(
            f"{SMALL} and {LARGE} have no common close in {week} (up to {wanted}). "
            "Run `outlook fetch` again later; what is published stays."
        )
    day: date = known[-1].date()
    return day


def require_open(publication: Publication, weeks: Sequence[str], now: datetime) -> None:
    """Let weeks pass that are over and later than all published ones.

    Raises:
        ConfigError: for a week that is no week or not over yet.
        LedgerError: for a published week, or one before it: later rows would be lost.
    """
    newest = publication.editions[-1].id if publication.editions else ""
    for week in weeks:
        wanted = edition_as_of(week)
        if wanted > last_final_day(now):
            raise ConfigError(f"{week} ends on {wanted}. Publish it after that day's close.")
        if week <= newest:
            raise LedgerError(
                f"Editions up to {newest} are published and stay as they are, so {week} cannot be "
                "measured. Correct an edition with a `corrections:` entry in its edition.md."
            )


def require_later(publication: Publication, snapshot: Snapshot) -> None:
    """Let a snapshot pass that is no older than that of the newest measured week.

    Raises:
        LedgerError: for an older one, whose rows would not follow those that are published.
    """
    vintage = max(origin.fetched_at for origin in snapshot.origins)
    newest = publication.ledger.weeks["vintage"].max() if len(publication.ledger.weeks) else ""
    if vintage < newest:
        raise LedgerError(
            f"The snapshot was fetched at {vintage}, before that of the newest week, {newest}. "
            "Run `outlook fetch` again, with a later --now if you gave one."
        )
