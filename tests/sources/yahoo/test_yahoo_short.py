from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from generator.sources.snapshot import empty_snapshot
from generator.sources.yahoo.screener import fetch_short
from tests.sources.fake_yahoo import LIMITED, NO_SCREEN, screen

if TYPE_CHECKING:
    from pathlib import Path

    from generator.sources.ask import Ask
    from tests.sources.conftest import Outcome

NAMES = [f"short:{band}.{days}" for band in ("small", "large") for days in (0, 5)]


# Counts of listings from 0.3 to 5 and from 20 billion dollars.
ROW = [{"symbol": "A"}]
COUNTS = {
    "short/3e+08-5e+09/GTE0": [screen(ROW, 2000)],
    "short/3e+08-5e+09/GTE5": [screen(ROW, 900)],
    "short/2e+10-1e+14/GTE0": [screen(ROW, 700)],
    "short/2e+10-1e+14/GTE5": [screen([], 0)],
}


def test_a_count_is_what_the_screener_says_it_has(
    tmp_path: Path, fetch_named: Callable[..., Outcome]
) -> None:
    week = fetch_named(tmp_path, COUNTS, *NAMES)
    assert week.snapshot is not None
    found = {name: week.snapshot.macro_series(name) for name in NAMES}
    assert [series.tolist() for series in found.values()] == [[2000], [900], [700], [0]]
    assert {series.index[0] for series in found.values()} == {pd.Timestamp("2024-08-16")}
    # One call each: the rows themselves are not read.
    assert week.asked == dict.fromkeys(COUNTS, 1)


def test_a_rate_limit_stops_all_counts(tmp_path: Path, fetch_named: Callable[..., Outcome]) -> None:
    week = fetch_named(tmp_path, {**COUNTS, "short/3e+08-5e+09/GTE0": [LIMITED]}, *NAMES)
    assert week.code == 1
    assert "limited our rate" in week.output
    # The large ones come first by name; yfinance repeats a refused call once by itself.
    assert week.asked["short/3e+08-5e+09/GTE5"] == 0


def test_an_answer_that_is_none_is_asked_for_again_and_then_told(
    tmp_path_factory: pytest.TempPathFactory, fetch_named: Callable[..., Outcome]
) -> None:
    once = fetch_named(
        tmp_path_factory.mktemp("once"),
        {**COUNTS, "short/2e+10-1e+14/GTE0": [NO_SCREEN, screen([{"symbol": "A"}], 700)]},
        *NAMES,
    )
    assert once.snapshot is not None
    assert once.snapshot.macro_series("short:large.0").tolist() == [700]
    never = fetch_named(
        tmp_path_factory.mktemp("never"), {"short/2e+10-1e+14/GTE0": [NO_SCREEN]}, *NAMES
    )
    assert "IndexError" in never.output
    assert never.asked == {"short/2e+10-1e+14/GTE0": 3}


def test_nobody_is_asked_when_no_metric_wants_counts(
    ask: Callable[..., Ask], capsys: pytest.CaptureFixture[str]
) -> None:
    found = fetch_short(ask(), capsys)  # type: ignore[arg-type]  # nothing is written to it
    assert found.origins == empty_snapshot().origins
