"""What lists of all editions say of one: its dates, its finding and its verdicts in short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from generator.content.commentary import EditionFront
from generator.editions.publication import Edition
from generator.model.front_matter import Document
from generator.model.record import Frozen, Record, Verdict


class RecordSummary(Frozen):
    """A record in short; ten years of them are read in a moment, and ten years of records are not.

    Attributes:
        finding: the first line of the record's summary.
        verdicts: without their evidence and tests.
    """

    as_of: date
    published_at: datetime
    backfilled: bool
    headline: str
    finding: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """An edition in short: its record's summary and its editor's lead."""

    id: str
    record: RecordSummary
    title: str
    document: Document[EditionFront] | None


def record_summary(record: Record) -> RecordSummary:
    """Return a record in short."""
    untold = {"evidence": (), "test": "", "mechanism_test": ""}
    return RecordSummary(
        as_of=record.as_of,
        published_at=record.published_at,
        backfilled=record.backfilled,
        headline=record.headline,
        finding=record.summary[0],
        verdicts=tuple(verdict.model_copy(update=untold) for verdict in record.verdicts),
    )


def edition_summaries(editions: Iterable[Edition]) -> tuple[EditionSummary, ...]:
    """Return each edition in short."""
    return tuple(
        EditionSummary(edition.id, record_summary(edition.record), edition.title, edition.document)
        for edition in editions
    )
