"""What was published, and what did it say? Editions, their frozen records and their commentary."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import overload

import pandas as pd
from pydantic import ValidationError
from pydantic_core import from_json

from generator import __version__
from generator.changes import changes, telling
from generator.charts import Chart, figure_text
from generator.claims import Claim, judge
from generator.config import Config
from generator.content import EditionFront, PageFront, premise_holds
from generator.errors import LedgerError
from generator.forecasts import EMPTY_BOOK, Book, Making, frozen_forecasts
from generator.frontmatter import Document
from generator.lazy import Lazy
from generator.ledger import Ledger, ledger_files
from generator.model import Metric
from generator.record import FigureText, LedgerFile, Record, SourceState
from generator.standing import standings
from generator.summary import edition_title, summary_lines
from generator.texts import Commentary, read_texts
from generator.values import Values

# A source whose newest table ends this many calendar days before the as-of date is not fresh.
FRESH_DAYS = 5


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
    record: str
    document: Document[EditionFront] | None
    commentary: Mapping[str, Commentary]


class Editions(Sequence[Edition]):
    """Editions, oldest first; each is made, its record read, when it is first asked for."""

    def __init__(self, issues: Iterable[Issue], read: Callable[[Issue], Edition]) -> None:
        self.issues = tuple(issues)
        by_id = {issue.id: issue for issue in self.issues}
        self._editions = Lazy(by_id, lambda name: read(by_id[name]))

    @overload
    def __getitem__(self, place: int) -> Edition: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Edition, ...]: ...
    def __getitem__(self, place: int | slice) -> Edition | tuple[Edition, ...]:
        if isinstance(place, slice):
            return tuple(self._editions[issue.id] for issue in self.issues[place])
        return self._editions[self.issues[place].id]

    def __len__(self) -> int:
        return len(self.issues)


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that the site is made from; editions oldest first."""

    config: Config
    metrics: tuple[Metric[...], ...]
    charts: tuple[Chart, ...]
    ledger: Ledger
    facts: Mapping[str, pd.DataFrame]
    claims: tuple[Claim, ...]
    editions: Sequence[Edition]
    pages: tuple[Document[PageFront], ...]
    forecasts: Book = EMPTY_BOOK

    @property
    def issues(self) -> Sequence[Issue | Edition]:
        """Return the editions without reading records, for those who need no number."""
        return self.editions.issues if isinstance(self.editions, Editions) else self.editions

    def edition(self, name: str) -> Edition:
        """Return the edition of that id."""
        return self.editions[[issue.id for issue in self.issues].index(name)]

    def values(self, edition: Edition) -> Values:
        """Return the live names of an edition."""
        return Values(self.metrics, edition.record.numbers)

    def ledger_of(self, edition: Edition) -> Ledger:
        """Return the ledger as an edition knew it."""
        return self.ledger.cut({name: file.rows for name, file in edition.record.ledger.items()})


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an edition was made and from what; the clock is read by the command line only."""

    published_at: datetime
    backfilled: bool

    def making(self, edition: str, as_of: date) -> Making:
        """Return the making of an edition, for its forecasts."""
        return Making(edition, as_of, self.published_at, self.backfilled)


def read_editions(
    content: Path,
    metrics: tuple[Metric[...], ...],
    *,
    drafts: bool = False,
    read: Callable[[Path], Record] | None = None,
) -> Editions:
    """Return the published editions of a content folder, oldest first.

    With `drafts`, texts marked as drafts are in, and so is an edition that has texts but no record
    yet: it borrows the numbers of the one before. Records are read with `read_record`, or with
    `read` by whoever has read them already. ContentError lists the mistakes of all files.
    """
    records: dict[str, Path] = {}
    issues: list[Issue] = []
    carried: dict[str, Commentary] = {}
    for folder, (lead, written) in read_texts(content, drafts=drafts):
        carried = {**carried, **written}
        path = folder / "record.json"
        if not path.exists() and drafts and issues:
            path = records[issues[-1].id]
        if path.exists():
            records[folder.name] = path
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            issues.append(Issue(folder.name, digest, lead, carried))
    found = read or read_record
    return Editions(issues, lambda issue: _edition(issue, found(records[issue.id]), metrics))


def compose_record(
    publication: Publication,
    edition: str,
    as_of: date,
    stamp: Stamp,
    files: Mapping[str, LedgerFile] | None = None,
) -> Record:
    """Return what an edition says, from the ledger as it was known on its date.

    `files` is what is known of the ledger's files; without it their text is hashed.
    """
    numbers = standings(publication.ledger, publication.metrics, as_of)
    values = Values(publication.metrics, numbers)
    earlier = publication.editions[-1].record if publication.editions else None
    before = {verdict.claim: verdict for verdict in earlier.verdicts} if earlier else {}
    verdicts = tuple(judge(c, values, as_of, before.get(c.id)) for c in publication.claims)
    sources = _sources(publication.ledger, edition, as_of)
    record = Record(
        edition=edition,
        as_of=as_of,
        published_at=stamp.published_at,
        backfilled=stamp.backfilled,
        vintage=max(source.fetched_at for source in sources),
        generator=__version__,
        headline=edition_title(values, verdicts),
        sources=sources,
        numbers=numbers,
        verdicts=verdicts,
        figures=_figure_texts(publication, as_of),
        summary=(),
        forecasts=frozen_forecasts(publication.forecasts, stamp.making(edition, as_of)),
        ledger=dict(files or ledger_files(publication.ledger)),
        previous=publication.editions[-1].digest if publication.editions else "",
    )
    record = record.model_copy(update=_told(record, earlier, publication))
    return record.model_copy(update={"hashes": part_hashes(record.model_dump(mode="json"))})


def with_record(publication: Publication, record: Record) -> Publication:
    """Return the publication with one more edition, which has no commentary of its own yet."""
    digest = _sha256(record_text(record))
    edition = Edition(record.edition, record, digest, record.headline, None, {})
    return replace(publication, editions=(*publication.editions, edition))


def part_hashes(record: Mapping[str, object]) -> dict[str, str]:
    """Return the sha256 of each part of a record's JSON, written with sorted keys."""
    parts = {name: part for name, part in record.items() if name != "hashes"}
    return {name: _sha256(json.dumps(part, sort_keys=True)) for name, part in parts.items()}


def write_record(record: Record, content: Path) -> Path:
    """Write record.json once; LedgerError when another one stands there already."""
    path = content / "editions" / record.edition / "record.json"
    text = record_text(record)
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise LedgerError(
            f"{path} is published and stays as it is. "
            "Correct an edition with a `corrections:` entry in its edition.md."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def record_text(record: Record) -> str:
    """Return the text of record.json."""
    return record.model_dump_json(indent=1) + "\n"


def read_frozen(path: Path) -> tuple[Record, str]:
    """Return a record and the sha256 of its file."""
    return read_record(path), hashlib.sha256(path.read_bytes()).hexdigest()


def read_record(path: Path) -> Record:
    """Return a frozen record whose hashes hold; LedgerError names the part that was changed."""
    text = path.read_bytes()
    try:
        record = Record.model_validate_json(text)
    except ValidationError as error:
        detail = error.errors()[0]
        where = ".".join(map(str, detail["loc"]))
        raise LedgerError(
            f"{path}: {where}: {detail['msg']}. Restore the file from git."
        ) from error
    actual = part_hashes(from_json(text))
    changed = [name for name, digest in record.hashes.items() if actual.get(name) != digest]
    if changed:
        raise LedgerError(
            f"{path}: {', '.join(changed)} changed after publication. Restore the file from git."
        )
    return record


def _told(
    record: Record, earlier: Record | None, publication: Publication
) -> dict[str, tuple[str, ...]]:
    """Return what a record says in sentences: its summary and the most telling changes."""
    changed = changes(earlier, record, publication.metrics) if earlier else None
    values = Values(publication.metrics, record.numbers)
    return {
        "summary": summary_lines(values, record.verdicts, changed),
        "changes": tuple(change.text for change in telling(changed or ())),
    }


def _edition(issue: Issue, record: Record, metrics: tuple[Metric[...], ...]) -> Edition:
    values, lead = Values(metrics, record.numbers), issue.document
    title = lead.front.title if lead else record.headline
    commentary = {section: _judged(text, values) for section, text in issue.commentary.items()}
    return Edition(issue.id, record, issue.record, title, lead, commentary)


def _judged(commentary: Commentary, values: Values) -> Commentary:
    premises = commentary.document.front.premises
    overturned = tuple(p for p in premises if premise_holds(p, values) is False)
    return replace(commentary, overturned=overturned)


def _figure_texts(publication: Publication, as_of: date) -> dict[str, FigureText]:
    known = publication.ledger.measurement
    return {
        chart.id: figure_text(chart, [known(name, as_of) for name in chart.metrics], as_of)
        for chart in publication.charts
    }


def _sources(ledger: Ledger, edition: str, as_of: date) -> tuple[SourceState, ...]:
    vintage = ledger.weeks.loc[ledger.weeks["edition"] == edition, "vintage"].iloc[-1]
    origins = ledger.origins.loc[ledger.origins["vintage"] == vintage]
    return tuple(_source(str(n), rows, as_of) for n, rows in origins.groupby("source"))


def _source(name: str, origins: pd.DataFrame, as_of: date) -> SourceState:
    last = min(date.fromisoformat(origins["last"].max()), as_of)
    notes: Iterable[str] = origins["note"].loc[origins["note"] != ""].unique()
    return SourceState(
        source=name,
        fresh=(as_of - last).days <= FRESH_DAYS and not list(notes),
        fetched_at=datetime.fromisoformat(origins["fetched_at"].max()),
        last=last,
        tables=len(origins),
        sha256=_sha256("".join(origins["sha256"])),
        note="; ".join(notes),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
