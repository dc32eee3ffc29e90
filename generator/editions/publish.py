"""From weeks to editions: which are due and may be published, their measuring and recording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd

from generator.editions.draft import compose_record, with_record
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.editions.record_file import write_record
from generator.forecasts.log import write_forecasts
from generator.forecasts.resolve import NewEdition, with_resolutions
from generator.ledger.files import write_ledger
from generator.ledger.ledger import MeasuredWeek, empty_ledger
from generator.ledger.measure import Inputs, gather_inputs, measure
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
    end = edition_as_of(week)
    small, large = (inputs.series.get(ticker, NO_PRICES) for ticker in (SMALL, LARGE))
    common = small.index.intersection(large.index)
    closes = common[common <= pd.Timestamp(end)]
    if not len(closes) or week_id(closes[-1].date()) != week:
        raise SourceError(
            f"{SMALL} and {LARGE} have no common close in {week} (up to {end}). "
            "Run `outlook fetch` again later; what is published stays."
        )
    day: date = closes[-1].date()
    return day


def require_open(publication: Publication, weeks: Sequence[str], now: datetime) -> None:
    """Let weeks pass that are over and later than all published ones.

    Raises:
        ConfigError: for a week that is no week or not over yet.
        LedgerError: for a published week, or one before it: later rows would be lost.
    """
    newest = publication.editions[-1].id if publication.editions else ""
    for week in weeks:
        end = edition_as_of(week)
        if end > last_final_day(now):
            raise ConfigError(f"{week} ends on {end}. Publish it after that day's close.")
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


def measure_week(
    publication: Publication, snapshot: Snapshot, inputs: Inputs, week: str
) -> Publication:
    """Return the publication with a week, which `require_open` let pass, in its ledger.

    What was measured after the newest edition and not published is measured again.
    """
    newest = publication.editions[-1:]
    ledger = publication.ledger_of(newest[0]) if newest else empty_ledger()
    as_of = session_as_of(inputs, week)
    measurements = measure(inputs, publication.metrics, as_of)
    vintage = max(origin.fetched_at for origin in snapshot.origins)
    measured = MeasuredWeek(week, as_of, vintage, measurements, snapshot.origins)
    return replace(publication, ledger=ledger.with_week(measured))


def freeze_weeks(
    publication: Publication,
    snapshot: Snapshot,
    weeks: Sequence[str],
    now: datetime,
    *,
    backfilled: bool,
) -> Iterator[Publication]:
    """Give the publication with each week measured and recorded, one after the other.

    All but the last are computed afterwards, and with `backfilled` the last too. A week before the
    last without a common close of both core funds is left out.
    """
    inputs = gather_inputs(snapshot, publication.facts, publication.config, publication.families)
    for week in weeks:
        try:
            publication = measure_week(publication, snapshot, inputs, week)
        except SourceError:
            if week == weeks[-1]:
                raise
            continue
        as_of = date.fromisoformat(publication.ledger.weeks["as_of"].iloc[-1])
        edition = NewEdition(week, as_of, now, backfilled or week != weeks[-1])
        log = with_resolutions(publication.forecasts, publication.ledger, edition)
        publication = replace(publication, forecasts=log)
        publication = with_record(publication, compose_record(publication, edition))
        yield publication


def save(publication: Publication, weeks: Sequence[str], paths: Paths) -> None:
    """Write the ledger, what became of forecasts, then the new records."""
    write_ledger(publication.ledger, paths.data)
    write_forecasts(publication.forecasts, paths.forecasts)
    for edition in publication.editions:
        if edition.id in weeks:
            write_record(edition.record, paths.content)
