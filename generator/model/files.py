"""Files: their fingerprints, rows as CSV, and how a file or a folder changes all at once."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path


def sha256_of(content: str | bytes) -> str:
    """Return the sha256 of a content, a text's as UTF-8, as `sha256sum` writes it."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as the text of a CSV file, whose lines end as on Unix."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, a text as UTF-8, that appears under its name only when it is whole."""
    with _draft(path, content) as draft:
        draft.replace(path)


def write_once(path: Path, content: str | bytes) -> None:
    """Write a file that is not there; where another process was faster, its file stays."""
    if path.exists():
        return
    with _draft(path, content) as draft, suppress(FileExistsError):
        path.hardlink_to(draft)


@contextmanager
def _draft(path: Path, content: str | bytes) -> Iterator[Path]:
    """Write a content beside its place; what of it is still there at the end is deleted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may write the same file, each its own draft.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; it takes `folder`'s place when the block ends well.

    When the block fails, `folder` stays as it was. Both lie side by side, so that the swap is two
    renames on one file system; a crash between them leaves the old one as `.NAME.old`.
    """
    new, old = (folder.with_name(f".{folder.name}.{kind}") for kind in ("new", "old"))
    _recover(folder, old)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        _recover(folder, old)


def _recover(folder: Path, old: Path) -> None:
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
