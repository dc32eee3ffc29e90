from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from generator.ledger.files import ledger_files, ledger_texts, read_ledger, row_counts, write_ledger
from generator.ledger.ledger import Ledger, MeasuredWeek
from generator.model.errors import LedgerError
from generator.model.metric import Column, Measured, Metric, Missing, Origin, metric
from generator.model.record import LedgerFile

W32, W33, W34 = date(2026, 8, 7), date(2026, 8, 14), date(2026, 8, 21)
ORIGIN = Origin(
    "yahoo", "IWM", "https://example.org/IWM", "2026-08-15T06:00:00Z", 2, W32, W33, "ab"
)


@metric("working", "Years", "pp", inputs=("IWM",), formula="f", pitfalls="p",
        columns=(Column("label", "Year", "text"), Column("value", "Excess", "pp")))  # fmt: skip
def years(fund: pd.Series[float]) -> pd.DataFrame:
    """Return one row a year."""
    return fund.to_frame()


METRICS: tuple[Metric[...], ...] = (years,)


def series(**points: float) -> pd.Series[float]:
    days = [pd.Timestamp(key.replace("d", "").replace("_", "-")) for key in points]
    return pd.Series(list(points.values()), pd.DatetimeIndex(days))


def table(**values: float) -> pd.DataFrame:
    labels = [key.removeprefix("y") for key in values]
    return pd.DataFrame({"label": labels, "value": list(values.values())}, index=list(values))


def week(as_of: date, **measurements: Measured) -> MeasuredWeek:
    name = f"{as_of.isocalendar().year}-w{as_of.isocalendar().week:02d}"
    return MeasuredWeek(name, as_of, "2026-08-15T06:00:00Z", measurements, (ORIGIN,))


@pytest.fixture
def empty(tmp_path: Path) -> Ledger:
    return read_ledger(tmp_path / "none", METRICS)


def test_the_first_week_brings_the_whole_history(empty: Ledger) -> None:
    ledger = empty.with_week(week(W32, spread=series(d2026_07_31=1.0, d2026_08_07=2.0)))
    assert ledger.series["spread"].to_list() == [1.0, 2.0]


def test_a_later_week_adds_its_row_and_leaves_published_ones(empty: Ledger) -> None:
    first = empty.with_week(week(W32, spread=series(d2026_07_31=1.0, d2026_08_07=2.0)))
    later = series(d2026_07_31=1.5, d2026_08_07=2.0, d2026_08_14=3.0)
    ledger = first.with_week(week(W33, spread=later))
    assert ledger.series["spread"].to_list() == [1.0, 2.0, 3.0]
    assert ledger.revisions.to_numpy().tolist() == [
        ["spread", "2026-07-31", "1", "1.5", "50", "2026-08-14"]
    ]


def test_the_size_of_a_revision_has_the_sign_of_its_direction(empty: Ledger) -> None:
    # From -4 to -5 a value fell by a quarter of its size, though -5 / -4 is 1.25.
    first = empty.with_week(week(W32, spread=series(d2026_07_31=-4.0)))
    ledger = first.with_week(week(W33, spread=series(d2026_07_31=-5.0, d2026_08_14=3.0)))
    assert ledger.revisions["relative_pct"].to_list() == ["-25"]


def test_a_revised_value_is_told_once_and_later_weeks_use_it(empty: Ledger) -> None:
    first = empty.with_week(week(W32, spread=series(d2026_07_31=1.0, d2026_08_07=2.0)))
    second = first.with_week(week(W33, spread=series(d2026_07_31=1.5, d2026_08_14=3.0)))
    third = second.with_week(week(W34, spread=series(d2026_07_31=1.5, d2026_08_21=4.0)))
    known = third.measurement("spread", W34)
    assert isinstance(known, pd.Series)
    assert known.to_list() == [1.5, 2.0, 3.0, 4.0]
    assert third.series["spread"].to_list() == [1.0, 2.0, 3.0, 4.0]
    assert len(third.revisions) == 1


def test_a_value_revised_twice_counts_from_what_was_first_published(empty: Ledger) -> None:
    first = empty.with_week(week(W32, spread=series(d2026_08_07=2.0)))
    second = first.with_week(week(W33, spread=series(d2026_08_07=2.5, d2026_08_14=0.0)))
    third = second.with_week(week(W34, spread=series(d2026_08_07=1.0, d2026_08_14=0.5)))
    assert third.revisions_of("spread").to_numpy().tolist()[1:] == [
        ["spread", "2026-08-07", "2", "1", "-50", "2026-08-21"],
        ["spread", "2026-08-14", "0", "0.5", "", "2026-08-21"],
    ]
    known = third.last("spread", W34)
    assert isinstance(known, pd.Series)
    assert known.to_list() == [1.0, 0.5]
    assert third.revised_points(["spread"])[1:] == [("2026-08-07", "1"), ("2026-08-14", "0.5")]
    assert third.revised_points(["slope"]) == []


def test_a_published_week_gets_no_second_row_when_its_friday_appears(empty: Ledger) -> None:
    thursday = empty.with_week(week(W32, spread=series(d2026_08_06=2.0)))
    ledger = thursday.with_week(week(W33, spread=series(d2026_08_07=2.1, d2026_08_14=3.0)))
    assert ledger.series["spread"].to_list() == [2.0, 3.0]


def test_the_same_week_twice_is_refused(empty: Ledger) -> None:
    ledger = empty.with_week(week(W33, spread=series(d2026_08_14=1.0)))
    with pytest.raises(LedgerError, match="already holds 2026-08-14; 2026-w33 is not later"):
        ledger.with_week(week(W33, spread=series(d2026_08_14=1.0)))


def test_a_ledger_cut_at_its_rows_is_what_an_edition_knew(empty: Ledger) -> None:
    spread = series(d2026_08_07=2.0)
    first = empty.with_week(week(W32, spread=spread, years=table(y2001=1.0)))
    later = series(d2026_08_07=2.5, d2026_08_14=9.0)
    second = first.with_week(
        week(W33, spread=later, years=Missing("no IWM"), new=series(d2026_08_14=1.0))
    )
    # Week 34 adds a block to the table and the origins of another fetch.
    anew = replace(week(W34, years=table(y2001=2.0)), vintage="2026-08-22T06:00:00Z")
    third = second.with_week(anew)
    for known in (first, second, third):
        assert ledger_texts(third.cut(row_counts(known))) == ledger_texts(known)


def test_a_row_that_came_late_is_not_known_to_the_week_it_describes(empty: Ledger) -> None:
    # FRED is down in week 33; week 34 brings the row of week 33 as well.
    first = empty.with_week(week(W32, spread=series(d2026_08_07=2.0)))
    down = first.with_week(week(W33, spread=Missing("FRED is down")))
    later = series(d2026_08_07=2.0, d2026_08_14=3.0, d2026_08_21=4.0)
    ledger = down.with_week(week(W34, spread=later))
    known = ledger.cut(row_counts(down)).last("spread", W33)
    assert isinstance(known, pd.Series)
    assert known.to_list() == [2.0]
    assert ledger.series["spread"].to_list() == [2.0, 3.0, 4.0]


def test_a_file_is_told_by_header_rows_and_the_hash_of_its_text(empty: Ledger) -> None:
    ledger = empty.with_week(week(W33, spread=series(d2026_08_14=1.0)))
    text = b"date,value\n2026-08-14,1\n"
    assert ledger_files(ledger)["series/spread.csv"] == LedgerFile(
        header="date,value", rows=1, sha256=sha256(text).hexdigest()
    )


def test_a_week_without_a_new_value_changes_no_published_row(empty: Ledger) -> None:
    first = empty.with_week(week(W32, spread=series(d2026_08_07=10.0)))
    second = first.with_week(week(W33, spread=series(d2026_08_07=10.0)))
    texts = [ledger_texts(ledger)["series/spread.csv"] for ledger in (first, second)]
    assert texts == ["date,value\n2026-08-07,10\n"] * 2


def test_a_reason_and_a_note_take_one_line_each(empty: Ledger) -> None:
    origin = replace(ORIGIN, note="Timed out.\n  Twice.")
    down = replace(week(W33, spread=Missing("FRED:\r\nno answer")), origins=(origin,))
    texts = ledger_texts(empty.with_week(down))
    assert texts["missing.csv"].splitlines()[1] == "2026-08-14,spread,FRED: no answer"
    assert texts["origins.csv"].splitlines()[1].endswith(",ab,Timed out. Twice.")


def test_an_unchanged_table_is_stored_once_and_holds(empty: Ledger) -> None:
    first = empty.with_week(week(W32, years=table(y2001=1.0)))
    ledger = first.with_week(week(W33, years=table(y2001=1.0)))
    assert ledger.tables["years"].count == 1
    held = ledger.measurement("years", W33)
    assert isinstance(held, pd.DataFrame)
    assert held.loc["y2001", "value"] == 1.0


def test_a_changed_table_is_a_new_block(empty: Ledger) -> None:
    first = empty.with_week(week(W32, years=table(y2001=1.0)))
    ledger = first.with_week(week(W33, years=table(y2001=1.0, y2002=2.0)))
    old, new = ledger.measurement("years", W32), ledger.measurement("years", W33)
    assert isinstance(old, pd.DataFrame)
    assert isinstance(new, pd.DataFrame)
    assert (len(old), len(new)) == (1, 2)


def test_a_missing_week_says_why_and_keeps_the_last_value(empty: Ledger) -> None:
    first = empty.with_week(week(W32, spread=series(d2026_08_07=2.0)))
    ledger = first.with_week(week(W33, spread=Missing("FRED is down")))
    assert ledger.measurement("spread", W33) == Missing("FRED is down")
    last = ledger.last("spread", W33)
    assert isinstance(last, pd.Series)
    assert last.to_list() == [2.0]


def test_nothing_after_the_as_of_date_is_seen(empty: Ledger) -> None:
    ledger = empty.with_week(week(W33, spread=series(d2026_08_07=2.0, d2026_08_14=3.0)))
    seen = ledger.measurement("spread", W32)
    assert isinstance(seen, pd.Series)
    assert seen.to_list() == [2.0]
    assert ledger.measurement("spread", date(2000, 1, 7)) == Missing("not measured yet")
    assert ledger.measurement("years", W33) == Missing("not measured yet")


def test_writing_and_reading_gives_the_same_ledger(empty: Ledger, tmp_path: Path) -> None:
    ledger = empty.with_week(
        week(W33, spread=series(d2026_08_14=1 / 3), years=table(y2001=2 / 3), gap=Missing("a, b"))
    )
    write_ledger(ledger, tmp_path / "data")
    again = read_ledger(tmp_path / "data", METRICS)
    assert again.series["spread"].to_list() == [0.333333]
    assert again.tables["years"].rows.to_numpy().tolist() == [
        ["2026-08-14", "y2001", "2001", 0.666667]
    ]
    assert again.missing == ledger.missing
    pd.testing.assert_frame_equal(again.origins, ledger.origins, check_dtype=False)
    write_ledger(again, tmp_path / "twice")
    assert files(tmp_path / "twice") == files(tmp_path / "data")


def test_a_column_that_a_metric_got_later_is_empty_in_older_blocks(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "years.csv").write_text("as_of,row,value\n2026-08-14,y2001,1\n")
    table = read_ledger(tmp_path, METRICS).measurement("years", W33)
    assert isinstance(table, pd.DataFrame)
    assert table.loc["y2001"].tolist() == ["", 1.0]


def test_the_table_of_a_retired_metric_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "data" / "tables" / "retired.csv"
    path.parent.mkdir(parents=True)
    path.write_text("as_of,row,value\n2026-08-14,a,1.50\n")
    write_ledger(read_ledger(tmp_path / "data", METRICS), tmp_path / "data")
    assert path.read_text() == "as_of,row,value\n2026-08-14,a,1.50\n"


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("series/x.csv", "date,value\n2026-08-14,abc\n", "x.csv"),
        ("series/x.csv", "date,value\n2026-08-14,1\n2026-08-07,1\n", "not in order"),
        ("series/x.csv", "day,value\n2026-08-14,1\n", "x.csv"),
        ("series/x.csv", "date,valeu\n2026-08-14,1\n", "value"),
        ("tables/years.csv", "when,row\n2026-08-14,1\n", "expected as_of,row,label,value"),
        ("tables/years.csv", "as_of,row,label,valeu\n2026-08-14,y,a,1\n", "expected as_of,row"),
        ("tables/years.csv", "as_of,row,label,value\n2026-08-14,y,a,abc\n", "years.csv.*abc"),
        ("weeks.csv", "edition\n2026-w33\n", "expected edition,as_of,vintage"),
    ],
)
def test_a_broken_ledger_file_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    with pytest.raises(LedgerError, match=message):
        read_all(tmp_path)


def read_all(folder: Path) -> list[object]:
    ledger = read_ledger(folder, METRICS)
    return [*ledger.series.values(), *(table.rows for table in ledger.tables.values())]
