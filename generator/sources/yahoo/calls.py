"""Calls to Yahoo: quiet logs, honest errors, the day of an answer, and one page of its screener."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from logging import LogRecord, getLogger
from logging.handlers import BufferingHandler
from typing import Any, TypeAlias

import yfinance
from curl_cffi.requests.exceptions import ConnectionError as CannotConnectError
from curl_cffi.requests.exceptions import ProxyError, Timeout
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential
from yfinance import EquityQuery
from yfinance.exceptions import YFException, YFRateLimitError

from generator.model.errors import SourceError
from generator.sources.web import brief

LIMITED = "Yahoo limited our rate; nothing more was asked"
UNREACHABLE = (CannotConnectError, ProxyError, Timeout)
# What yfinance lets through for an answer that is not what it expects; NameError because one of
# its own error paths names a variable that it has not set.
UNUSABLE = (YFException, OSError, ValueError, LookupError, TypeError, AttributeError, NameError)


def reason(error: Exception, ticker: str = "") -> str:
    """Return why a call gave nothing, in words."""
    if isinstance(error, YFRateLimitError):
        return LIMITED
    if isinstance(error, UNREACHABLE):
        return f"Yahoo could not be reached: {brief(error)}"
    if isinstance(error, YFException):
        return str(error).removeprefix(f"${ticker}: ")
    return f"an answer that is not what it should be ({type(error).__name__}: {error})"


@contextmanager
def logged() -> Iterator[list[LogRecord]]:
    """Keep what yfinance logs to itself, and its warnings about pandas out of sight."""
    logger, handler = getLogger("yfinance"), BufferingHandler(capacity=10_000)
    logger.addHandler(handler)
    logger.propagate = False
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="yfinance")
        try:
            yield handler.buffer
        finally:
            logger.propagate = True
            logger.removeHandler(handler)


@contextmanager
def raising() -> Iterator[None]:
    """Let yfinance raise instead of logging, so that the reason is known."""
    yfinance.config.debug.hide_exceptions = False
    try:
        yield
    finally:
        yfinance.config.debug.hide_exceptions = True


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
