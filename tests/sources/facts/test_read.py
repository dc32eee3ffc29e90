from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.errors import ContentError
from generator.sources.facts.read import facts_at, read_facts
from generator.sources.facts.rows import TABLES

CONTENT = Path(__file__).parents[3] / "content" / "facts"
HEADER = "year,small,large,known_on,source,url,status"
ROW = "1979,43.1,18.4,1980-01-31,Factsheet,https://example.org/a,unverified"


def folder_with(tmp_path: Path, name: str, *lines: str) -> Path:
    """Return a copy of the real facts in which one file has other lines."""
    folder = tmp_path / "facts"
    shutil.copytree(CONTENT, folder)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def complaint(folder: Path) -> str:
    """Return what reading a folder complains about, without the folder's path."""
    with pytest.raises(ContentError) as caught:
        read_facts(folder)
    return str(caught.value).replace(f"{folder}/", "")


def test_every_real_table_is_read_with_days_and_numbers() -> None:
    facts = read_facts(CONTENT)
    assert set(facts) == set(TABLES)
    assert all(frame["known_on"].dtype.kind == "M" for frame in facts.values())
    assert facts["index_returns"]["small"].dtype == float


def test_every_real_row_has_a_source_an_address_and_a_status() -> None:
    rows = pd.concat(read_facts(CONTENT).values())
    assert rows["source"].str.len().min() > 2
    assert rows["url"].str.startswith("http").all()
    assert set(rows["status"]) == {"published", "computed", "unverified"}


def test_an_empty_number_is_missing_not_zero() -> None:
    multiples = read_facts(CONTENT)["published_multiples"].set_index("id")
    assert pd.isna(multiples["value"]["siblis_2020_12"])


def test_facts_are_cut_at_the_day_on_which_they_were_known() -> None:
    recessions = read_facts(CONTENT)["recessions"]
    before = facts_at(recessions, date(2021, 7, 18))
    after = facts_at(recessions, date(2021, 7, 19))
    assert (len(before), len(after)) == (14, 15)  # the trough of April 2020 came out that day


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_a_later_day_never_knows_less(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    decisions = read_facts(CONTENT)["policy_decisions"]
    assert set(facts_at(decisions, earlier)["on"]) <= set(facts_at(decisions, later)["on"])


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        # 1979,43.1,18.4, is 15 characters, so the day stands in column 16.
        (
            "1979,43.1,18.4,31.1.1980,F,https://e.org,computed",
            "2:16",
            "'31.1.1980': this is no date",
        ),
        ("1979,43.1,18.4,,F,https://e.org,computed", "2:16", "`known_on` is empty"),
        ("1979,43.1,18.4,19800131,F,https://e.org,computed", "2:16", "is no date"),
        ("1979,43.1x,18.4,1980-01-31,F,https://e.org,computed", "2:6", "valid number"),
        ("1979,nan,18.4,1980-01-31,F,https://e.org,computed", "2:6", "finite number"),
        ("1979,43.1,18.4,1980-01-31,,https://e.org,computed", "2:27", "`source` is empty"),
        ('1979,43.1,18.4,1980-01-31,"A, B",e.org,computed', "2:34", "`url` is 'e.org'"),
        ("1979,43.1,18.4,1980-01-31,F,https://e.org,guess", "2:43", "`status` is 'guess'"),
        ("1979,43.1,18.4,1980-01-31,F,https://e.org", "2:1", "6 cells under 7 columns"),
    ],
)
def test_a_wrong_cell_is_reported_at_its_line_and_column(
    tmp_path: Path, row: str, place: str, words: str
) -> None:
    text = complaint(folder_with(tmp_path, "index_returns.csv", HEADER, row))
    assert text.startswith(f"index_returns.csv:{place}: ")
    assert words in text


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    rows = (ROW.replace("43.1", "x"), ROW.replace("18.4", "y"), ROW.replace("Factsheet", ""))
    text = complaint(folder_with(tmp_path, "index_returns.csv", HEADER, *rows))
    assert [line.split(":")[1] for line in text.splitlines()] == ["2", "3", "4"]


def test_a_missing_and_an_unknown_column_are_named(tmp_path: Path) -> None:
    header = HEADER.replace("source", "sorce")
    text = complaint(folder_with(tmp_path, "index_returns.csv", header, ROW))
    assert "1:1: the column `source` is missing" in text
    assert "1:27: the column `sorce` is unknown" in text


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    text = complaint(folder_with(tmp_path, "index_returns.csv", f"{HEADER},year", f"{ROW},1979"))
    assert "`year` is missing or there twice" in text


def test_two_rows_with_one_key_are_refused(tmp_path: Path) -> None:
    text = complaint(folder_with(tmp_path, "index_returns.csv", HEADER, ROW, ROW))
    assert text.startswith("index_returns.csv:3:1: an earlier line has the same key.")


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    facts = read_facts(folder_with(tmp_path, "index_returns.csv", f"\ufeff{HEADER}", "", ROW, ""))
    assert facts["index_returns"]["year"].to_dict() == {3: 1979}  # by the line of the file


def test_what_git_left_of_two_edits_is_named(tmp_path: Path) -> None:
    lines = (HEADER, "<<<<<<< HEAD", ROW, "=======", ROW.replace("43.1", "43.2"), ">>>>>>> main")
    text = complaint(folder_with(tmp_path, "index_returns.csv", *lines))
    assert [line.split(":")[1] for line in text.splitlines()] == ["2", "6"]
    assert text.startswith("index_returns.csv:2:1: Two edits met here, and git left both.")


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert "has no rows" in complaint(folder_with(tmp_path, "index_returns.csv", HEADER))


def test_a_file_that_is_no_table_is_refused_with_a_guess(tmp_path: Path) -> None:
    assert "Did you mean fees.csv?" in complaint(folder_with(tmp_path, "fee.csv", "ticker"))


def test_a_file_like_no_other_gets_the_list_of_tables(tmp_path: Path) -> None:
    assert "Known are: first_cuts" in complaint(folder_with(tmp_path, "zzzzzzzz.csv", "x"))


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "fees.csv", "ticker")
    (folder / "fees.csv").unlink()
    assert complaint(folder).startswith("fees.csv:1:1: is missing.")


def test_a_file_in_another_encoding_is_reported(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "fees.csv", "ticker")
    (folder / "fees.csv").write_bytes(b"ticker\n\xe9\n")
    assert "is not UTF-8 text" in complaint(folder)


def test_a_relation_needs_both_sides_or_the_relation_itself(tmp_path: Path) -> None:
    header = "id,on,label,method,small,large,relative_pct,norm_pct,note,known_on,source,url,status"
    row = "a,2026-01-12,A,forward,18,,,,,2026-01-12,F,https://e.org,computed"
    text = complaint(folder_with(tmp_path, "relative_multiples.csv", header, row))
    assert text.startswith("relative_multiples.csv:2:1: the row needs `small` and `large`")


@pytest.mark.parametrize("months", ["0", "soon"])
def test_a_row_is_good_for_a_number_of_months(tmp_path: Path, months: str) -> None:
    header = "id,label,on,ratio,percentile,method,note,good_for_months,known_on,source,url,status"
    row = f"a,A,2026-01-12,0.4,6,book,,{months},2026-01-12,F,https://e.org,computed"
    text = complaint(folder_with(tmp_path, "relative_book.csv", header, row))
    # a,A,2026-01-12,0.4,6,book,, is 27 characters
    assert text.startswith(f"relative_book.csv:2:28: `good_for_months` is {months!r}")


def test_index_returns_lie_within_a_point_of_the_funds(market: Path) -> None:
    funds = pd.read_csv(market / "reference" / "calendar_year_returns.csv", index_col="year")
    cited = read_facts(CONTENT)["index_returns"].set_index("year").loc[2001:]
    # IWM sampled its index in 2009 and came out 1.3 points ahead.
    assert (cited["small"] - funds["iwm_total_pct"]).drop(2009).abs().max() < 1.0
    assert (cited["large"] - funds["spy_total_pct"]).abs().max() < 1.0


def test_a_payout_whose_parts_do_not_add_up_is_a_mistake(tmp_path: Path) -> None:
    header, row, *_ = (CONTENT / "payouts.csv").read_text(encoding="utf-8").splitlines()
    folder = folder_with(tmp_path, "payouts.csv", header, row.replace(",0.3484,", ",0.2484,"))
    assert "the four parts add up to 0.3400, but 0.44 was paid" in complaint(folder)
