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

HEADER = (
    "date,symbol,segment,sector,price,market_cap,eps_trailing,eps_forward,book_value,"
    "average_50,average_200,high_52,low_52\n"
)
ROW = "2026-08-14,NA,small,Energy,10,1e9,1,,,,,,\n"

Make = Callable[..., Ask]


def read(folder: Path, ask: Ask, text: str | None = None) -> Snapshot:
    if text is not None:
        (folder / "universe.csv").write_text(text, encoding="utf-8")
    return csv_source(folder, FAMILIES)(ask, io.StringIO())


def test_a_folder_may_hold_cross_sections(tmp_path: Path, ask: Make) -> None:
    snapshot = read(tmp_path, ask((), ("universe",)), HEADER + ROW)
    assert snapshot.universe["symbol"].tolist() == ["NA"]
    assert [(origin.name, origin.url) for origin in snapshot.origins] == [
        ("universe", "universe.csv")
    ]


@pytest.mark.parametrize("text", [None, HEADER])
def test_a_folder_without_them_is_no_failure(tmp_path: Path, ask: Make, text: str | None) -> None:
    snapshot = read(tmp_path, ask((), ("universe", "funds:IWM.yield")), text)
    assert snapshot.universe.empty
    assert snapshot.failures == ()


def test_they_are_not_read_when_no_metric_wants_them(tmp_path: Path, ask: Make) -> None:
    assert read(tmp_path, ask(), HEADER + ROW).universe.empty


@pytest.mark.parametrize(
    "text",
    ["date,symbol\n2026-08-14,A\n", HEADER + ROW.replace("10", "x"), HEADER + ROW + ROW, "", "a\n"],
)
def test_a_broken_file_is_one_clear_error(tmp_path: Path, ask: Make, text: str) -> None:
    with pytest.raises(SourceError, match=r"universe\.csv: "):
        read(tmp_path, ask((), ("universe",)), text)
