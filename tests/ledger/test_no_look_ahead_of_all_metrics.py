from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from generator.ledger.measure import gather_inputs, input_names, measure
from generator.metrics.catalogue import METRICS
from generator.model.config import read_config
from generator.model.metric import Measured, Missing
from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from generator.sources.facts.read import read_facts
from generator.sources.fetch import fetch
from generator.sources.snapshot import Snapshot, empty_snapshot
from tests.vendor import write_vendor

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime(2026, 2, 14, 6, tzinfo=UTC)
# Two weeks before the vendor's last day, so that there is something to look ahead at.
AS_OF = date(2026, 1, 30)
# Made from what a source overwrites: fetched later, it is not known for an earlier date at all.
OVERWRITTEN = {"dots_against_futures"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    tickers, series = input_names(METRICS, FAMILIES)
    folder = tmp_path_factory.mktemp("vendor")
    ask = Ask(tickers, series, NOW, folder / "cache")
    source = csv_source(write_vendor(folder / "files", METRICS), FAMILIES)
    return fetch(ask, empty_snapshot(), io.StringIO(), (source,))


def measured(snapshot: Snapshot) -> dict[str, Measured]:
    facts = read_facts(CONTENT / "facts")
    return measure(gather_inputs(snapshot, facts, read_config(CONTENT), FAMILIES), METRICS, AS_OF)


@pytest.fixture(scope="module")
def both(snapshot: Snapshot) -> tuple[dict[str, Measured], dict[str, Measured]]:
    end = pd.Timestamp(AS_OF)
    cut = replace(
        snapshot,
        prices=snapshot.prices[snapshot.prices["date"] <= end],
        macro=snapshot.macro[snapshot.macro["date"] <= end],
    )
    return measured(snapshot), measured(cut)


@pytest.mark.parametrize("metric", [metric.id for metric in METRICS])
def test_what_comes_later_changes_nothing(
    both: tuple[dict[str, Measured], dict[str, Measured]], metric: str
) -> None:
    full, cut = (found[metric] for found in both)
    if metric in OVERWRITTEN:
        assert isinstance(full, Missing)
        assert "no data up to 30 Jan 2026" in full.reason
    elif isinstance(full, pd.Series):
        pd.testing.assert_series_equal(full, cut)
        assert full.index[-1] <= pd.Timestamp(AS_OF)
    elif isinstance(full, pd.DataFrame):
        pd.testing.assert_frame_equal(full, cut)
    else:
        assert full == cut


def test_most_metrics_were_really_measured(
    both: tuple[dict[str, Measured], dict[str, Measured]],
) -> None:
    found = [value for value in both[0].values() if isinstance(value, pd.Series | pd.DataFrame)]
    assert len(found) >= 40
