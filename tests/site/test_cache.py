from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site.cache import INDEX, SiteCache
from generator.site.parts import Part


def kept(cache: SiteCache, key: str, files: dict[str, bytes]) -> None:
    cache.add(key, cache.keep(Part(files)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The cache after a build that kept two parts with one file in common."""
    cache = SiteCache(tmp_path / "site")
    kept(cache, "one", {"a.html": b"A", "c.svg": b"C"})
    kept(cache, "two", {"b.html": b"B", "d.svg": b"C"})
    cache.finish()
    return tmp_path / "site"


def files(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.iterdir() if path.name != INDEX)


def test_a_later_build_finds_what_was_kept(folder: Path) -> None:
    cache = SiteCache(folder)
    part = cache.part("one")
    assert part is not None
    contents = {name: cache.path(file).read_bytes() for name, file in part.files.items()}
    assert contents == {"a.html": b"A", "c.svg": b"C"}


def test_equal_files_are_kept_once(folder: Path) -> None:
    assert files(folder) == [b"A", b"B", b"C"]


def test_what_a_build_does_not_use_is_deleted(folder: Path) -> None:
    (folder / ".half-written").write_bytes(b"from a build that was stopped")
    cache = SiteCache(folder)
    cache.part("two")
    cache.finish()
    assert SiteCache(folder).part("one") is None
    assert files(folder) == [b"B", b"C"]


def test_a_file_that_was_changed_in_the_site_is_made_again(folder: Path) -> None:
    # An editor that writes in place changes the linked file in the cache, too.
    part = SiteCache(folder).part("one")
    assert part is not None
    page = folder / part.files["a.html"].name
    page.write_bytes(b"a")
    os.utime(page, ns=(0, 0))
    cache = SiteCache(folder)
    assert cache.part("one") is None
    again = cache.keep(Part({"a.html": b"A"}))
    assert cache.path(again.files["a.html"]).read_bytes() == b"A"


def test_a_file_that_is_gone_is_made_again(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != INDEX:
            path.unlink()
    assert SiteCache(folder).part("one") is None


@pytest.mark.parametrize("index", ["", "{", '{"parts": {"one": []}}'])
def test_without_an_index_of_this_version_nothing_is_kept(tmp_path: Path, index: str) -> None:
    (tmp_path / INDEX).write_text(index)
    assert SiteCache(tmp_path).part("one") is None
    assert SiteCache(tmp_path / "nothing").part("one") is None
