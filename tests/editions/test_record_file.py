from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.editions.record_file import part_hashes, read_record, write_record
from generator.model.errors import LedgerError

SMALL = Path(__file__).parents[1] / "sites" / "small" / "content"
W33 = "editions/2026-w33/record.json"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def test_a_record_is_written_once(content: Path) -> None:
    record = read_record(content / W33)
    assert write_record(record, content).read_bytes()
    other = record.model_copy(update={"summary": ("Other words.",)})
    with pytest.raises(LedgerError, match="is published and stays as it is"):
        write_record(other, content)


def test_a_record_read_back_is_the_same(content: Path, tmp_path: Path) -> None:
    record = read_record(content / W33)
    assert read_record(write_record(record, tmp_path)) == record


@pytest.mark.parametrize(("old", "new"), [("4.25", "4.26"), ("2026-w33", "2026-w34")])
def test_one_changed_digit_is_caught(content: Path, old: str, new: str) -> None:
    path = content / W33
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(LedgerError, match="changed after publication"):
        read_record(path)


def test_a_part_without_a_hash_could_say_anything_and_is_named(content: Path) -> None:
    path = content / W33
    record = json.loads(path.read_text())
    del record["hashes"]["headline"]
    path.write_text(json.dumps(record | {"headline": "Another one"}))
    with pytest.raises(LedgerError, match="headline changed after publication"):
        read_record(path)


def test_an_unknown_key_in_a_record_is_named(content: Path) -> None:
    path = content / W33
    path.write_text(json.dumps(json.loads(path.read_text()) | {"extra": 1}))
    with pytest.raises(LedgerError, match="extra: Extra inputs"):
        read_record(path)


def test_each_part_has_its_own_hash() -> None:
    one, other = part_hashes({"a": 1, "b": 2}), part_hashes({"a": 1, "b": 3, "hashes": {}})
    assert one["a"] == other["a"]
    assert one["b"] != other["b"]
    assert set(other) == {"a", "b"}
