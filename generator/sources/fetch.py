"""A fetch: every source asked, their answers merged into the stored snapshot.

New rows replace stored ones, and what a source did not give stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TextIO

import pandas as pd

from generator.model.errors import SourceError
from generator.model.metric import Origin, Series
from generator.model.series import FILINGS, UNIVERSE
from generator.sources.ask import Ask, SourceFetcher
from generator.sources.snapshot import (
    Failure,
    Snapshot,
    TableKey,
    cross_section_table,
    macro_table,
    price_table,
    rows_of,
    with_extent,
)

# Both depend on what happened later: a split rescales the one, a dividend also the other.
ADJUSTED = ("close", "adj_close")
# A vendor's revision of a past price beyond this share is worth a look.
DRIFT = 0.005
# The newest cross-section of stocks and those of ten earlier weeks; what companies file is asked for
# in full each time, and the week before serves an edition that comes late.
KEPT_WEEKS = {UNIVERSE.prefix: 11, FILINGS.prefix: 2}


@dataclass(frozen=True, slots=True)
class _Renewed:
    """The rows of one ticker or series after a fetch, and what was noticed."""

    rows: pd.DataFrame
    origin: Origin
    failures: tuple[Failure, ...] = ()


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


def merge(old: Snapshot, *fetched: Snapshot) -> Snapshot:
    """Return the stored snapshot renewed by what each source gave.

    New rows replace stored ones of the same day. A stored row stays where today's answer has
    none, on today's basis of adjustment. What a source did not give at all stays as it was,
    and its origin says why.
    """
    return reduce(_renewed, fetched, replace(old, failures=(), quarantined=()))


def _renewed(old: Snapshot, new: Snapshot) -> Snapshot:
    prices = _renewed_tables(old, new, "ticker")
    macro = _renewed_tables(old, new, "series")
    whole = [table for name in KEPT_WEEKS for table in _renewed_cross_sections(name, old, new)]
    tables = [*prices, *macro, *whole]
    failures = [failure for table in tables for failure in table.failures]
    return Snapshot(
        prices=price_table(table.rows for table in prices),
        macro=macro_table(table.rows for table in macro),
        origins=tuple(table.origin for table in tables),
        failures=(*old.failures, *new.failures, *failures),
        quarantined=(*old.quarantined, *new.quarantined),
        **{name: _cross_sections(name, old, new) for name in KEPT_WEEKS},
    )


def _cross_sections(name: str, old: Snapshot, new: Snapshot) -> pd.DataFrame:
    """Return the newest cross-section of each of the last weeks; none is ever filled in."""
    before, now = (part.cross_sections[name] for part in (old, new))
    rows = cross_section_table(name, [before[~_week(before).isin(_week(now))], now])
    weeks = _week(rows)
    last: pd.DataFrame = rows[weeks.isin(weeks.unique()[-KEPT_WEEKS[name] :])]
    return last.reset_index(drop=True)


def _week(rows: pd.DataFrame) -> pd.Series[pd.Period]:
    weeks: pd.Series[pd.Period] = rows["date"].dt.to_period("W-SUN")
    return weeks


def _renewed_cross_sections(name: str, old: Snapshot, new: Snapshot) -> list[_Renewed]:
    rows = _cross_sections(name, old, new)
    if rows.empty:
        return []
    came = {origin.name: origin for origin in new.origins}
    stored = {origin.name: origin for origin in old.origins}
    if name in came:
        return [_Renewed(rows, with_extent(came[name], rows))]
    reasons = {failure.name: failure.reason for failure in new.failures}
    note = reasons.get(name, stored[name].note)
    return [_Renewed(rows, replace(stored[name], note=note))]


def _renewed_tables(old: Snapshot, new: Snapshot, key: TableKey) -> list[_Renewed]:
    before, now = (part.prices if key == "ticker" else part.macro for part in (old, new))
    stored = {origin.name: origin for origin in old.origins}
    fresh = {origin.name: origin for origin in new.origins}
    reasons = {failure.name: failure.reason for failure in new.failures}
    renewed = []
    for name in sorted({*before[key], *now[key]}):
        was, comes = rows_of(before, key, name), rows_of(now, key, name)
        if comes.empty:
            note = reasons.get(name, stored[name].note)
            renewed.append(_Renewed(was, replace(stored[name], note=note)))
        elif was.empty:
            renewed.append(_Renewed(comes, fresh[name]))
        else:
            renewed.append(_joined(_Renewed(was, stored[name]), _Renewed(comes, fresh[name])))
    return renewed


def _joined(stored: _Renewed, fresh: _Renewed) -> _Renewed:
    before, now = stored.rows, fresh.rows
    both = before.merge(now, on="date", suffixes=("_old", "_new"))
    if both.empty and "adj_close" in now:
        reason = "today's answer shares no day with the stored history; the stored rows stay"
        failure = Failure(fresh.origin.source, fresh.origin.name, reason)
        return _Renewed(before, replace(stored.origin, note=reason), (failure,))
    older = before[~before["date"].isin(now["date"])]
    rows = pd.concat([now, _rescaled(older, both)]).sort_values("date", ignore_index=True)
    return _Renewed(rows, with_extent(fresh.origin, rows), _drifts(fresh.origin, both))


def _ratio(both: pd.DataFrame, column: str) -> Series:
    rows = both.set_index("date")
    return (rows[f"{column}_new"] / rows[f"{column}_old"]).dropna()


def _rescaled(older: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    for column in [name for name in ADJUSTED if name in older]:
        ratio = _ratio(both, column)
        if len(ratio) and len(older):
            nearest = ratio.reindex(older["date"], method="ffill").fillna(ratio.iloc[0])
            older = older.assign(**{column: older[column] * nearest.to_numpy()})
    return older


def _drifts(origin: Origin, both: pd.DataFrame) -> tuple[Failure, ...]:
    return tuple(
        Failure(origin.source, origin.name, text)
        for column in ADJUSTED
        if f"{column}_new" in both and (text := _drift(both, column))
    )


def _drift(both: pd.DataFrame, column: str) -> str:
    ratio = _ratio(both, column)
    # One common ratio is a later split or dividend, which is no revision.
    off = (ratio / ratio.median() - 1).abs() > DRIFT
    if not off.any():
        return ""
    count = f"{off.sum()} of {len(off)} days, first {off.idxmax():%Y-%m-%d}"
    return f"{column} differs from the stored copy by more than 0.5 % on {count}; the new one was taken"
