"""What decides how a page looks? Equal digests, equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import singledispatch
from importlib.metadata import version
from pathlib import Path
from types import FunctionType

import pandas as pd

from generator.editions.publication import Publication
from generator.model.hashing import sha256_of
from generator.model.lazy import Lazy
from generator.site.sheet import Sheet

# What turns a publication into files, besides our own code.
LIBRARIES = ("altair", "jinja2", "markdown", "nh3", "pandas", "vl-convert-python")
# What lists and links say of things that few sheets show in full. All else counts for all sheets.
LISTED: Mapping[str, Callable[[Publication], object]] = {
    "claims": lambda found: [(c.id, c.section, c.statement) for c in found.claims],
    "editions": lambda found: [
        (e.id, e.record, e.document.front if e.document else None) for e in found.issues
    ],
    "facts": lambda found: list(found.facts),
    "pages": lambda found: [page.path.name for page in found.pages],
}


@dataclass(frozen=True, slots=True)
class Digests:
    """The digest of what all sheets show, and the editors' files that few show in full."""

    common: str
    files: tuple[object, ...]

    def of(self, sheet: Sheet[object]) -> str:
        """Return the digest of all that a sheet shows."""
        shown = text(self.files if sheet.shows is None else sheet.shows)
        return sha256_of(f"{self.common}\n{sheet.path}\n{shown}")


def digests(publication: Publication, templates: Path) -> Digests:
    """Return the digests of a publication, as this code and these templates show it."""
    whole = {field.name: getattr(publication, field.name) for field in fields(publication)}
    listed = {name: tell(publication) for name, tell in LISTED.items()}
    full = {**{name: whole[name] for name in listed}, "editions": publication.issues}
    common = "\n".join((*_makers(templates), text({**whole, **listed})))
    return Digests(sha256_of(common), tuple(full.values()))


def _makers(templates: Path) -> Iterator[str]:
    for folder in (Path(__file__).parents[1], templates):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix != ".pyc" and path.is_file():
                yield f"{path.relative_to(folder)} {sha256_of(path.read_bytes())}"
    yield from (f"{name} {version(name)}" for name in LIBRARIES)


@singledispatch
def text(value: object) -> str:
    """Return a text that differs where values differ in anything that a page may show."""
    if is_dataclass(value):
        shown = {f.name: getattr(value, f.name) for f in fields(value) if f.compare}
        return f"{type(value).__name__} {text(shown)}"
    return repr(value)


@text.register(tuple)
@text.register(list)
def _(values: list[object]) -> str:
    return f"[{', '.join(map(text, values))}]"


@text.register
def _(values: Mapping) -> str:  # type: ignore[type-arg]  # singledispatch wants a bare class
    return text([*values.items()])


@text.register
def _(values: Lazy) -> str:  # type: ignore[type-arg]
    return text(values.marks)


@text.register
def _(rows: pd.DataFrame) -> str:
    return f"{list(rows.columns)} {rows.to_numpy().tolist()}"


@text.register
def _(values: pd.Series) -> str:
    return f"{values.index.tolist()} {values.tolist()}"


@text.register
def _(function: FunctionType) -> str:
    return f"{function.__module__}.{function.__qualname__}"
