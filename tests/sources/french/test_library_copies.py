from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.errors import SourceError
from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from generator.sources.french.library import SERIES
from generator.sources.snapshot import Snapshot

Make = Callable[..., Ask]
TENTHS = "d1_small,d2,d3,d4,d5,d6,d7,d8,d9,d10_big"
SIZES = f"date,lo30,hi30,{TENTHS}\n1926-07,1,10,1,2,3,4,5,20,30,0,0,0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reference").mkdir()
    write(tmp_path, "ff_size_portfolios_vw_monthly.csv", SIZES)
    write(tmp_path, "ff3_monthly.csv", "date,mkt_rf,smb,hml,rf\n1926-07,2.89,-2.55,-2.39,0.22\n")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / "reference" / name).write_text(text, encoding="utf-8")


def read(folder: Path, ask: Make, *names: str) -> Snapshot:
    return csv_source(folder, FAMILIES)(ask(series=names or tuple(SERIES)), io.StringIO())


def test_a_folders_copies_give_what_they_hold(folder: Path, ask: Make) -> None:
    snapshot = read(folder, ask)
    found = {name: snapshot.macro_series(name).to_list() for name in snapshot.macro["series"]}
    assert found == {
        "french:month": [192607],
        "french:small_half": pytest.approx([55 / 15]),
        "french:large_half": pytest.approx([11.5]),
        "french:smb": [-2.55],
    }
    assert {failure.reason for failure in snapshot.failures} == {
        "the folder's copies of the data library hold no portfolios by book value"
    }
    assert snapshot.origins[0].url == "reference/ff_size_portfolios_vw_monthly.csv"


def test_a_copy_that_is_not_there_is_a_failure(folder: Path, ask: Make) -> None:
    (folder / "reference" / "ff3_monthly.csv").unlink()
    (failure,) = read(folder, ask, "french:smb", "french:month").failures
    assert failure.reason == "not among the CSV files of this fetch"


def test_an_unknown_series_is_a_failure(folder: Path, ask: Make) -> None:
    (failure,) = read(folder, ask, "french:gold").failures
    assert "not known to have such a series" in failure.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file has no monthly table. Mend the file"),
        (SIZES.replace(",20,", ",x,"), "a cell is not a number"),
        (SIZES.replace(",20,", ","), "row 192607 has not as many cells"),
    ],
)
def test_a_broken_copy_is_one_clear_error(folder: Path, ask: Make, text: str, words: str) -> None:
    write(folder, "ff_size_portfolios_vw_monthly.csv", text)
    with pytest.raises(SourceError, match=r"ff_size_portfolios_vw_monthly\.csv") as caught:
        read(folder, ask, "french:month")
    assert words in str(caught.value)


def test_the_real_copies_reach_from_1926_to_2026(market: Path, ask: Make) -> None:
    snapshot = read(market, ask, "french:small_half", "french:large_half", "french:month")
    assert snapshot.failures == ()
    for origin in snapshot.origins:
        assert (origin.rows, str(origin.first), str(origin.last)) == (
            1196, "1926-07-31", "2026-02-28",
        )  # fmt: skip
