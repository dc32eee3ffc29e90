"""Who is asked for raw data, and what do all answers together make?"""

from __future__ import annotations

from typing import TextIO

from generator.model.errors import SourceError
from generator.sources.ask import Ask, SourceFetcher
from generator.sources.cftc import fetch_cftc
from generator.sources.csv_folder import csv_source
from generator.sources.fred import fetch_fred
from generator.sources.french.library import fetch_french
from generator.sources.merge import merge
from generator.sources.sec import fetch_filings
from generator.sources.snapshot import Snapshot
from generator.sources.yahoo.funds import fetch_funds
from generator.sources.yahoo.prices import fetch_yahoo
from generator.sources.yahoo.screener import fetch_screener
from generator.sources.yahoo.short import fetch_short

__all__ = ["SOURCES", "Ask", "SourceFetcher", "csv_source", "fetch", "merge"]

SOURCES: tuple[SourceFetcher, ...] = (
    fetch_yahoo,
    fetch_fred,
    fetch_french,
    fetch_cftc,
    fetch_filings,
    fetch_funds,
    fetch_screener,
    fetch_short,
)


def fetch(
    ask: Ask, old: Snapshot, stream: TextIO, sources: tuple[SourceFetcher, ...] = SOURCES
) -> Snapshot:
    """Return the stored snapshot renewed by every source; each of them can fail alone.

    Args:
        ask: which tickers and series, at which moment.
        old: what is stored; `stored_snapshot(folder)`.
        stream: where progress is told, before and after each source.
        sources: whom to ask; `(csv_source(folder),)` works without the network.

    Raises:
        SourceError: if no source gave anything; what is stored is then still the best.
    """
    parts = [source(ask, stream) for source in sources]
    if not any(part.origins for part in parts):
        reasons = sorted(
            {failure.reason.rstrip(".") for part in parts for failure in part.failures}
        )
        raise SourceError(
            "No source gave anything, and nothing was written. Try again later, or mend this:\n"
            + "\n".join(f"- {reason}" for reason in reasons)
        )
    return merge(old, *parts)
