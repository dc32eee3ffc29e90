"""A fetch: every source asked, their answers merged into the stored snapshot."""

from __future__ import annotations

from typing import TextIO

from generator.model.errors import SourceError
from generator.sources.ask import Ask, SourceFetcher
from generator.sources.merge import merge
from generator.sources.snapshot import Snapshot


def fetch(ask: Ask, old: Snapshot, stream: TextIO, sources: tuple[SourceFetcher, ...]) -> Snapshot:
    """Return the stored snapshot renewed by every source; each of them can fail alone.

    Args:
        ask: which tickers and series, at which moment.
        old: what is stored; `stored_snapshot(folder)`.
        stream: where progress is told, before and after each source.
        sources: whom to ask; `(csv_source(folder, families),)` works without the network.

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
