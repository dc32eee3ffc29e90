"""How does a folder change all at once? Written aside, then swapped in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
