"""A source's answers as a snapshot: rows that can be believed, their origins, and reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import pandas as pd

from generator.model.metric import Origin
from generator.model.series import Family
from generator.sources.ask import Ask
from generator.sources.bars import Bars, believable, believable_levels
from generator.sources.snapshot import (
    Failure,
    Snapshot,
    TableKey,
    empty_snapshot,
    filings_table,
    macro_table,
    price_table,
    rows_of,
    universe_table,
    with_extent,
)

# Rows as the source gave them, or the reason why there are none.
Answer: TypeAlias = pd.DataFrame | str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source by name, and where readers find one of its tables.

    Attributes:
        is_level: whether its series are levels, for which there are rules of what to believe.
    """

    source: str
    address: Callable[[str], str]
    is_level: bool = False


def source_page(family: Family) -> SourcePage:
    """Return the source of a family and its pages."""
    return SourcePage(family.source, family.address, family.is_level)


def price_part(ask: Ask, place: SourcePage, answers: Mapping[str, Answer]) -> Snapshot:
    """Return the snapshot of what a source answered to each ticker."""
    bars = {ticker: _bars(ask, place, ticker, answer) for ticker, answer in answers.items()}
    prices = price_table(b.rows.assign(ticker=ticker) for ticker, b in bars.items())
    refused = {ticker: b.refused for ticker, b in bars.items() if b.refused}
    return replace(
        empty_snapshot(),
        prices=prices,
        origins=_origins(ask, place, prices, "ticker"),
        failures=_failures(place.source, refused),
        quarantined=tuple(failure for b in bars.values() for failure in b.quarantined),
    )


def macro_part(ask: Ask, place: SourcePage, answers: Mapping[str, Answer]) -> Snapshot:
    """Return the snapshot of what a source answered to each macro series."""
    reasons = {name: answer for name, answer in answers.items() if isinstance(answer, str)}
    tables = {name: rows for name, rows in answers.items() if isinstance(rows, pd.DataFrame)}
    levels = {name: _levels(place, rows) for name, rows in tables.items()}
    macro = macro_table(rows.assign(series=name) for name, (rows, _) in levels.items())
    reasons |= dict.fromkeys(set(tables) - set(macro["series"]), "an answer without a value")
    return replace(
        empty_snapshot(),
        macro=macro,
        origins=_origins(ask, place, macro, "series"),
        failures=_failures(place.source, dict(sorted(reasons.items()))),
        quarantined=tuple(
            Failure(place.source, name, why) for name, (_, left) in levels.items() for why in left
        ),
    )


def companies_part(ask: Ask, family: Family, table: pd.DataFrame) -> Snapshot:
    """Return the snapshot of a family's table of many companies, which has the family's name."""
    origin = with_extent(ask.origin(family.source, family.prefix, family.page), table)
    tables: dict[str, Any] = {family.prefix: table}
    return replace(empty_snapshot(), origins=(origin,), **tables)


def failed_part(family: Family, reason: str) -> Snapshot:
    """Return the snapshot of a family's table that could not be had."""
    return replace(empty_snapshot(), failures=_failures(family.source, {family.prefix: reason}))


def _failures(source: str, reasons: Mapping[str, str]) -> tuple[Failure, ...]:
    return tuple(Failure(source, name, reason) for name, reason in reasons.items())


def together(*parts: Snapshot) -> Snapshot:
    """Return one snapshot of all that some parts hold, none of which another has."""
    return Snapshot(
        prices=price_table(part.prices for part in parts),
        macro=macro_table(part.macro for part in parts),
        origins=tuple(origin for part in parts for origin in part.origins),
        failures=tuple(failure for part in parts for failure in part.failures),
        quarantined=tuple(failure for part in parts for failure in part.quarantined),
        universe=universe_table(part.universe for part in parts),
        filings=filings_table(part.filings for part in parts),
    )


def score(part: Snapshot, count: int) -> str:
    """Return how much of what was asked a source gave: `43 of 45; 2 bars left out`."""
    left_out = f"; {len(part.quarantined)} bars left out" if part.quarantined else ""
    return f"{len(part.origins)} of {count}{left_out}"


def _levels(place: SourcePage, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the values of a series that can be believed, and why the others cannot."""
    return believable_levels(rows) if place.is_level else (rows.dropna(), [])


def _bars(ask: Ask, place: SourcePage, ticker: str, answer: Answer) -> Bars:
    if isinstance(answer, str):
        return Bars(price_table([]), refused=answer)
    bars = believable(place.source, ticker, answer, ask.now)
    if bars.rows.empty and not bars.refused:
        return Bars(bars.rows, bars.quarantined, "an answer without a price")
    return bars


def _origins(ask: Ask, place: SourcePage, table: pd.DataFrame, key: TableKey) -> tuple[Origin, ...]:
    return tuple(
        with_extent(ask.origin(place.source, name, place.address(name)), rows_of(table, key, name))
        for name in table[key].unique()
    )
