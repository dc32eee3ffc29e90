"""The site's cache: finished parts and summaries of records, each under the key of what decides it.

An archive only grows: a rebuild costs a link for each file that shows what it showed before. Files
are kept by their content, `index.json` says which of them a key stands for. The cache may be
deleted at any time, which changes no byte of the site. Only the build knows that there is one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.editions.publication import Edition, Issue, Publication, RecordSummary
from generator.ledger.files import ledger_texts
from generator.ledger.ledger import Ledger
from generator.ledger.table import Lazy
from generator.model.files import sha256_of, write_once, write_whole
from generator.model.metric import Section
from generator.site.feeds import FeedEntry
from generator.site.parts import Part

INDEX = "index.json"
# What turns a publication into files, besides our own code.
LIBRARIES = ("altair", "jinja2", "markdown", "nh3", "pandas", "pydantic", "vl-convert-python")
# Of site.toml, what stands on the pages of editions and metrics.
SHOWN = {"title", "base_url", "byline", "sections"}


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """The keys of a publication's parts: equal keys, equal bytes.

    Attributes:
        code: our code, the templates and the libraries.
        shared: what the pages of all editions and metrics show from outside.
    """

    publication: Publication
    code: str
    shared: str

    def edition(self, place: int) -> str:
        """Return the key of an edition's part: its record, its texts and its neighbours.

        The changes are counted from the record before it; of the one after, only the name is shown.
        """
        issues = self.publication.issues
        before, after = issues[max(place - 1, 0) : place], issues[place + 1 : place + 2]
        own = (issues[place].id, issues[place].digest, *_texts(issues[place]))
        return _digest(self.shared, own, [(b.id, b.digest) for b in before], [a.id for a in after])

    def metrics(self, section: Section) -> str:
        """Return the key of a section's metric pages, whose card is that of the newest edition."""
        newest = self.publication.issues[-1].document
        return _digest(self.shared, section, newest and newest.front)

    def data(self, section: Section) -> str:
        """Return the key of the data files of a section's metrics."""
        return _digest(self.shared, "data", section)

    def record(self, issue: Edition | Issue) -> str:
        """Return the key of a record's summary."""
        return _digest(self.code, issue.digest)


def site_keys(publication: Publication, templates: Path) -> SiteKeys:
    """Return the keys of a publication's parts, as this code and these templates make them."""
    code = _digest(sys.version, *_makers(templates))
    newest = publication.issues[-1]
    shared = _digest(
        code,
        publication.config.model_dump_json(include=SHOWN),
        [_described(metric) for metric in publication.metrics],
        [_described(chart) for chart in publication.charts],
        [
            (c.id, c.section, c.statement, c.mechanism and c.mechanism.statement)
            for c in publication.claims
        ],
        [entry for entry in publication.forecasts.entries.values() if entry.resolution],
        (newest.id, newest.digest),
        _ledger(publication.ledger),
    )
    return SiteKeys(publication, code, shared)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A finished file in the cache, as it was written: a file that was changed since is not it."""

    name: str
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part whose files lie in the cache."""

    files: dict[str, KeptFile]
    modified: dict[str, date]
    entry: FeedEntry | None


@dataclass(frozen=True, slots=True)
class CacheIndex:
    """What the cache holds: parts and summaries of records by their keys."""

    parts: dict[str, KeptPart] = field(default_factory=dict)
    records: dict[str, RecordSummary] = field(default_factory=dict)


_INDEX = TypeAdapter(CacheIndex)


class SiteCache:
    """The cache in a folder: what the last build used, and what this one uses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = _read_index(folder / INDEX)
        self._used = CacheIndex()

    def part(self, key: str) -> KeptPart | None:
        """Return what is kept under a key, if all of it is there and as it was written."""
        part = self._used.parts.get(key) or self._last.parts.get(key)
        if part is None or not all(map(self._is_whole, part.files.values())):
            return None
        self._used.parts[key] = part
        return part

    def keep(self, part: Part) -> KeptPart:
        """Write the files of a part; equal files are written once."""
        files = {path: self._kept(content) for path, content in part.files.items()}
        return KeptPart(files, dict(part.modified), part.entry)

    def add(self, key: str, part: KeptPart) -> None:
        """Let a key stand for a part."""
        self._used.parts[key] = part

    def record(self, key: str) -> RecordSummary | None:
        """Return the summary of a record that is kept under a key."""
        return self._last.records.get(key)

    def add_record(self, key: str, summary: RecordSummary) -> None:
        """Let a key stand for the summary of a record."""
        self._used.records[key] = summary

    def path(self, kept: KeptFile) -> Path:
        """Return where a file lies; it is linked elsewhere, never changed."""
        return self._folder / kept.name

    def finish(self) -> None:
        """Write the index, and delete what this build did not use."""
        if self._used != self._last:
            index = self._folder / INDEX
            write_whole(index, _INDEX.dump_json(self._used))
        used = {kept.name for part in self._used.parts.values() for kept in part.files.values()}
        for entry in os.scandir(self._folder):
            if entry.name not in used and entry.name != INDEX:
                os.unlink(entry.path)  # noqa: PTH108  -- ten years are many files

    def _kept(self, content: bytes) -> KeptFile:
        path = self._folder / sha256_of(content)
        if path.exists() and path.read_bytes() != content:
            path.unlink()
        write_once(path, content)
        state = path.stat()
        return KeptFile(path.name, state.st_size, state.st_mtime_ns)

    def _is_whole(self, kept: KeptFile) -> bool:
        try:
            state = os.stat(f"{self._folder}/{kept.name}")  # noqa: PTH116  -- as above
        except FileNotFoundError:
            return False
        return (state.st_size, state.st_mtime_ns) == (kept.size, kept.time)


def _read_index(path: Path) -> CacheIndex:
    try:
        return _INDEX.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):  # none, or of another version
        return CacheIndex()


def _makers(templates: Path) -> Iterator[str]:
    for folder in (Path(__file__).parents[1], templates):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix != ".pyc" and path.is_file():
                yield f"{path.relative_to(folder)} {sha256_of(path.read_bytes())}"
    yield from (f"{name} {version(name)}" for name in LIBRARIES)


def _digest(*parts: object) -> str:
    return sha256_of("\n".join(map(str, parts)))


def _described(item: Any) -> list[object]:
    """Return all of a metric or chart but its function, which is code."""
    return [getattr(item, f.name) for f in fields(item) if f.name != "function"]


def _texts(issue: Edition | Issue) -> Iterator[object]:
    """Give what an edition's texts say, wherever its folder lies."""
    if lead := issue.document:
        yield lead.front, lead.body
    for section, text in issue.commentary.items():
        yield section, text.written_for, text.document.front, text.document.body


def _ledger(ledger: Ledger) -> list[object]:
    """Return what tells a ledger from another: of files that are read when asked for, their hash."""
    if not (isinstance(ledger.series, Lazy) and isinstance(ledger.tables, Lazy)):
        return [*ledger_texts(ledger).items()]
    tables = (ledger.weeks, ledger.origins, ledger.revisions)
    return [
        dict(ledger.series.marks), dict(ledger.tables.marks), ledger.missing,
        *(table.to_numpy().tolist() for table in tables),
    ]  # fmt: skip
