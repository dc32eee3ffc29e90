from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.errors import SourceError
from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from generator.sources.snapshot import Snapshot

HEADER = "date,open,high,low,close,adj_close,volume,dividends,splits\n"
GOOD = HEADER + "2024-01-02,,,,100,50,,0,\n2024-01-03,,,,,51,,1.5,2\n"

Make = Callable[..., Ask]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "prices/IWM.csv": GOOD,
        "prices/_RUT.csv": "date,close,adj_close\n2024-01-02,2000,2000\n",
        "macro/DGS2.csv": "date,value\n2024-01-02,4.3\n2024-01-03,.\n",
        "macro/DGS5.csv": "date,value\n2024-01-02,.\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def read(folder: Path, ask: Ask) -> Snapshot:
    return csv_source(folder, FAMILIES)(ask, io.StringIO())


def test_prices_and_macro_series_are_read(folder: Path, ask: Make) -> None:
    snapshot = read(folder, ask(("IWM", "^RUT"), ("fred:DGS2",)))
    assert list(snapshot.price("IWM")) == [100.0]
    assert list(snapshot.total_return("IWM")) == [1.0, 1.02]
    assert list(snapshot.price("^RUT")) == [2000.0]
    assert list(snapshot.macro_series("DGS2")) == [4.3]
    assert snapshot.failures == snapshot.quarantined == ()


def test_an_origin_names_the_file(folder: Path, ask: Make) -> None:
    snapshot = read(folder, ask(("^RUT",), ("fred:DGS2",)))
    named = [(origin.source, origin.name, origin.url) for origin in snapshot.origins]
    assert named == [
        ("csv prices", "^RUT", "prices/_RUT.csv"),
        ("csv macro", "DGS2", "macro/DGS2.csv"),
    ]


def test_dividends_and_splits_are_unknown_where_the_file_has_none(folder: Path, ask: Make) -> None:
    prices = read(folder, ask(("IWM", "^RUT"))).prices.set_index("ticker")
    assert prices.loc["IWM", "dividends"].tolist() == [0.0, 1.5]
    assert prices.loc[["^RUT"], ["dividends", "splits"]].isna().all(axis=None)


def test_what_has_no_file_or_no_value_is_a_failure(folder: Path, ask: Make) -> None:
    (folder / "prices" / "QQQ.csv").write_text("date,close,adj_close\n2024-01-02,,\n")
    failures = read(folder, ask(("SPY", "IWM", "QQQ"), ("fred:DGS5", "fred:DFF"))).failures
    assert [(failure.name, failure.reason) for failure in failures] == [
        ("SPY", "not among the CSV files of this fetch"),
        ("QQQ", "an answer without a price"),
        ("DFF", "not among the CSV files of this fetch"),
        ("DGS5", "an answer without a value"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,close\n2024-01-02,1\n", "IWM.csv:1: there is no column 'adj_close'. Mend the file"),
        (HEADER + "2024-01-02,,,,x,50,,,\n", "IWM.csv:2: close 'x' is not a number. Mend the file"),
    ],
)
def test_a_broken_file_is_one_clear_error(folder: Path, ask: Make, text: str, message: str) -> None:
    (folder / "prices" / "IWM.csv").write_text(text)
    with pytest.raises(SourceError) as caught:
        read(folder, ask(("IWM",)))
    assert message in str(caught.value)


def test_a_file_saved_by_a_spreadsheet_is_read(folder: Path, ask: Make) -> None:
    (folder / "prices" / "IWM.csv").write_text("\ufeff" + GOOD, encoding="utf-8")
    assert len(read(folder, ask(("IWM",))).prices) == 2


def test_a_file_in_another_encoding_is_an_error(folder: Path, ask: Make) -> None:
    (folder / "prices" / "IWM.csv").write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(SourceError, match=r"IWM.csv is not UTF-8 text. Save it as CSV in UTF-8"):
        read(folder, ask(("IWM",)))


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, ask: Make) -> None:
    with pytest.raises(SourceError, match=r"none is not a folder. Name one that holds prices/"):
        read(tmp_path / "none", ask(("IWM",)))


def test_the_count_is_told(folder: Path, ask: Make) -> None:
    stream = io.StringIO()
    csv_source(folder, FAMILIES)(ask(("IWM", "SPY"), ("fred:DGS2",)), stream)
    assert stream.getvalue() == f"csv    reading {folder}\ncsv    2 of 3\n"
