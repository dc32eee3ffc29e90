"""Yahoo's page of a fund: a few facts, each believed only under a stated rule.

Yahoo gives no date with them: they are what was shown at the fetch, and go under the session of that
day. Its units have changed before and differ from field to field, so each fact has a rule:

    trailing_pe     The holdings' figure is a multiple or its reciprocal; between 0 and 1 it is turned
                    over. It counts if it is within 35 % of the page's own figure.
    price_to_book   Turned over if the P/E was; counts only where the P/E does.
    yield           A fraction, given in percent; it counts between 0 and 25 %.
    net_assets      The page's own figure in dollars (the holdings' table gives the category's, in
                    millions); it counts from 1 million up.
    expense_ratio   In percent; where the fund profile has it too, as a fraction, both must be within
                    35 % of each other. It counts up to 3 %.
    top_ten         The sum of the ten largest holdings, fractions above zero, given in percent; it
                    counts up to 100 % and only with all ten.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO, TypeAlias

import pandas as pd
import yfinance
from yfinance.exceptions import YFRateLimitError

from generator.model.series import FUNDS
from generator.model.sessions import session_shown
from generator.sources.answers import Answer, macro_part, score, source_page
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Snapshot, empty_snapshot
from generator.sources.yahoo.calls import LIMITED, UNUSABLE, logged, raising, reason

MOST_YIELD, LEAST_ASSETS_USD, MOST_FEE_PCT = 0.25, 1e6, 3
TOLERANCE_PCT = 35
TOP = 10
PAUSE_SECONDS = 1.5
_PE, _PB = "Price/Earnings", "Price/Book"

# A fact, or the reason for having none.
FundValue: TypeAlias = float | str


@dataclass(frozen=True, slots=True)
class FundPage:
    """What Yahoo gave for a fund: the page's fields, and its tables as far as there are any."""

    info: Mapping[str, Any]
    holdings: Mapping[str, Any]
    operations: Mapping[str, Any]
    largest: Sequence[Any] = ()

    def figure(self, name: str) -> float | None:
        """Return a number of the page."""
        return _number(self.info.get(name))


def fetch_funds(ask: Ask, stream: TextIO, pause: float = PAUSE_SECONDS) -> Snapshot:
    """Return the facts of funds that metrics name ("funds:IWM.trailing_pe"), or why not.

    Args:
        ask: the series that are wanted; its cache folder takes yfinance's cookies.
        stream: where progress is told.
        pause: seconds between two funds; one takes four calls.
    """
    parts = {name: _parts(name) for name in ask.tables(FUNDS)}
    if not parts:
        return empty_snapshot()
    yfinance.set_tz_cache_location(str(ask.cache))
    symbols = sorted({symbol for symbol, _ in parts.values()})
    progress = Progress(stream, FUNDS.source).tell(f"asking for {len(symbols)} funds")
    pages = _pages(symbols, progress, pause)
    on = session_shown(ask.now)
    answers = {name: _answer(pages[symbol], fact, on) for name, (symbol, fact) in parts.items()}
    part = macro_part(ask, source_page(FUNDS), answers)
    progress.done(score(part, len(parts)))
    return part


def fact(page: FundPage, name: str) -> FundValue:
    """Return one fact of a fund by its rule."""
    return RULES[name](page)


def _parts(series: str) -> tuple[str, str]:
    symbol, _, name = FUNDS.bare(series).partition(".")
    return symbol, name


def _pages(symbols: Sequence[str], progress: Progress, pause: float) -> dict[str, FundPage | str]:
    pages: dict[str, FundPage | str] = dict.fromkeys(symbols, LIMITED)
    with logged(), raising():
        for place, symbol in enumerate(symbols):
            time.sleep(pause if place else 0)
            progress.update(f"{place} of {len(symbols)} funds")
            try:
                pages[symbol] = _page(symbol)
            except YFRateLimitError:
                break
    return pages


def _page(symbol: str) -> FundPage | str:
    """Return a fund's page; without its tables where those alone cannot be had."""
    ticker = yfinance.Ticker(symbol)
    try:
        info = ticker.info
    except YFRateLimitError:
        raise
    except UNUSABLE as error:
        return reason(error, symbol)
    if "regularMarketPrice" not in info:
        return "Yahoo does not know the fund"
    try:
        tables = ticker.funds_data
        return FundPage(
            info,
            dict(tables.equity_holdings[symbol]),
            dict(tables.fund_operations[symbol]),
            tables.top_holdings["Holding Percent"].tolist(),
        )
    except YFRateLimitError:
        raise
    except UNUSABLE:
        return FundPage(info, {}, {})


def _answer(page: FundPage | str, name: str, on: pd.Timestamp) -> Answer:
    value = page if isinstance(page, str) else fact(page, name)
    if isinstance(value, str):
        return value
    return pd.DataFrame({"date": [on], "value": [value]})


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _multiple(page: FundPage, name: str) -> float | None:
    """Return a multiple of the holdings as many times earnings or book, whichever way it came."""
    multiple, earnings = _number(page.holdings.get(name)), _number(page.holdings.get(_PE))
    if multiple is None or earnings is None or multiple <= 0 or earnings <= 0:
        return None
    return 1 / multiple if earnings < 1 else multiple


def _agree(first: float, second: float) -> bool:
    return abs(first / second - 1) <= TOLERANCE_PCT / 100


def _trailing_pe(page: FundPage) -> FundValue:
    multiple, figure = _multiple(page, _PE), page.figure("trailingPE")
    if multiple is None or figure is None or figure <= 0:
        return "only one of Yahoo's two figures is there, so neither can be checked"
    if not _agree(multiple, figure):
        return f"Yahoo's two figures, {multiple:.1f} and {figure:.1f}, are more than 35 % apart"
    return multiple


def _price_to_book(page: FundPage) -> FundValue:
    earnings, book = _trailing_pe(page), _multiple(page, _PB)
    if isinstance(earnings, str):
        return f"which way up it stands is not known, because the P/E is not: {earnings}"
    return book or "Yahoo gave none"


def _yield(page: FundPage) -> FundValue:
    figure = page.figure("yield")
    if figure is None:
        return "Yahoo gave none"
    return (
        figure * 100
        if 0 <= figure <= MOST_YIELD
        else f"{figure:g} is no fraction of a fund's price"
    )


def _net_assets(page: FundPage) -> FundValue:
    figure = page.figure("totalAssets")
    if figure is None:
        return "Yahoo gave none"
    return figure if figure >= LEAST_ASSETS_USD else f"{figure:g} cannot be the dollars of a fund"


def _expense_ratio(page: FundPage) -> FundValue:
    figure, reported = (
        page.figure("netExpenseRatio"),
        page.operations.get("Annual Report Expense Ratio"),
    )
    other = _number(reported)
    if figure is None:
        return "Yahoo gave none"
    if not 0 < figure <= MOST_FEE_PCT:
        return f"{figure:g} % a year is no fund's fee"
    if other and not _agree(figure, other * 100):
        return f"Yahoo's two figures, {figure:g} % and {other * 100:g} %, are more than 35 % apart"
    return figure


def _top_ten(page: FundPage) -> FundValue:
    weights = [_number(weight) for weight in page.largest]
    positive = [weight for weight in weights if weight is not None and weight > 0]
    if len(positive) != TOP:
        return f"{len(positive)} of the ten largest holdings have a weight"
    total = sum(positive)
    return total * 100 if total <= 1 else f"{total:g} is no fraction of a fund"


RULES: Mapping[str, Callable[[FundPage], FundValue]] = {
    "trailing_pe": _trailing_pe,
    "price_to_book": _price_to_book,
    "yield": _yield,
    "net_assets": _net_assets,
    "expense_ratio": _expense_ratio,
    "top_ten": _top_ten,
}
