"""Shares sold short: counts of listings, since Yahoo's screener shows no such number.

Its quotes do not hold short positions, but it filters on them: asked how many listings of a size have
sold-short shares worth so many days of trading or more, it answers with a count. Sizes are in dollars
of market value, not ranks, so that the counts need nothing but themselves.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TextIO

import pandas as pd
import yfinance
from yfinance import EquityQuery

from generator.model.errors import SourceError
from generator.model.series import SHORT
from generator.model.sessions import session_shown
from generator.sources.answers import Answer, macro_part, score, source_page
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Snapshot, empty_snapshot
from generator.sources.yahoo.calls import logged, raising
from generator.sources.yahoo.screen_pages import page_of, us_listings
from generator.sources.yahoo.screener import PAUSE_SECONDS

BANDS_USD: Mapping[str, tuple[float, float]] = {"small": (0.3e9, 5e9), "large": (20e9, 1e14)}


def fetch_short(ask: Ask, stream: TextIO, pause: float = PAUSE_SECONDS) -> Snapshot:
    """Return the counts that metrics name ("short:small.5": five days or more), or why not.

    Args:
        ask: the series that are wanted; its cache folder takes yfinance's cookies.
        stream: where progress is told.
        pause: seconds between two counts.
    """
    wanted = sorted(ask.tables(SHORT))
    if not wanted:
        return empty_snapshot()
    yfinance.set_tz_cache_location(str(ask.cache))
    progress = Progress(stream, SHORT.source).tell(f"asking for {len(wanted)} counts")
    part = macro_part(ask, source_page(SHORT), _answers(ask, wanted, pause))
    progress.done(score(part, len(wanted)))
    return part


def _answers(ask: Ask, wanted: list[str], pause: float) -> dict[str, Answer]:
    """Return all counts, or for each of them the reason of the first that cannot be had."""
    counts: dict[str, Answer] = {}
    on = session_shown(ask.now)
    with logged(), raising():
        for name in wanted:
            try:
                count = page_of(_query(name), 1, 0, pause).total
            except SourceError as error:
                return dict.fromkeys(wanted, str(error))
            counts[name] = pd.DataFrame({"date": [on], "value": [float(count)]})
            time.sleep(pause)
    return counts


def _query(name: str) -> EquityQuery:
    band, _, days = SHORT.bare(name).partition(".")
    return us_listings(
        EquityQuery("btwn", ["intradaymarketcap", *BANDS_USD[band]]),
        EquityQuery("gte", ["days_to_cover_short.value", float(days)]),
    )
