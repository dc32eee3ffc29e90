"""Fetches from Yahoo into a snapshot folder, in a process of its own.

yfinance keeps sessions, caches and cookies for the life of a process, and reads proxy and
certificates from the environment: both are the test's own this way.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from generator.model.errors import SourceError
from generator.model.series import FAMILIES, PRICES, contract_month, family_of
from generator.sources.ask import Ask
from generator.sources.fetch import fetch
from generator.sources.snapshot import stored_snapshot, write_snapshot
from generator.sources.yahoo.funds import fetch_funds
from generator.sources.yahoo.prices import fetch_yahoo
from generator.sources.yahoo.screener import fetch_screener
from generator.sources.yahoo.short import fetch_short


def main(folder: str, now: str, *names: str) -> None:
    snapshot = Path(folder) / "snapshot"
    # Contracts are not named: futures:ZQ asks for all that there may be.
    tickers = tuple(name for name in names if _is_ticker(name))
    series = tuple(name for name in names if family_of(name, FAMILIES) != PRICES)
    ask = Ask(tickers, series, datetime.fromisoformat(now), Path(folder) / "cache")
    sources = (
        partial(fetch_yahoo, pauses=(0, 0, 0)),
        partial(fetch_funds, pause=0),
        partial(fetch_screener, pause=0),
        partial(fetch_short, pause=0),
    )
    try:
        write_snapshot(fetch(ask, stored_snapshot(snapshot), sys.stdout, sources), snapshot)
    except SourceError as error:
        sys.exit(str(error))


def _is_ticker(name: str) -> bool:
    return family_of(name, FAMILIES) == PRICES and not contract_month(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
