from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.model.errors import SourceError
from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from generator.sources.fetch import fetch
from generator.sources.fred import fetch_fred
from generator.sources.snapshot import empty_snapshot
from generator.sources.web import Patience
from tests.sources.fake_fred import FakeFred

Make = Callable[..., Ask]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "IWM.csv").write_text("date,close,adj_close\n2024-01-02,100,99\n")
    return tmp_path


def test_a_source_that_fails_does_not_stop_the_other(
    folder: Path, ask: Make, fred: FakeFred
) -> None:
    macro = partial(fetch_fred, address=fred.address, patience=Patience(pause=0))
    snapshot = fetch(
        ask(("IWM",), ("fred:DGS2",)),
        empty_snapshot(),
        io.StringIO(),
        (csv_source(folder, FAMILIES), macro),
    )
    assert list(snapshot.price("IWM")) == [100.0]
    assert [failure.source for failure in snapshot.failures] == ["csv macro", "fred"]


def test_nothing_from_any_source_is_an_error_with_the_reasons(folder: Path, ask: Make) -> None:
    told = r"No source gave anything, and nothing was written\..*\n- not among the CSV files"
    with pytest.raises(SourceError, match=told):
        fetch(ask(("SPY",)), empty_snapshot(), io.StringIO(), (csv_source(folder, FAMILIES),))


def test_the_hour_of_the_fetch_is_in_every_origin(folder: Path, ask: Make) -> None:
    snapshot = fetch(
        ask(("IWM",)), empty_snapshot(), io.StringIO(), (csv_source(folder, FAMILIES),)
    )
    assert {origin.fetched_at for origin in snapshot.origins} == {"2024-08-18T12:00:00+00:00"}
