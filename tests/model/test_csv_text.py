from __future__ import annotations

from generator.model.csv_text import csv_text


def test_cells_with_commas_quotes_or_line_ends_are_quoted() -> None:
    rows = [["a", "b"], ["1,5", 'a "word"'], ["", "two\nlines"]]
    assert csv_text(rows) == 'a,b\n"1,5","a ""word"""\n,"two\nlines"\n'
