from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.finding import Proof
from generator.checks.records import prove_records, read_record_files, record_of
from generator.model.errors import LedgerError
from generator.model.record import Record
from tests.checks.conftest import digits, edit, forge, line_of, other_digit, record_path, told

PARTS = [name for name in Record.model_fields if name != "hashes"]


def prove(folder: Path) -> Proof:
    content = folder / "content"
    return prove_records(content, read_record_files(content))


def test_untouched_records_hold_and_the_newest_is_named_with_its_hash(original: Path) -> None:
    proof = prove(original)
    assert proof.findings == ()
    newest = read_record_files(original / "content")["2026-w34"].digest
    assert str(proof) == (
        f"3 records: hashes and chain hold. The newest, 2026-w34, has sha256 {newest}."
    )


@pytest.mark.parametrize("part", PARTS)
def test_a_change_in_each_part_is_found_in_its_lines(folder: Path, part: str) -> None:
    path = record_path(folder, "2026-w34")
    data = json.loads(path.read_text())
    first, last = read_record_files(folder / "content")["2026-w34"].part(part)
    data["hashes"][part] = "0" * 64
    path.write_text(json.dumps(data, indent=1) + "\n")
    found = [f for f in prove(folder).errors if f.message.startswith(f"{part} or its hash")]
    assert [(f.path, f.first, f.last) for f in found] == [(path, first, last)]


@given(data=st.data())
@pytest.mark.parametrize("week", ["2026-w32", "2026-w34"])
def test_any_changed_digit_of_a_record_is_found(
    original: Path, week: str, data: st.DataObject
) -> None:
    path = record_path(original, week)
    text = path.read_text()
    at = data.draw(st.sampled_from(digits(text)))
    try:
        path.write_text(other_digit(text, at))
        errors = prove(original).errors
        # The part's name in the hash's own line, or the lines of the part itself.
        in_hashes = line_of(text, at) > line_of(text, text.index('"hashes"'))
        near = [f for f in errors if f.first <= line_of(text, at) <= max(f.first, f.last)]
        assert [f for f in errors if f.path == path and f.first]
        assert near or in_hashes
    finally:
        path.write_text(text)


def test_a_digit_that_changes_no_value_is_found_too(folder: Path) -> None:
    path = record_path(folder, "2026-w34")
    edit(path, lambda text: text.replace("4.75,\n", "4.750,\n", 1))
    (found,) = prove(folder).errors
    text = path.read_text()
    assert (found.first, found.message) == (
        line_of(text, text.index("4.750")),
        "This is not written as `outlook publish` writes it.",
    )


def test_a_part_without_a_hash_and_a_hash_without_a_part_are_found(folder: Path) -> None:
    path = record_path(folder, "2026-w34")
    edit(path, lambda text: text.replace('  "summary": ', '  "headlines": '))
    messages = [f.message for f in prove(folder).errors]
    assert "summary has no hash." in messages
    assert "There is a hash of headlines, which is no part of the record." in messages


def test_a_record_that_was_forged_whole_breaks_the_chain(folder: Path) -> None:
    forge(folder, "2026-w33", summary=("Other words.",))
    (found,) = prove(folder).errors
    assert found.path == record_path(folder, "2026-w34")
    text = found.path.read_text()
    assert found.first == line_of(text, text.index('"previous"'))
    assert "2026-w33/record.json: that record changed after publication" in found.message


@pytest.mark.parametrize(
    ("gone", "told_at", "message"),
    [
        ("2026-w32", "2026-w33", "There was an edition before this one, which is gone."),
        ("2026-w33", "2026-w34", "or an edition was added or taken away between the two"),
    ],
)
def test_an_edition_that_is_gone_is_found(
    folder: Path, gone: str, told_at: str, message: str
) -> None:
    shutil.rmtree(record_path(folder, gone).parent)
    (found,) = prove(folder).errors
    assert (found.path, message in found.message) == (record_path(folder, told_at), True)


def test_two_editions_for_one_week_are_found(folder: Path) -> None:
    twin = record_path(folder, "2026-w35")
    shutil.copytree(record_path(folder, "2026-w34").parent, twin.parent)
    line = read_record_files(folder / "content")["2026-w35"].line("edition")
    lines = told(prove(folder))
    other = record_path(folder, "2026-w34")
    assert f"{twin}:{line}: There are two editions of 2026-w34: the other is {other}." in lines
    assert f"{twin}:{line}: The record is of 2026-w34, the folder of 2026-w35." in lines


def test_an_as_of_date_in_another_week_is_found(folder: Path) -> None:
    forge(folder, "2026-w34", as_of=date(2026, 8, 14))
    assert [f.message for f in prove(folder).errors] == ["2026-08-14 is not in the week 2026-w34."]


@pytest.mark.parametrize("name", [".DS_Store", "2026-w34/.DS_Store"])
def test_what_a_file_manager_leaves_is_no_finding(folder: Path, name: str) -> None:
    (folder / "content/editions" / name).write_text("")
    assert prove(folder).errors == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2026-w34 copy/record.json", "This is not an edition's folder. Delete it or rename it."),
        ("2026-w34/record.bak", "An edition has a record and Markdown texts. Delete this."),
    ],
)
def test_an_unknown_file_is_found(folder: Path, name: str, message: str) -> None:
    path = folder / "content/editions" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    assert [f.message for f in prove(folder).errors] == [message]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('"format": 1,', '"format": 1', 3, "This is not JSON: Expecting ',' delimiter."),
        ('"format": 1', '"format": 9', 2, "format: Input should be 1."),
        ('"n": 64', '"n": "many"', 0, "numbers.ratio.series.n: Input should be a valid integer"),
    ],
)
def test_a_record_that_cannot_be_read_is_named_with_its_line(
    folder: Path, old: str, new: str, line: int, message: str
) -> None:
    path = record_path(folder, "2026-w34")
    edit(path, lambda text: text.replace(old, new, 1))
    text = path.read_text()
    found = prove(folder).errors[0]
    assert found.first == (line or line_of(text, text.index(new)))
    assert message in found.message
    with pytest.raises(LedgerError, match=r"record\.json:"):
        record_of(read_record_files(folder / "content"), path)


def test_there_may_be_no_records_yet(tmp_path: Path) -> None:
    assert str(prove(tmp_path)) == "0 records: hashes and chain hold."
