"""One page of Yahoo's screener, asked for again where that may help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import yfinance
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential
from yfinance import EquityQuery
from yfinance.exceptions import YFRateLimitError

from generator.model.errors import SourceError
from generator.sources.yahoo.calls import UNUSABLE, reason

EXCHANGES = ("NMS", "NYQ", "NGM", "NCM", "ASE")
LOWEST_PRICE_USD = 1
ATTEMPTS = 3

Quote: TypeAlias = Mapping[str, Any]


class _TroubleError(SourceError):
    """An answer that was not what it should be, and may be in a moment."""


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One answer of the screener; `total` is how many rows it says the query has."""

    quotes: tuple[Quote, ...]
    total: int


def us_listings(*terms: EquityQuery) -> EquityQuery:
    """Return the query of US listings at a dollar or more for which the terms hold."""
    listed = (
        EquityQuery("eq", ["region", "us"]),
        EquityQuery("is-in", ["exchange", *EXCHANGES]),
        EquityQuery("gte", ["intradayprice", LOWEST_PRICE_USD]),
    )
    return EquityQuery("and", [*listed, *terms])


def page_of(query: EquityQuery, size: int, offset: int, pause: float) -> ScreenPage:
    """Return some rows of a query, largest company first; SourceError if they cannot be had.

    Args:
        query: what rows must hold.
        size: how many rows, at most 250.
        offset: how many are skipped.
        pause: seconds; ten times as long, and longer, between attempts.
    """
    retry = Retrying(
        # Asking on while limited makes the limit last.
        retry=retry_if_exception_type(_TroubleError),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential(multiplier=10 * pause),
        reraise=True,
    )
    return retry(_page, query, size, offset)


def _page(query: EquityQuery, size: int, offset: int) -> ScreenPage:
    try:
        answer = yfinance.screen(
            query, size=size, offset=offset, sortField="intradaymarketcap", sortAsc=False
        )
        return ScreenPage(tuple(answer["quotes"]), int(answer["total"]))
    except YFRateLimitError as error:
        raise SourceError(reason(error)) from error
    except UNUSABLE as error:
        raise _TroubleError(reason(error)) from error
