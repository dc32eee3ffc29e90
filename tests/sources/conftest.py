from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.sources.ask import Ask
from generator.sources.snapshot import Snapshot, read_snapshot
from tests.sources.fake_fred import FakeFred, fake_fred
from tests.sources.fake_yahoo import FakeYahoo, Reply, fake_yahoo

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What one fetch from the small Yahoo left behind."""

    folder: Path
    code: int
    output: str
    snapshot: Snapshot | None
    asked: Mapping[str, int]

    def reasons(self, ticker: str) -> list[str]:
        assert self.snapshot is not None
        every = (*self.snapshot.failures, *self.snapshot.quarantined)
        return [failure.reason for failure in every if failure.name == ticker]

    def days(self, ticker: str) -> list[str]:
        assert self.snapshot is not None
        return [f"{day:%m-%d}" for day in self.snapshot.price(ticker).index]


Fetch = Callable[[Path, Mapping[str, Sequence[Reply]]], Outcome]


@pytest.fixture(scope="session")
def fetch_from_yahoo() -> Fetch:
    """Run the real yfinance against a small Yahoo, on Friday 16 August 2024 at 15:00 New York."""

    def run(folder: Path, replies: Mapping[str, Sequence[Reply]]) -> Outcome:
        with fake_yahoo(folder, replies) as yahoo:
            done = _drive(folder, yahoo.environment(), tuple(replies))
        return _outcome(folder, done, yahoo)

    return run


@pytest.fixture(scope="session")
def fetch_named() -> Callable[..., Outcome]:
    """Run the real yfinance for tickers and series by name, at the same moment."""

    def run(folder: Path, replies: Mapping[str, Sequence[Reply]], *names: str) -> Outcome:
        with fake_yahoo(folder, replies) as yahoo:
            done = _drive(folder, yahoo.environment(), names)
        return _outcome(folder, done, yahoo)

    return run


@pytest.fixture(scope="session")
def fetch_from_nowhere() -> Callable[[Path, tuple[str, ...]], Outcome]:
    """Run the real yfinance while nobody answers."""

    def run(folder: Path, tickers: tuple[str, ...]) -> Outcome:
        with fake_yahoo(folder, {}) as yahoo:
            pass
        return _outcome(folder, _drive(folder, yahoo.environment(), tickers), yahoo)

    return run


def _drive(
    folder: Path, environment: dict[str, str], tickers: tuple[str, ...]
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.sources.drive_yahoo", str(folder)]
    return subprocess.run(
        [*command, "2024-08-16T19:00:00+00:00", *tickers],
        env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def _outcome(folder: Path, done: subprocess.CompletedProcess[str], yahoo: FakeYahoo) -> Outcome:
    stored = folder / "snapshot"
    snapshot = read_snapshot(stored) if stored.exists() else None
    return Outcome(folder, done.returncode, done.stdout + done.stderr, snapshot, yahoo.asked)


@pytest.fixture
def fred() -> Iterator[FakeFred]:
    with fake_fred() as server:
        yield server


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., Ask]:
    """Ask on Sunday 18 August 2024."""

    def make(tickers: tuple[str, ...] = (), series: tuple[str, ...] = ()) -> Ask:
        return Ask(tickers, series, datetime(2024, 8, 18, 12, tzinfo=UTC), tmp_path / "cache")

    return make
