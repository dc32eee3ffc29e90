from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.folders import replaced


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
