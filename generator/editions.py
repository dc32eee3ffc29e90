"""What was published, and what did it say? Editions, their frozen records and their commentary."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from generator import __version__
from generator.charts import Chart, figure_text
from generator.claims import Claim, judge
from generator.config import Config
from generator.content import CommentaryFront, EditionFront, PageFront, premise_holds
from generator.errors import LedgerError
from generator.forecasts import EMPTY_BOOK, Book, Making, frozen_forecasts
from generator.frontmatter import Document, read_document
from generator.ledger import Ledger, ledger_files
from generator.model import Metric
from generator.record import FigureText, Record, SourceState
from generator.standing import standings
from generator.summary import edition_title, summary_lines
from generator.values import Values

EDITION = re.compile(r"\d{4}-w\d{2}")
# A source whose newest table ends this many calendar days before the as-of date is not fresh.
FRESH_DAYS = 5


@dataclass(frozen=True, slots=True)
class Commentary:
    """A section's text, the edition it was written for, and the premises the data overturn."""

    section: str
    written_for: str
    document: Document[CommentaryFront]
    overturned: tuple[str, ...] = ()


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
class Publication:
    """Everything that the site is made from; editions oldest first."""

    config: Config
    metrics: tuple[Metric[...], ...]
    charts: tuple[Chart, ...]
    ledger: Ledger
    facts: Mapping[str, pd.DataFrame]
    claims: tuple[Claim, ...]
    editions: tuple[Edition, ...]
    pages: tuple[Document[PageFront], ...]
    forecasts: Book = EMPTY_BOOK

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
    content: Path, metrics: tuple[Metric[...], ...], *, drafts: bool = False
) -> tuple[Edition, ...]:
    """Return the published editions of a content folder, oldest first.

    With `drafts`, texts marked as drafts are in, and so is an edition that has texts but no record
    yet: it borrows the numbers of the one before.
    """
    found: list[Edition] = []
    carried: dict[str, Commentary] = {}
    for folder in edition_folders(content):
        written = {c.section: c for c in _read_commentary(folder, drafts=drafts)}
        carried = {**carried, **written}
        path = folder / "record.json"
        frozen = read_frozen(path) if path.exists() else None
        if frozen is None and drafts and found:
            frozen = found[-1].record, found[-1].digest
        if frozen:
            document = _read_lead(folder / "edition.md", drafts=drafts)
            found.append(_edition(folder.name, frozen, document, carried, metrics))
    return tuple(found)


def edition_folders(content: Path) -> list[Path]:
    """Return content/editions/2026-w33 and the like, in order."""
    folders = (content / "editions").glob("*/")
    return sorted(folder for folder in folders if EDITION.fullmatch(folder.name))


def read_pages(content: Path) -> tuple[Document[PageFront], ...]:
    """Return the standing pages (about, methods ...), by name."""
    return tuple(read_document(path, PageFront) for path in sorted(content.glob("pages/*.md")))


def compose_record(publication: Publication, edition: str, as_of: date, stamp: Stamp) -> Record:
    """Return what an edition says, from the ledger as it was known on its date."""
    numbers = standings(publication.ledger, publication.metrics, as_of)
    values = Values(publication.metrics, numbers)
    earlier = publication.editions[-1].record.verdicts if publication.editions else ()
    before = {verdict.claim: verdict for verdict in earlier}
    verdicts = tuple(judge(c, values, as_of, before.get(c.id)) for c in publication.claims)
    sources = _sources(publication.ledger, edition, as_of)
    record = Record(
        edition=edition,
        as_of=as_of,
        published_at=stamp.published_at,
        backfilled=stamp.backfilled,
        vintage=max(source.fetched_at for source in sources),
        generator=__version__,
        sources=sources,
        numbers=numbers,
        verdicts=verdicts,
        figures=_figure_texts(publication, as_of),
        summary=summary_lines(values, verdicts, earlier),
        forecasts=frozen_forecasts(publication.forecasts, stamp.making(edition, as_of)),
        ledger=ledger_files(publication.ledger),
        previous=publication.editions[-1].digest if publication.editions else "",
    )
    return record.model_copy(update={"hashes": part_hashes(record.model_dump(mode="json"))})


def with_record(publication: Publication, record: Record) -> Publication:
    """Return the publication with one more edition, which has no commentary of its own yet."""
    title = edition_title(Values(publication.metrics, record.numbers), record.verdicts)
    digest = _sha256(record_text(record))
    edition = Edition(record.edition, record, digest, title, None, {})
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
    actual = part_hashes(json.loads(text))
    changed = [name for name, digest in record.hashes.items() if actual.get(name) != digest]
    if changed:
        raise LedgerError(
            f"{path}: {', '.join(changed)} changed after publication. Restore the file from git."
        )
    return record


def _edition(
    name: str,
    frozen: tuple[Record, str],
    document: Document[EditionFront] | None,
    carried: Mapping[str, Commentary],
    metrics: tuple[Metric[...], ...],
) -> Edition:
    record, digest = frozen
    values = Values(metrics, record.numbers)
    title = document.front.title if document else edition_title(values, record.verdicts)
    commentary = {section: _judged(text, values) for section, text in carried.items()}
    return Edition(name, record, digest, title, document, commentary)


def _read_lead(path: Path, *, drafts: bool) -> Document[EditionFront] | None:
    document = read_document(path, EditionFront) if path.exists() else None
    return document if document and (drafts or not document.front.draft) else None


def _read_commentary(folder: Path, *, drafts: bool) -> list[Commentary]:
    paths = sorted(path for path in folder.glob("*.md") if path.name != "edition.md")
    documents = [read_document(path, CommentaryFront) for path in paths]
    return [
        Commentary(document.path.stem, folder.name, document)
        for document in documents
        if drafts or not document.front.draft
    ]


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
