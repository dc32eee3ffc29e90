"""Yahoo's daily prices through yfinance, with as few calls as possible.

The tickers are downloaded in batches. What is missing then is asked for one by one, because only
that tells why; in up to three rounds, with a pause before each. At the first sign of a rate limit
nothing more is asked: asking on while limited makes it last.

Futures contracts are asked for once: far months are often not there, and expired ones vanish.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TextIO

import pandas as pd
import yfinance
from yfinance.data import YfData
from yfinance.exceptions import YFRateLimitError

from generator.model.series import CHAIN, PRICES, contract_month, contracts_ahead
from generator.sources.answers import Answer, price_part, score, source_page
from generator.sources.ask import Ask, Progress
from generator.sources.bars import missing_sessions
from generator.sources.snapshot import Failure, Snapshot, rows_of
from generator.sources.yahoo.calls import LIMITED, UNREACHABLE, UNUSABLE, logged, raising, reason

# A rate limit costs the calls of one batch at most.
BATCH = 10
PAUSES = (30.0, 90.0, 240.0)
# A net asset value that Yahoo may not have: it is asked for again once, to learn why.
DOUBTFUL = ("XRVTX",)
# period="max" asks Yahoo for the time zone first; prices keep both closes, unlike the default.
HISTORY = {"period": "max", "auto_adjust": False, "actions": True, "timeout": 20}


@dataclass(frozen=True, slots=True)
class _Histories:
    """What the calls so far gave."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    is_limited: bool = False
    is_down: bool = False

    def plus(self, more: _Histories) -> _Histories:
        return replace(more, tables=self.tables | more.tables, reasons=self.reasons | more.reasons)


def fetch_yahoo(ask: Ask, stream: TextIO, pauses: Sequence[float] = PAUSES) -> Snapshot:
    """Return the daily prices that Yahoo gave, and why it did not give the others.

    Args:
        ask: the tickers; its cache folder takes yfinance's cookies and time zones.
        stream: where progress is told.
        pauses: seconds to wait before each round of asking again.
    """
    yfinance.set_tz_cache_location(str(ask.cache))
    chain = contracts_ahead(ask.now) if CHAIN in ask.series else ()
    names = (*ask.tickers, *chain)
    progress = Progress(stream, PRICES.source).tell(f"asking for {len(names)} histories")
    answers = _answers(names, pauses, progress)
    part = price_part(ask, source_page(PRICES), _listed(answers))
    gaps = tuple(
        Failure(PRICES.source, origin.name, gap)
        for origin in part.origins
        if not contract_month(origin.name)
        and (gap := missing_sessions(rows_of(part.prices, "ticker", origin.name), ask.now))
    )
    progress.done(score(part, len(answers)))
    return replace(part, failures=part.failures + gaps + _chain_failure(part, answers, chain))


def _listed(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers without the contracts that there are not."""
    return {
        ticker: answer
        for ticker, answer in answers.items()
        if not (contract_month(ticker) and isinstance(answer, str))
    }


def _chain_failure(
    part: Snapshot, answers: dict[str, Answer], chain: Sequence[str]
) -> tuple[Failure, ...]:
    sourced = {origin.name for origin in part.origins}
    if not chain or sourced.intersection(chain):
        return ()
    reasons = {answer for name in chain if isinstance(answer := answers[name], str)}
    return (
        Failure(PRICES.source, CHAIN, f"no contract has a price: {'; '.join(sorted(reasons))}"),
    )


def _answers(
    tickers: Sequence[str], pauses: Sequence[float], progress: Progress
) -> dict[str, Answer]:
    histories = _download(tickers, progress)
    for turn, pause in enumerate(pauses):
        settled = (*histories.tables, *(DOUBTFUL if turn else ()))
        missing = [t for t in tickers if t not in settled and not contract_month(t)]
        if histories.is_limited or not missing:
            break
        progress.tell(f"{len(missing)} missing, asking again in {pause:g} s")
        time.sleep(pause)
        histories = histories.plus(_ask_again(missing, was_reached=bool(histories.tables)))
    silence = LIMITED if histories.is_limited else "Yahoo gave no prices"
    return dict.fromkeys(tickers, silence) | histories.reasons | histories.tables


def _download(tickers: Sequence[str], progress: Progress) -> _Histories:
    histories = _Histories()
    for first in range(0, len(tickers), BATCH):
        histories = histories.plus(_batch(tickers[first : first + BATCH]))
        progress.update(f"{len(histories.tables)} of {len(tickers)}")
        if histories.is_limited:
            break
    return histories


def _batch(tickers: Sequence[str]) -> _Histories:
    with logged() as log:
        table = yfinance.download(list(tickers), progress=False, threads=4, **HISTORY)
    columns = {ticker: table.xs(ticker, axis=1, level="Ticker") for ticker in tickers}
    tables = {ticker: _rows(frame) for ticker, frame in columns.items() if _has_prices(frame)}
    # download() raises nothing; the log is the only trace of a limit.
    is_limited = any("Too Many Requests" in record.getMessage() for record in log)
    return _Histories(tables, is_limited=is_limited)


def _ask_again(tickers: Sequence[str], *, was_reached: bool) -> _Histories:
    # yfinance remembers refusals and would repeat them without asking.
    YfData.cache_get.cache_clear()
    histories = _Histories()
    with logged(), raising():
        for ticker in tickers:
            answer = _single(ticker)
            if answer.is_down and not (was_reached or histories.tables):
                return _Histories(reasons=dict.fromkeys(tickers, answer.reasons[ticker]))
            histories = histories.plus(answer)
            if histories.is_limited:
                break
    return histories


def _single(ticker: str) -> _Histories:
    try:
        frame = yfinance.Ticker(ticker).history(**HISTORY)
    except YFRateLimitError:
        return _Histories(is_limited=True)
    except UNUSABLE as error:
        words = {ticker: reason(error, ticker)}
        return _Histories(reasons=words, is_down=isinstance(error, UNREACHABLE))
    if not _has_prices(frame):
        return _Histories(reasons={ticker: "an answer without a price"})
    return _Histories({ticker: _rows(frame)})


def _has_prices(frame: pd.DataFrame) -> bool:
    return bool(frame["Close"].notna().any())


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    rows = {
        "date": pd.DatetimeIndex(frame.index).tz_localize(None).as_unit("us"),
        "close": frame["Close"].to_numpy(),
        "adj_close": frame["Adj Close"].to_numpy(),
        "dividends": frame["Dividends"].to_numpy(),
        "splits": frame["Stock Splits"].to_numpy(),
    }
    return pd.DataFrame(rows)
