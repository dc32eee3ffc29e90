from __future__ import annotations

import json
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
# Friday 16 August 2024 at 15:00 in New York.
FETCHED_AT = "2024-08-16T19:00:00+00:00"


@dataclass(frozen=True)
class YahooDriver:
    """The process in which the real yfinance is loaded; it forks for each fetch."""

    process: subprocess.Popen[str]

    def fetch(self, yahoo: FakeYahoo, folder: Path, names: Sequence[str]) -> Outcome:
        """Fetch tickers and series by name from a small Yahoo into a folder."""
        assert self.process.stdin
        assert self.process.stdout
        task = {"folder": str(folder), "environment": yahoo.environment()}
        line = json.dumps({**task, "now": FETCHED_AT, "names": list(names)})
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        stored = folder / "snapshot"
        snapshot = read_snapshot(stored) if stored.exists() else None
        output = (folder / "output.txt").read_text(encoding="utf-8")
        return Outcome(folder, code, output, snapshot, yahoo.asked)


@pytest.fixture(scope="session")
def yahoo_driver() -> Iterator[YahooDriver]:
    command = [sys.executable, "-m", "tests.sources.drive_yahoo"]
    # Threads of linear algebra would not live on in a fork, and nothing here needs them.
    alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    with subprocess.Popen(
        command, env=os.environ | alone, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        yield YahooDriver(process)


@pytest.fixture(scope="session")
def fetch_from_yahoo(yahoo_driver: YahooDriver) -> Fetch:
    """Run the real yfinance against a small Yahoo for the tickers that it has answers for."""

    def run(folder: Path, replies: Mapping[str, Sequence[Reply]]) -> Outcome:
        with fake_yahoo(folder, replies) as yahoo:
            return yahoo_driver.fetch(yahoo, folder, tuple(replies))

    return run


@pytest.fixture(scope="session")
def fetch_named(yahoo_driver: YahooDriver) -> Callable[..., Outcome]:
    """Run the real yfinance for tickers and series by name."""

    def run(folder: Path, replies: Mapping[str, Sequence[Reply]], *names: str) -> Outcome:
        with fake_yahoo(folder, replies) as yahoo:
            return yahoo_driver.fetch(yahoo, folder, names)

    return run


@pytest.fixture(scope="session")
def fetch_from_nowhere(yahoo_driver: YahooDriver) -> Callable[[Path, tuple[str, ...]], Outcome]:
    """Run the real yfinance while nobody answers."""

    def run(folder: Path, tickers: tuple[str, ...]) -> Outcome:
        with fake_yahoo(folder, {}) as yahoo:
            pass
        return yahoo_driver.fetch(yahoo, folder, tickers)

    return run


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
