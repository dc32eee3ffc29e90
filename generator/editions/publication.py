"""The publication: its editions with their frozen records and commentary, and all it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, overload

import pandas as pd

from generator.charts.kit.drawing import Chart
from generator.claims.claim import Claim
from generator.content.commentary import Commentary, EditionFront, PageFront
from generator.forecasts.log import EMPTY_LOG, ForecastLog
from generator.ledger.ledger import Ledger
from generator.ledger.live_values import LiveValues
from generator.model.config import Config
from generator.model.front_matter import Document
from generator.model.metric import Metric
from generator.model.record import Frozen, Record, Verdict
from generator.model.series import Family


class RecordSummary(Frozen):
    """A record in short; ten years of them are read in a moment, and ten years of records are not."""

    as_of: date
    published_at: datetime
    backfilled: bool
    headline: str
    finding: str
    """the first line of the record's summary."""
    verdicts: tuple[Verdict, ...]
    """without their evidence and tests."""


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


# Editions in memory at a time: the newest, one that is shown, and its neighbours.
RECENT = 4


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue: frozen record, editor's lead if there is one, commentary by section.

    Attributes:
        digest: sha256 of the record's file, which the next record holds.
    """

    id: str
    record: Record
    digest: str
    title: str
    document: Document[EditionFront] | None
    commentary: Mapping[str, Commentary]

    @property
    def year(self) -> int:
        """Return the ISO year."""
        return int(self.id[:4])

    @property
    def week(self) -> int:
        """Return the ISO week."""
        return int(self.id[6:])


@dataclass(frozen=True, slots=True)
class Issue:
    """What an edition is made from; of its record only the hash of the file is known yet."""

    id: str
    digest: str
    document: Document[EditionFront] | None
    commentary: Mapping[str, Commentary]


class Editions(Sequence[Edition]):
    """Editions, oldest first; each is made, its record read, when it is asked for.

    Only the few that were asked for last are kept: ten years of records fill a machine's memory.
    """

    def __init__(self, issues: Iterable[Issue], read: Callable[[Issue], Edition]) -> None:
        self.issues = tuple(issues)
        self._edition = lru_cache(RECENT)(lambda place: read(self.issues[place]))

    @overload
    def __getitem__(self, place: int) -> Edition: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Edition, ...]: ...
    def __getitem__(self, place: int | slice) -> Edition | tuple[Edition, ...]:
        if isinstance(place, slice):
            return tuple(map(self._edition, range(*place.indices(len(self)))))
        return self._edition(range(len(self))[place])

    def __len__(self) -> int:
        return len(self.issues)


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that the site is made from; editions oldest first."""

    config: Config
    metrics: tuple[Metric[...], ...]
    charts: tuple[Chart, ...]
    families: tuple[Family, ...]
    ledger: Ledger
    facts: Mapping[str, pd.DataFrame]
    claims: tuple[Claim, ...]
    editions: Sequence[Edition]
    pages: tuple[Document[PageFront], ...]
    forecasts: ForecastLog = EMPTY_LOG

    @property
    def issues(self) -> Sequence[Issue | Edition]:
        """Return the editions without reading records, for those who need no number."""
        return self.editions.issues if isinstance(self.editions, Editions) else self.editions

    @property
    def texts(self) -> tuple[Document[Any], ...]:
        """Return all that editors wrote, each text once: leads, commentary, claims, pages."""
        texts: list[Document[Any]] = [*self.pages, *(claim.document for claim in self.claims)]
        for issue in self.issues:
            texts += [issue.document] if issue.document else []
            texts += [commentary.document for commentary in issue.commentary.values()]
        return tuple({text.path: text for text in texts}.values())

    def edition(self, name: str) -> Edition:
        """Return the edition of that id."""
        return self.editions[next(n for n, issue in enumerate(self.issues) if issue.id == name)]

    def values(self, edition: Edition) -> LiveValues:
        """Return the live names of an edition."""
        return LiveValues(self.metrics, edition.record.numbers)

    def ledger_of(self, edition: Edition) -> Ledger:
        """Return the ledger as an edition knew it."""
        return self.ledger.cut({name: file.rows for name, file in edition.record.ledger.items()})
