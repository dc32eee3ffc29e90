"""What all calls to Yahoo share: quiet logs, and errors in words."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from logging import LogRecord, getLogger
from logging.handlers import BufferingHandler

import yfinance
from curl_cffi.requests.exceptions import ConnectionError as CannotConnectError
from curl_cffi.requests.exceptions import ProxyError, Timeout
from yfinance.exceptions import YFException, YFRateLimitError

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
