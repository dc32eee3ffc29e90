from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.files import csv_text, replaced, sha256_of, write_whole


def test_a_filled_folder_takes_the_old_ones_place(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.txt").write_text("old")
    with replaced(tmp_path / "site") as new:
        (new / "new.txt").write_text("new")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["new.txt", "site"]


def test_a_failure_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.txt").write_text("old")
    with pytest.raises(FileNotFoundError), replaced(tmp_path / "site") as new:
        (new / "no" / "such.txt").write_text("half")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["old.txt", "site"]


def test_a_crash_between_the_two_renames_is_repaired_by_the_next_run(tmp_path: Path) -> None:
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "old.txt").write_text("old")
    with pytest.raises(RuntimeError), replaced(tmp_path / "site"):
        raise RuntimeError
    assert (tmp_path / "site" / "old.txt").read_text() == "old"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "records" / "record.json"
    write_whole(path, "first – ok")
    assert path.read_text(encoding="utf-8") == "first – ok"
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "half \udc80")
    assert [p.name for p in path.parent.iterdir()] == ["record.json"]
    assert path.read_text(encoding="utf-8") == "first – ok"


def test_cells_with_commas_quotes_or_line_ends_are_quoted() -> None:
    rows = [["a", "b"], ["1,5", 'a "word"'], ["", "two\nlines"]]
    assert csv_text(rows) == 'a,b\n"1,5","a ""word"""\n,"two\nlines"\n'


def test_a_text_has_the_hash_that_sha256sum_gives_its_file() -> None:
    # printf abc | sha256sum
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of("abc") == sha256_of(b"abc") == abc
