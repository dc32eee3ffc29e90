"""All sources, in the order in which they are asked."""

from __future__ import annotations

from generator.sources.ask import SourceFetcher
from generator.sources.cftc import fetch_cftc
from generator.sources.fred import fetch_fred
from generator.sources.french.library import fetch_french
from generator.sources.sec import fetch_filings
from generator.sources.yahoo.funds import fetch_funds
from generator.sources.yahoo.prices import fetch_yahoo
from generator.sources.yahoo.screener import fetch_screener, fetch_short

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
