from __future__ import annotations

import math

import pytest

from generator.model.errors import SourceError
from generator.sources.tables import Layout, parse_table

LAYOUT = Layout(("day", "DATE"), ("close",), ("splits",))


def test_columns_are_taken_by_name_and_others_ignored() -> None:
    table = parse_table("note,close,DATE\nx,1.5,2024-01-02\ny,2,2024-01-03\n", "file", LAYOUT)
    assert list(table.columns) == ["date", "close", "splits"]
    assert list(table["close"]) == [1.5, 2.0]
    assert table["splits"].isna().all()


def test_a_blank_and_a_point_are_no_data() -> None:
    table = parse_table("day,close\n2024-01-02,\n2024-01-03, . \n2024-01-04,3\n", "file", LAYOUT)
    assert [math.isnan(value) for value in table["close"]] == [True, True, False]


def test_an_optional_column_is_read_where_it_is() -> None:
    table = parse_table("day,close,splits\n2024-01-02,1,0.5\n", "file", LAYOUT)
    assert list(table["splits"]) == [0.5]


def test_empty_lines_do_not_count() -> None:
    assert len(parse_table("day,close\n\n2024-01-02,1\n\n", "file", LAYOUT)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "file:1: there is no column 'day'."),
        ("day,price\n2024-01-02,1\n", "file:1: there is no column 'close'."),
        ("day,close\n2024-01-02,1\n2024-01-03,n/a\n", "file:3: close 'n/a' is not a number."),
        ("day,close\n2024-01-02,inf\n", "file:2: close 'inf' is not a number."),
        ("day,close\n\n03/01/2024,1\n", "file:3: day '03/01/2024' is not a date like 2024-01-03."),
        ("day,close\n2024-01-02,1,234\n", "file:2: 3 cells, but 2 in the first line."),
    ],
)
def test_the_first_mistake_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_table(text, "file", LAYOUT)
    assert str(caught.value) == message.replace("2024-01-03.", "2026-08-14.")


def test_what_is_not_csv_at_all_is_told() -> None:
    with pytest.raises(SourceError, match=r"file is not a CSV file \(field larger"):
        parse_table('day,close\n"' + "x" * 200_000, "file", LAYOUT)
