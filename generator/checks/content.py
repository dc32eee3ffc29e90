"""Checks of content/: texts with their numbers, claims with their rules, facts, stray files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

import pandas as pd

from generator.claims.claim import check_claims
from generator.content.commentary import EDITION
from generator.content.text import lint
from generator.editions.publication import Edition, Publication
from generator.editions.record_file import RECORD
from generator.model.errors import Problem
from generator.model.metric import Section

FACTS = Path("content/facts")
TEXTS = ("edition.md", *(f"{section}.md" for section in get_args(Section)))
# A page's name is its address.
PAGE = re.compile(r"[a-z0-9-]+\.md")


def check_publication(publication: Publication) -> list[Problem]:
    """Return what is wrong or doubtful in editors' files; severity tells the two apart."""
    problems = list(_fact_problems(publication))
    if not publication.editions:
        return problems
    for edition in publication.editions[:-1]:
        own = _edition_problems(publication, edition)
        # What a past edition's text could do better is no news; what breaks it is.
        problems += [problem for problem in own if problem.severity == "error"]
    problems += _edition_problems(publication, publication.editions[-1])
    problems += _newest_problems(publication, publication.editions[-1])
    problems += _stale_problems(publication, publication.editions[-1].record.as_of)
    return list(dict.fromkeys(problems))


def _edition_problems(publication: Publication, edition: Edition) -> Iterator[Problem]:
    values, figures = publication.values(edition), edition.record.figures
    if edition.document:
        yield from lint(edition.document, values, figures)
    for commentary in edition.commentary.values():
        yield from lint(commentary.document, values, figures)


def _newest_problems(publication: Publication, newest: Edition) -> Iterator[Problem]:
    """Give the problems of texts that belong to no edition and speak of the newest numbers."""
    values, figures = publication.values(newest), newest.record.figures
    yield from check_claims(publication.claims, values)
    for claim in publication.claims:
        yield from lint(claim.document, values, figures)
    for page in publication.pages:
        yield from lint(page, values, figures)


def _fact_problems(publication: Publication) -> Iterator[Problem]:
    for name, rows in publication.facts.items():
        lines = rows.index[rows["status"] == "unverified"]
        if len(lines):
            yield Problem(
                FACTS / f"{name}.csv",
                f"{_share(lines, rows)} unverified, this one first.",
                "Find the page that says it, or take the row out.",
                line=int(lines[0]),
                severity="warning",
            )


def _stale_problems(publication: Publication, as_of: date) -> Iterator[Problem]:
    """Give the facts that should have been renewed before the newest edition."""
    for name, rows in publication.facts.items():
        old = _stale_keys(rows, as_of) if "good_for_months" in rows else {}
        if old:
            yield Problem(
                FACTS / f"{name}.csv",
                f"{_share(old, rows)} past the months of `good_for_months`:"
                f" {', '.join(old.values())}.",
                "Add a newer row; then empty `good_for_months` in the old one.",
                line=next(iter(old)),
                severity="warning",
            )


def _stale_keys(rows: pd.DataFrame, as_of: date) -> dict[int, str]:
    """Return line -> key of the rows that are past their period."""
    key = "id" if "id" in rows else "ticker"
    columns = zip(rows.index, rows[key], rows["on"], rows["good_for_months"], strict=True)
    return {
        int(line): str(name)
        for line, name, on, months in columns
        if pd.notna(months) and on + pd.DateOffset(months=int(months)) < pd.Timestamp(as_of)
    }


def _share(some: Sized, rows: Sized) -> str:
    return f"{len(some)} of {len(rows)} rows {'is' if len(some) == 1 else 'are'}"


def stray_problems(content: Path) -> Iterator[Problem]:
    """Yield editors' files and folders whose names keep them from being shown, by their place."""
    for path in _seen(content / "editions"):
        if path.is_dir() and _is_week(path.name):
            yield from _unread(path)
        else:
            hint = "Texts stand in a folder called by year and ISO week: editions/2026-w34/."
            yield Problem(path, "This belongs to no edition and is not shown.", hint)
    for path in _seen(content / "pages"):
        if not PAGE.fullmatch(path.name):
            hint = "Use small letters, digits and hyphens, and the ending .md."
            yield Problem(path, "The name of a page is its address.", hint)


def _seen(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if not path.name.startswith("."))


def _is_week(name: str) -> bool:
    try:
        return bool(
            EDITION.fullmatch(name) and date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
        )
    except ValueError:
        return False


def _unread(folder: Path) -> Iterator[Problem]:
    for path in _seen(folder):
        if path.name not in (*TEXTS, RECORD):
            close = get_close_matches(path.name.lower(), TEXTS, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"Known are: {', '.join(TEXTS)}."
            yield Problem(path, "No part of an edition has this name: it is not shown.", hint)
