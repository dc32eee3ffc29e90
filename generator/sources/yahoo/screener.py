"""Thousands of stocks on one day: a dated cross-section through Yahoo's screener.

Quotes carry no sector, so each of the eleven sectors is asked for by itself, largest company first,
in pages of 250. About 3,900 listings are worth the floor or more: some twenty calls in all. Ranks are
ours, after what is no ordinary US-dollar share has been left out: 1 to 500 are the large companies,
1,001 to 3,000 the small ones. It is not the Russell 2000.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

import pandas as pd
import yfinance
from yfinance import EquityQuery
from yfinance.const import EQUITY_SCREENER_EQ_MAP

from generator.model.errors import SourceError
from generator.model.series import SHORT, UNIVERSE
from generator.model.sessions import session_shown
from generator.sources.answers import (
    Answer,
    companies_part,
    failed_part,
    macro_part,
    score,
    source_page,
)
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Snapshot, empty_snapshot, universe_table
from generator.sources.yahoo.calls import (
    LOWEST_PRICE_USD,
    ScreenPage,
    logged,
    page_of,
    raising,
    us_listings,
)

SECTORS = tuple(sorted(EQUITY_SCREENER_EQ_MAP["sector"]))
PAGE = 250  # Yahoo gives no more in one answer
FLOOR_USD = 150e6
COVERAGE = 0.97
LARGE_RANKS, SMALL_RANKS = (1, 500), (1001, 3000)
FEWEST = 2000  # with fewer companies the screener has left something out
PAUSE_SECONDS = 1.5
# Preferreds, warrants, units and rights: NYSE writes them after a dash, Nasdaq as a fifth letter.
NO_SHARE = r"-(?:P[A-Z]?|WT?[A-Z]?|WS[A-Z]?|UN?|RT?|RI)$|^[A-Z]{4}[WURP]$"
COLUMNS = {
    "regularMarketPrice": "price",
    "marketCap": "market_cap",
    "epsTrailingTwelveMonths": "eps_trailing",
    "epsForward": "eps_forward",
    "bookValue": "book_value",
    "fiftyDayAverage": "average_50",
    "twoHundredDayAverage": "average_200",
    "fiftyTwoWeekHigh": "high_52",
    "fiftyTwoWeekLow": "low_52",
}
_TEXTS = ("symbol", "quoteType", "currency", "financialCurrency", "longName")
_TRADED = "averageDailyVolume3Month"


def fetch_screener(ask: Ask, stream: TextIO, pause: float = PAUSE_SECONDS) -> Snapshot:
    """Return today's cross-section, or why there is none: all of it or nothing.

    Args:
        ask: whose series name the universe when a metric wants it.
        stream: where progress is told.
        pause: seconds between two calls.
    """
    if not ask.tables(UNIVERSE):
        return empty_snapshot()
    yfinance.set_tz_cache_location(str(ask.cache))
    progress = Progress(stream, UNIVERSE.source).tell("asking for all listings")
    try:
        listings = _listings(progress, pause)
        stocks = universe_of(listings).assign(date=session_shown(ask.now))
    except SourceError as error:
        progress.done(f"none: {error}")
        return failed_part(UNIVERSE, str(error))
    progress.done(f"{len(stocks)} of {len(listings)} listings")
    return companies_part(ask, UNIVERSE, universe_table([stocks]))


def universe_of(listings: pd.DataFrame) -> pd.DataFrame:
    """Return the large and the small companies among listings, one row a company.

    Args:
        listings: the screener's quotes with their sector, one row a symbol.
    """
    companies = _one_class(_ordinary(listings)).sort_values("market_cap", ascending=False)
    companies["rank"] = range(1, len(companies) + 1)
    segments = {"large": LARGE_RANKS, "small": SMALL_RANKS}
    if len(companies) < FEWEST:
        raise SourceError(f"only {len(companies)} companies, fewer than {FEWEST}")
    parts = [
        companies[companies["rank"].between(*ranks)].assign(segment=segment)
        for segment, ranks in segments.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _listings(progress: Progress, pause: float) -> pd.DataFrame:
    """Return every listing once, with its sector; SourceError if too many are missing."""
    rows: dict[str, dict[str, Any]] = {}
    expected = 0
    with logged(), raising():
        for sector in SECTORS:
            for page in _pages(sector, pause):
                # A row that moves to the next page while prices move is given twice.
                rows |= {quote["symbol"]: {**quote, "sector": sector} for quote in page.quotes}
                total = page.total
                progress.update(f"{len(rows)} listings")
            if not total:
                raise SourceError(f"no listing in the sector {sector}")
            expected += total
    if len(rows) < COVERAGE * expected:
        raise SourceError(
            f"{len(rows)} of {expected} listings came, less than {COVERAGE * 100:g} %"
        )
    names = [*_TEXTS, "shortName", "sector", *COLUMNS, _TRADED]
    return pd.DataFrame(rows.values()).reindex(columns=names).rename(columns=COLUMNS)


def _pages(sector: str, pause: float) -> Iterator[ScreenPage]:
    terms = (
        EquityQuery("eq", ["sector", sector]),
        EquityQuery("gte", ["intradaymarketcap", FLOOR_USD]),
    )
    offset = 0
    while True:
        page = page_of(us_listings(*terms), PAGE, offset, pause)
        yield page
        time.sleep(pause)
        offset += PAGE
        if offset >= page.total or not page.quotes:
            return


def _ordinary(listings: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is no share, what is not in dollars, and what has no price or value."""
    numbers = [*COLUMNS.values(), _TRADED]
    rows = listings.assign(
        **{name: pd.to_numeric(listings[name], errors="coerce") for name in numbers}
    )
    texts = rows[list(_TEXTS)].fillna("").astype(str)
    is_share = texts["quoteType"].eq("EQUITY") & ~texts["symbol"].str.contains(NO_SHARE)
    # Earnings in another currency over a price in dollars would be no multiple.
    in_dollars = texts["currency"].eq("USD") & texts["financialCurrency"].eq("USD")
    is_priced = rows["price"].ge(LOWEST_PRICE_USD) & rows["market_cap"].gt(0)
    return rows[is_share & in_dollars & is_priced]


def _one_class(shares: pd.DataFrame) -> pd.DataFrame:
    """Return the most traded class of each company, at the largest value given for any of them.

    The market value is the whole company's with some classes and the class's own with others.
    """
    company = shares["longName"].fillna(shares["shortName"]).fillna(shares["symbol"])
    value = shares["market_cap"].groupby(company).transform("max")
    rows = shares.assign(market_cap=value, company=company)
    traded = rows.sort_values([_TRADED, "symbol"], ascending=[False, True], kind="stable")
    return traded.drop_duplicates("company")


BANDS_USD: Mapping[str, tuple[float, float]] = {"small": (0.3e9, 5e9), "large": (20e9, 1e14)}


def fetch_short(ask: Ask, stream: TextIO, pause: float = PAUSE_SECONDS) -> Snapshot:
    """Return the counts that metrics name ("short:small.5": five days or more), or why not.

    Args:
        ask: the series that are wanted; its cache folder takes yfinance's cookies.
        stream: where progress is told.
        pause: seconds between two counts.
    """
    names = sorted(ask.tables(SHORT))
    if not names:
        return empty_snapshot()
    yfinance.set_tz_cache_location(str(ask.cache))
    progress = Progress(stream, SHORT.source).tell(f"asking for {len(names)} counts")
    part = macro_part(ask, source_page(SHORT), _answers(ask, names, pause))
    progress.done(score(part, len(names)))
    return part


def _answers(ask: Ask, names: list[str], pause: float) -> dict[str, Answer]:
    """Return all counts, or for each of them the reason of the first that cannot be had."""
    counts: dict[str, Answer] = {}
    on = session_shown(ask.now)
    with logged(), raising():
        for name in names:
            try:
                count = page_of(_query(name), 1, 0, pause).total
            except SourceError as error:
                return dict.fromkeys(names, str(error))
            counts[name] = pd.DataFrame({"date": [on], "value": [float(count)]})
            time.sleep(pause)
    return counts


def _query(name: str) -> EquityQuery:
    band, _, days = SHORT.bare(name).partition(".")
    return us_listings(
        EquityQuery("btwn", ["intradaymarketcap", *BANDS_USD[band]]),
        EquityQuery("gte", ["days_to_cover_short.value", float(days)]),
    )
