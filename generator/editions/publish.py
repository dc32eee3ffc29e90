"""Publishing: weeks measured into the ledger, frozen as records, and saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from generator.editions.draft import compose_record, with_record
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.editions.record_file import write_record
from generator.editions.weeks import session_as_of
from generator.forecasts.log import write_forecasts
from generator.forecasts.resolve import NewEdition, resolved
from generator.ledger.files import write_ledger
from generator.ledger.ledger import MeasuredWeek, empty_ledger
from generator.ledger.measure import Inputs, gather_inputs, measure
from generator.model.errors import SourceError
from generator.sources.snapshot import Snapshot


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
        log = resolved(publication.forecasts, publication.ledger, edition)
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
