"""Fetches from Yahoo into a snapshot folder, in a process of its own.

yfinance keeps sessions, caches and cookies for the life of a process, and reads proxy and
certificates from the environment: both are the test's own this way.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from generator.errors import SourceError
from generator.snapshot import stored_snapshot, write_snapshot
from generator.sources import Ask, fetch
from generator.sources.yahoo import fetch_yahoo


def main(folder: str, now: str, *tickers: str) -> None:
    snapshot = Path(folder) / "snapshot"
    ask = Ask(tickers, (), datetime.fromisoformat(now), Path(folder) / "cache")
    yahoo = partial(fetch_yahoo, pauses=(0, 0, 0))
    try:
        write_snapshot(fetch(ask, stored_snapshot(snapshot), sys.stdout, (yahoo,)), snapshot)
    except SourceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
