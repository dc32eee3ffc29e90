from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site.cache import PrintCache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The cache after a build that kept two sheets with one file in common."""
    prints = PrintCache(tmp_path / "prints")
    prints.keep("one", {"a.html": b"A", "c.svg": b"C"}, {"modified": "2026-08-14"})
    prints.keep("two", {"b.html": b"B", "d.svg": b"C"}, {})
    prints.finish()
    return tmp_path / "prints"


def test_a_later_build_finds_what_was_kept(folder: Path) -> None:
    prints = PrintCache(folder)
    found = prints.find("one")
    assert found is not None
    assert found.note == {"modified": "2026-08-14"}
    contents = {name: prints.path(kept).read_bytes() for name, kept in found.files.items()}
    assert contents == {"a.html": b"A", "c.svg": b"C"}


def test_equal_files_are_kept_once(folder: Path) -> None:
    assert sorted(path.read_bytes() for path in folder.iterdir())[:3] == [b"A", b"B", b"C"]
    assert len(list(folder.iterdir())) == 4  # and the index


def test_what_a_build_does_not_use_is_deleted(folder: Path) -> None:
    (folder / ".half-written").write_bytes(b"from a build that was stopped")
    prints = PrintCache(folder)
    prints.find("two")
    prints.finish()
    assert PrintCache(folder).find("one") is None
    assert sorted(path.read_bytes() for path in folder.iterdir())[:2] == [b"B", b"C"]
    assert len(list(folder.iterdir())) == 3


def test_a_file_that_was_changed_in_the_site_is_made_again(folder: Path) -> None:
    # An editor that writes in place changes the linked file in the cache, too.
    found = PrintCache(folder).find("one")
    assert found is not None
    page = folder / found.files["a.html"].name
    page.write_bytes(b"a")
    os.utime(page, ns=(0, 0))
    prints = PrintCache(folder)
    assert prints.find("one") is None
    made = prints.keep("one", {"a.html": b"A"}, {})
    assert prints.path(made.files["a.html"]).read_bytes() == b"A"


def test_a_file_that_is_gone_is_made_again(folder: Path) -> None:
    for path in folder.glob("[0-9a-f]*"):
        if path.name != "index.json":
            path.unlink()
    assert PrintCache(folder).find("one") is None


def test_without_a_cache_nothing_is_found(tmp_path: Path) -> None:
    assert PrintCache(tmp_path / "nothing").find("one") is None
