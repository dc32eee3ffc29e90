"""Which editions are printed already? Their files, kept under a digest of all that they show.

An archive only grows: a rebuild must not cost more for each edition that nobody has touched. The
digest covers code, templates, ledger and texts, so that deleting the cache changes no byte.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from generator.claims import Claim, ClaimFront
from generator.editions import Edition, Publication
from generator.feeds import Entry
from generator.ledger import Ledger

# What turns an edition into files, besides our own code.
LIBRARIES = ("altair", "jinja2", "markdown", "nh3", "pandas", "vl-convert-python")


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition's finished text files by name, its page's path, feed entry and last change."""

    href: str
    modified: date
    entry: Entry
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Prints:
    """The editions in a cache folder; `keys` has the digest of each edition of a publication."""

    folder: Path
    keys: Mapping[str, str]

    def known(self) -> frozenset[str]:
        """Return the editions that are printed as they are now."""
        return frozenset(edition for edition in self.keys if self._path(edition).exists())

    def read(self, edition: str) -> Printed:
        """Return the files of a known edition."""
        found = json.loads(self._path(edition).read_text(encoding="utf-8"))
        entry = found["entry"]
        moments = {name: datetime.fromisoformat(entry[name]) for name in ("published", "updated")}
        modified = date.fromisoformat(found["modified"])
        return Printed(found["href"], modified, Entry(**{**entry, **moments}), found["files"])

    def keep(self, edition: str, printed: Printed) -> None:
        """Keep an edition's files; they appear under their digest only when they are whole."""
        if edition not in self.keys:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".{self.keys[edition]}.{os.getpid()}"
        text = json.dumps(asdict(printed), ensure_ascii=False, default=str)
        draft.write_text(text, encoding="utf-8")
        draft.replace(self._path(edition))

    def prune(self) -> None:
        """Delete the prints of editions that have changed since."""
        for path in self.folder.glob("*.json"):
            if path.stem not in self.keys.values():
                path.unlink()

    def _path(self, edition: str) -> Path:
        return self.folder / f"{self.keys[edition]}.json"


NO_PRINTS = Prints(Path(), {})


def past_prints(publication: Publication, templates: Path, folder: Path) -> Prints:
    """Return the prints of all editions but the newest, which the front page shows as well."""
    shared = "\n".join(_shared(publication, templates))
    editions = publication.editions
    past = {
        edition.id: "\n".join((shared, *_own(edition), *_around(editions, place)))
        for place, edition in enumerate(editions[:-1])
    }
    keys = {edition: sha256(text.encode()).hexdigest() for edition, text in past.items()}
    return Prints(folder, keys)


def _shared(publication: Publication, templates: Path) -> Iterator[str]:
    """Give everything that may change any edition's page."""
    newest = publication.editions[-1]
    for folder in (Path(__file__).parent, templates):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix != ".pyc" and path.is_file():
                yield f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}"
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    yield repr((newest.id, newest.title, newest.digest, publication.config))
    yield from (repr(replace(metric, function=None)) for metric in publication.metrics)  # type: ignore[arg-type]
    yield from (chart.id for chart in publication.charts)
    yield from map(_front, publication.claims)
    yield _ledger_digest(publication.ledger)


def _front(claim: Claim) -> str:
    return repr([getattr(claim, name) for name in ClaimFront.model_fields])


def _own(edition: Edition) -> Iterator[str]:
    yield edition.title
    yield edition.record.model_dump_json()
    yield repr(edition.document)
    yield repr(sorted(edition.commentary.items()))


def _around(editions: tuple[Edition, ...], place: int) -> Iterator[str]:
    """Give what an edition shows of its neighbours: changes since one, and links to the other."""
    before = editions[place - 1] if place else None
    yield repr((before.id, before.record) if before else None)
    yield editions[place + 1].id


def _ledger_digest(ledger: Ledger) -> str:
    digest = sha256(repr(sorted(ledger.missing.items())).encode())
    for metric, values in sorted(ledger.series.items()):
        digest.update(metric.encode() + pd.DatetimeIndex(values.index).asi8.tobytes())
        digest.update(values.to_numpy(float).tobytes())
    for metric, rows in sorted(ledger.tables.items()):
        digest.update(metric.encode() + repr(list(rows.columns)).encode())
        digest.update(pd.util.hash_pandas_object(rows, index=False).to_numpy().tobytes())
    digest.update(ledger.revisions.to_csv().encode())
    return digest.hexdigest()
