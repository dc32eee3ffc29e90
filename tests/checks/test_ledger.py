from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.finding import Proof
from generator.checks.ledger import prove_ledger
from generator.checks.records import read_record_files
from generator.model.record import LedgerFile, Record
from tests.checks.conftest import METRICS, digits, edit, line_of, other_digit, told

FILES = (
    "series/ratio.csv", "tables/windows.csv", "missing.csv", "weeks.csv", "origins.csv",
    "revisions.csv",
)  # fmt: skip


def records(folder: Path) -> list[Record]:
    filed = read_record_files(folder / "content").values()
    return [one.record for one in filed if one.record]


def prove(folder: Path, known: list[Record] | None = None) -> Proof:
    data = folder / "content/data"
    return prove_ledger(data, known or records(folder), (metric.id for metric in METRICS))


def test_an_untouched_ledger_holds(original: Path) -> None:
    # 64 Fridays from 6 June 2025 to 21 August 2026 in two series; three weeks of two rows, of one
    # gap, of one week and of one origin; two revised values of each series: 128 + 6 + 9 + 4.
    proof = prove(original)
    assert (str(proof), proof.findings) == ("7 ledger files: 147 rows unchanged.", ())


@pytest.mark.parametrize("name", FILES)
def test_any_changed_digit_of_a_row_is_found_at_its_line(original: Path, name: str) -> None:
    known = records(original)
    path = original / "content/data" / name
    text = path.read_text()
    try:
        for at in digits(text)[::7]:  # each line has more than seven
            path.write_text(other_digit(text, at))
            line = line_of(text, at)
            told = ("first edition affected", "knew the columns")
            errors = prove(original, known).errors
            hashed = [f for f in errors if any(words in f.message for words in told)]
            assert [f.path for f in hashed] == [path]
            assert hashed[0].first <= line <= max(hashed[0].first, hashed[0].last)
    finally:
        path.write_text(text)


def test_a_row_of_the_second_week_is_found_at_exactly_its_line(folder: Path) -> None:
    # 62 Fridays to 7 August and the header: 14 August stands in line 64.
    path = folder / "content/data/series/ratio.csv"
    edit(path, lambda text: text.replace("2026-08-14,115.5", "2026-08-14,115.6"))
    assert told(prove(folder)) == [
        f"{path}:64: A row changed after publication; 2026-w33 is the first edition affected."
    ]


def test_a_row_of_the_first_week_is_found_in_the_lines_that_it_knew(folder: Path) -> None:
    path = folder / "content/data/series/ratio.csv"
    edit(path, lambda text: text.replace("2025-06-06,100\n", "2025-06-06,101\n"))
    assert told(prove(folder)) == [
        f"{path}:1-63: A row changed after publication; 2026-w32 is the first edition affected."
    ]


def test_a_gap_is_found(folder: Path) -> None:
    path = folder / "content/data/series/ratio.csv"
    edit(path, lambda text: text.replace("2026-08-14,115.5\n", ""))
    assert told(prove(folder)) == [
        f"{path}:64: 1 row is gone since publication; 2026-w33 is the first edition affected."
    ]


def test_rows_that_are_cut_off_are_found(folder: Path) -> None:
    path = folder / "content/data/weeks.csv"
    path.write_text("edition,as_of,vintage\n")
    assert told(prove(folder)) == [
        f"{path}:1: 3 rows are gone since publication; 2026-w32 is the first edition affected."
    ]


def test_rows_out_of_order_are_found(folder: Path) -> None:
    path = folder / "content/data/series/ratio.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:-2], lines[-1], lines[-2]]))
    assert told(prove(folder)) == [
        f"{path}:64: A row changed after publication; 2026-w33 is the first edition affected.",
        f"{path}:65: 2026-08-14 follows 2026-08-21: the rows are not in order.",
    ]


def test_a_row_that_is_there_twice_is_out_of_order(folder: Path) -> None:
    path = folder / "content/data/series/ratio.csv"
    edit(path, lambda text: text + text.splitlines(keepends=True)[-1])
    assert [f.message for f in prove(folder).errors] == [
        "2026-08-21 follows 2026-08-21: the rows are not in order."
    ]


def test_rows_that_no_edition_knew_are_a_note(folder: Path) -> None:
    path = folder / "content/data/series/ratio.csv"
    edit(path, lambda text: f"{text}2026-08-28,116\n")
    proof = prove(folder)
    assert (proof.errors, told(proof)) == (
        (),
        [f"{path}:66: note: 1 row is not known to 2026-w34: measured and not published yet."],
    )


def test_a_missing_file_is_named(folder: Path) -> None:
    path = folder / "content/data/series/ratio.csv"
    path.unlink()
    assert told(prove(folder)) == [f"{path}: The file is missing; 2026-w34 knew 64 rows of it."]


@pytest.mark.parametrize(
    ("name", "told_as"),
    [
        ("tables/multiple.csv", "note: It is measured and not published yet."),
        ("series/other.csv", "No edition knows this file, and no metric writes it. Delete it."),
    ],
)
def test_a_file_that_no_edition_knew_is_named(folder: Path, name: str, told_as: str) -> None:
    path = folder / "content/data" / name
    path.write_text("as_of,row\n")
    assert told(prove(folder)) == [f"{path}: {told_as}"]


def test_another_column_at_the_end_of_a_table_changes_no_published_row(folder: Path) -> None:
    path = folder / "content/data/tables/windows.csv"
    lines = path.read_text().splitlines()
    grown = [f"{lines[0]},n", *(f"{line}," for line in lines[1:])]
    path.write_text("\n".join(grown) + "\n")
    assert prove(folder).findings == ()
    edit(path, lambda text: text.replace("4.25,", "4.26,"))
    assert told(prove(folder)) == [
        f"{path}:4-5: A row changed after publication; 2026-w33 is the first edition affected."
    ]


def test_quoted_cells_hold_commas_when_a_column_is_added(tmp_path: Path) -> None:
    # printf 'as_of,row,label\n2026-08-07,a,"One, two"\n' | sha256sum
    digest = "892bf0309037fad97c97f8e519a4a7edfdc0b0cfcea67557d4165fe205ad8702"
    record = Record.model_construct(
        edition="2026-w32",
        ledger={"tables/a.csv": LedgerFile(header="as_of,row,label", rows=1, sha256=digest)},
    )
    path = tmp_path / "content/data/tables/a.csv"
    path.parent.mkdir(parents=True)
    path.write_text('as_of,row,label,n\n2026-08-07,a,"One, two",3\n')
    assert prove(tmp_path, [record]).findings == ()


def test_other_columns_are_an_error(folder: Path) -> None:
    path = folder / "content/data/tables/windows.csv"
    edit(path, lambda text: text.replace("label,start", "start,label", 1))
    assert told(prove(folder)) == [
        f'{path}:1: 2026-w32 knew the columns "as_of,row,label,start,value".'
    ]


def test_an_edition_that_knew_fewer_rows_than_the_one_before_is_named(tmp_path: Path) -> None:
    path = tmp_path / "content/data/weeks.csv"
    path.parent.mkdir(parents=True)
    path.write_text("edition\n1\n2\n")
    # printf 'edition\n1\n2\n' | sha256sum, and the same without the last row
    digests = {
        2: "cb2c09cebdcb91513dda54f174603d4abd84a820f0928f38ab62bf0c6efe01f3",
        1: "d25ecd50da603ea005addbfa867496a720b9717c0c796f84ed4611d47afaf02f",
    }
    known = [
        Record.model_construct(
            edition=week,
            ledger={"weeks.csv": LedgerFile(header="edition", rows=rows, sha256=digests[rows])},
        )
        for week, rows in (("2026-w32", 2), ("2026-w33", 1))
    ]
    assert told(prove(tmp_path, known))[0] == (
        f"{path}: 2026-w33 knew 1 rows, an edition before it 2."
    )
