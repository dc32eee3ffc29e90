"""Fetches from Yahoo into snapshot folders, one after the other, each in a process of its own.

yfinance keeps sessions, caches and cookies for the life of a process, and reads proxy and
certificates from the environment. So that each fetch has its own of all these and none pays for the
imports again, this process imports what a fetch needs and forks for each line that it reads: JSON
with `folder`, `environment`, `now` and `names`. It answers with the exit code; what the fetch said is
in `output.txt` in its folder.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime
from functools import partial
from pathlib import Path

from generator.model.errors import SourceError
from generator.model.series import FAMILIES, PRICES, contract_month, family_of
from generator.model.sessions import sessions
from generator.sources.ask import Ask
from generator.sources.fetch import fetch
from generator.sources.snapshot import empty_snapshot, stored_snapshot, write_snapshot
from generator.sources.yahoo.funds import fetch_funds
from generator.sources.yahoo.prices import fetch_yahoo
from generator.sources.yahoo.screener import fetch_screener, fetch_short

SOURCES = (
    partial(fetch_yahoo, pauses=(0, 0, 0)),
    partial(fetch_funds, pause=0),
    partial(fetch_screener, pause=0),
    partial(fetch_short, pause=0),
)


def serve() -> None:
    # The calendar of sessions and the checks of tables are slow at their first use alone.
    sessions(date(2024, 1, 1), date(2024, 1, 31))
    empty_snapshot()
    fork = multiprocessing.get_context("fork")
    for line in sys.stdin:
        child = fork.Process(target=_scenario, kwargs=json.loads(line))
        child.start()
        child.join()
        print(child.exitcode, flush=True)


def _scenario(folder: str, environment: Mapping[str, str], now: str, names: Sequence[str]) -> None:
    os.environ.update(environment)
    with (
        (Path(folder) / "output.txt").open("w", encoding="utf-8") as output,
        redirect_stdout(output),
        redirect_stderr(output),
    ):
        _fetch(Path(folder), datetime.fromisoformat(now), names)


def _fetch(folder: Path, now: datetime, names: Sequence[str]) -> None:
    snapshot = folder / "snapshot"
    # Contracts are not named: futures:ZQ asks for all that there may be.
    tickers = tuple(name for name in names if _is_ticker(name))
    series = tuple(name for name in names if family_of(name, FAMILIES) != PRICES)
    ask = Ask(tickers, series, now, folder / "cache")
    try:
        write_snapshot(fetch(ask, stored_snapshot(snapshot), sys.stdout, SOURCES), snapshot)
    except SourceError as error:
        print(error)
        sys.exit(1)


def _is_ticker(name: str) -> bool:
    return family_of(name, FAMILIES) == PRICES and not contract_month(name)


if __name__ == "__main__":
    serve()
