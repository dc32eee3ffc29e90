"""How does a week become an edition? Measured, written into the ledger, frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd

from generator.claims.claim import read_claims
from generator.content.commentary import read_pages
from generator.editions.bodies import check_bodies
from generator.editions.catalogue import Catalogue
from generator.editions.draft import Stamp, compose_record, with_record
from generator.editions.paths import Paths
from generator.editions.publication import Publication, read_editions
from generator.editions.record_file import write_record
from generator.forecasts.log import read_forecasts, require_whole, write_forecasts
from generator.forecasts.resolve import resolved
from generator.ledger.files import read_ledger, write_ledger
from generator.ledger.ledger import MeasuredWeek, empty_ledger
from generator.ledger.measure import Inputs, gather_inputs, measure
from generator.model.config import read_config
from generator.model.errors import ConfigError, ContentError, LedgerError, Mistakes, SourceError
from generator.model.metric import LARGE, SMALL
from generator.model.record import Record
from generator.model.sessions import edition_as_of, last_final_day, week_id
from generator.sources.facts.read import read_facts
from generator.sources.snapshot import Snapshot

NO_PRICES = pd.Series([], pd.DatetimeIndex([]), dtype=float)


def read_publication(
    paths: Paths,
    catalogue: Catalogue,
    *,
    drafts: bool = False,
    read: Callable[[Path], Record] | None = None,
) -> Publication:
    """Return all that is written and published; ContentError lists the mistakes of all files.

    Records are read with `read` by whoever has read them already. Where facts and front matters are
    right, texts are checked when a page is made of them.
    """
    try:
        return _read(paths, catalogue, drafts=drafts, read=read)
    except ContentError as error:
        problems = {*error.problems, *check_bodies(paths.content, catalogue.metrics)}
        raise ContentError(
            sorted(problems, key=lambda found: (found.path, found.line, found.column))
        ) from error


def _read(
    paths: Paths, catalogue: Catalogue, *, drafts: bool, read: Callable[[Path], Record] | None
) -> Publication:
    content, metrics, mistakes = paths.content, catalogue.metrics, Mistakes()
    config, ledger = read_config(content), read_ledger(paths.data, metrics)
    with mistakes.gathered():
        facts = read_facts(content / "facts")
    with mistakes.gathered():
        claims = read_claims(content / "claims")
    with mistakes.gathered():
        editions = read_editions(content, metrics, drafts=drafts, read=read)
    with mistakes.gathered():
        pages = read_pages(content)
    with mistakes.gathered():
        forecasts = read_forecasts(paths.forecasts, metrics)
    mistakes.report()
    publication = Publication(
        config=config,
        metrics=metrics,
        charts=catalogue.charts,
        ledger=ledger,
        facts=facts,
        claims=claims,
        editions=editions,
        pages=pages,
        forecasts=forecasts,
    )
    # The newest edition knew the most lines, and each line has the hash of the one before.
    newest = ((edition.id, edition.record.forecasts) for edition in publication.editions[-1:])
    require_whole(publication.forecasts, newest)
    return publication


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
    publication: Publication, snapshot: Snapshot, weeks: Sequence[str], stamp: Stamp
) -> Iterator[Publication]:
    """Give the publication with each week measured and recorded, one after the other.

    All but the last are computed afterwards, whatever the stamp says of the last. A week before
    the last without a common close of both core funds is left out.
    """
    inputs = gather_inputs(snapshot, publication.facts, publication.config)
    for week in weeks:
        try:
            publication = measure_week(publication, snapshot, inputs, week)
        except SourceError:
            if week == weeks[-1]:
                raise
            continue
        as_of = date.fromisoformat(publication.ledger.weeks["as_of"].iloc[-1])
        late = replace(stamp, backfilled=stamp.backfilled or week != weeks[-1])
        making = late.making(week, as_of)
        log = resolved(publication.forecasts, publication.ledger, making)
        publication = replace(publication, forecasts=log)
        record = compose_record(publication, week, as_of, late)
        publication = with_record(publication, record)
        yield publication


def save(publication: Publication, weeks: Sequence[str], paths: Paths) -> None:
    """Write the ledger, what became of forecasts, then the new records."""
    write_ledger(publication.ledger, paths.data)
    write_forecasts(publication.forecasts, paths.forecasts)
    for edition in publication.editions:
        if edition.id in weeks:
            write_record(edition.record, paths.content)


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
