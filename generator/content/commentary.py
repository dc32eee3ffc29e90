"""Texts of editors by edition and on standing pages, with what their front matter may declare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, StringConstraints

from generator.claims.bounds import Bound, read_bound
from generator.ledger.live_values import LiveValues
from generator.model.errors import Mistakes
from generator.model.front_matter import Document, read_document
from generator.model.record import Frozen

EDITION = re.compile(r"\d{4}-w\d{2}")
# What a search engine, a feed reader and a shared card show of a page without cutting it off.
SUMMARY_LENGTH = 160

TextLine: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
SummaryText: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=SUMMARY_LENGTH, strip_whitespace=True)
]


class Correction(Frozen):
    """What was wrong in a published edition, in words, and when that was said."""

    date: date
    text: TextLine


class EditionFront(Frozen):
    """edition.md: the issue's title, its summary and what was corrected since."""

    title: TextLine
    summary: SummaryText
    draft: bool = False
    """shown in the preview only; the edition appears without it."""
    corrections: tuple[Correction, ...] = ()


class CommentaryFront(Frozen):
    """A section's commentary: the comparisons that must hold for its words to be true."""

    premises: tuple[Annotated[str, AfterValidator(checked_premise)], ...] = ()
    draft: bool = False


class PageFront(Frozen):
    """A standing page: about, methods, corrections."""

    title: TextLine
    summary: SummaryText


@dataclass(frozen=True, slots=True)
class Commentary:
    """A section's text, the edition it was written for, and the premises the data overturn."""

    section: str
    written_for: str
    document: Document[CommentaryFront]
    overturned: tuple[str, ...] = ()


# An edition's lead, and its commentary by section.
Texts: TypeAlias = tuple[Document[EditionFront] | None, Mapping[str, Commentary]]


def edition_folders(content: Path) -> list[Path]:
    """Return content/editions/2026-w33 and the like, in order."""
    folders = (content / "editions").glob("*/")
    return sorted(folder for folder in folders if EDITION.fullmatch(folder.name))


def read_pages(content: Path) -> tuple[Document[PageFront], ...]:
    """Return the standing pages (about, methods ...), by name; ContentError lists all mistakes."""
    mistakes = Mistakes()
    pages = []
    for path in sorted(content.glob("pages/*.md")):
        with mistakes.gathered():
            pages.append(read_document(path, PageFront))
    mistakes.report()
    return tuple(pages)


def read_texts(content: Path, *, drafts: bool) -> list[tuple[Path, Texts]]:
    """Return each edition's folder with its texts, oldest first; ContentError lists all mistakes."""
    mistakes = Mistakes()
    texts = [(f, _edition_texts(f, mistakes, drafts=drafts)) for f in edition_folders(content)]
    mistakes.report()
    return texts


def _edition_texts(folder: Path, mistakes: Mistakes, *, drafts: bool) -> Texts:
    lead, texts = None, {}
    for path in sorted(folder.glob("*.md")):
        with mistakes.gathered():
            if path.name == "edition.md":
                lead = read_document(path, EditionFront)
            else:
                text = read_document(path, CommentaryFront)
                texts[path.stem] = Commentary(path.stem, folder.name, text)
    commentary = {c.section: c for c in texts.values() if drafts or not c.document.front.draft}
    return lead if lead and (drafts or not lead.front.draft) else None, commentary


_COMPARISON = re.compile(r"\s*([a-z0-9_.]+)\s*([<>]=?)\s*([+\-−]?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Premise:
    """A live name and how its number must compare."""

    name: str
    bound: Bound


def parse_premise(text: str) -> Premise:
    """Return `relative_return.ytd > 0` in its parts; ValueError says what is allowed."""
    match = _COMPARISON.fullmatch(text)
    if not match:
        message = "write a premise as `live.name < number`, with one of < <= > >="
        raise ValueError(message)
    name, sign, number = match.groups()
    return Premise(name, read_bound(f"{sign} {number.replace('−', '-').removeprefix('+')}"))


def checked_premise(text: str) -> str:
    """Return a premise as written, once it is one: the check for front matter."""
    parse_premise(text)
    return text


def premise_holds(premise: str, values: LiveValues) -> bool | None:
    """Return whether the data agree with a premise; None when its number is missing."""
    parsed = parse_premise(premise)
    value = values.get(parsed.name)
    if value is None or value.number is None:
        return None
    return parsed.bound.holds(value.number)
