"""Which files lie where no one would ever read them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from generator.content.commentary import EDITION
from generator.editions.record_file import RECORD
from generator.model.errors import Problem
from generator.model.metric import Section

TEXTS = ("edition.md", *(f"{section}.md" for section in get_args(Section)))
# A page's name is its address.
PAGE = re.compile(r"[a-z0-9-]+\.md")


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
