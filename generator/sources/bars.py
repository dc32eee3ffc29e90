"""Stated rules for daily bars and macro values that can be believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

import pandas as pd

from generator.model.metric import MAG7, Series
from generator.model.sessions import last_final_day, sessions
from generator.sources.snapshot import Failure

RECENT_SESSIONS = 60
TENFOLD = 8.0
BACK_WITHIN = 0.10
LEVELS = ["close", "adj_close"]
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a bar of one kind may move: `spike` as a share, `shift` as a factor that stays."""

    spike: float
    shift: float


# Exchanges halt broad trading at 20 % a day; single stocks have halved and doubled overnight.
FUND = Limits(spike=0.25, shift=1.4)
STOCK = Limits(spike=0.60, shift=TENFOLD)
# A yield near zero multiplies by ten between two days without being wrong.
YIELDS = ("^IRX", "^FVX", "^TNX", "^TYX")
WIDE = (*MAG7, "^VIX")


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one ticker that can be believed; with `refused`, none of them can."""

    rows: pd.DataFrame
    quarantined: tuple[Failure, ...] = ()
    refused: str = ""


BarRule: TypeAlias = Callable[[pd.DataFrame], "pd.Series[bool]"]


def believable(source: str, ticker: str, rows: pd.DataFrame, now: datetime) -> Bars:
    """Return the bars (date, close, adj_close, ...) of a ticker that the rules above let pass."""
    final = rows["date"] <= pd.Timestamp(last_final_day(now))
    rows = rows[final].dropna(subset=LEVELS, how="all").sort_values("date", kind="stable")
    weekend = rows["date"][rows["date"].dt.day_of_week >= SATURDAY]
    if len(weekend):
        day = weekend.iloc[-1]
        return Bars(rows[:0], refused=f"a bar on {day:%A}, {day:%Y-%m-%d}: the dates are shifted")
    limits = _limits(ticker)
    rows, reasons = _sieved(rows, limits)
    refused = _shift(rows, limits) if limits else ""
    left_out = tuple(Failure(source, ticker, reason) for reason in (*reasons, *_unadjusted(rows)))
    return Bars(rows[:0] if refused else rows, left_out, refused)


def missing_sessions(rows: pd.DataFrame, now: datetime) -> str:
    """Return in words which of the last 60 finished sessions have no bar; "" if none."""
    end = last_final_day(now)
    recent = sessions(end - timedelta(days=2 * RECENT_SESSIONS), end)[-RECENT_SESSIONS:]
    expected = recent[recent >= rows["date"].min()]
    absent = expected.difference(pd.DatetimeIndex(rows["date"]))
    if absent.empty:
        return ""
    days = ", ".join(f"{day:%Y-%m-%d}" for day in absent[-3:])
    return f"{len(absent)} of the last {len(expected)} sessions without a bar: {days}"


def _limits(ticker: str) -> Limits | None:
    if ticker in YIELDS:
        return None
    return STOCK if ticker in WIDE else FUND


def _sieved(rows: pd.DataFrame, limits: Limits | None) -> tuple[pd.DataFrame, list[str]]:
    reasons = []
    for words, rule in _rules(limits):
        bad = rule(rows)
        reasons += [f"{day:%Y-%m-%d}: {words}" for day in rows["date"][bad]]
        rows = rows[~bad]
    return rows, reasons


def _rules(limits: Limits | None) -> tuple[tuple[str, BarRule], ...]:
    always: tuple[tuple[str, BarRule], ...] = (
        ("a second bar for the day", lambda rows: rows["date"].duplicated()),
        ("a price that is not above zero", lambda rows: rows[LEVELS].le(0).any(axis=1)),
    )
    if limits is None:
        return always
    share = f"{limits.spike:.0%}"
    return (
        *always,
        ("a tenth or ten times the days around it", _on_any_level(_tenfold)),
        (f"moves by more than {share} and back", _on_any_level(partial(_undone, limits.spike))),
        (f"moves by more than {share}, not confirmed", _on_any_level(partial(_last, limits.spike))),
    )


def _on_any_level(rule: Callable[[Series], pd.Series[bool]]) -> BarRule:
    def flagged(rows: pd.DataFrame) -> pd.Series[bool]:
        flags = [
            rule(rows[level].dropna()).reindex(rows.index, fill_value=False) for level in LEVELS
        ]
        return flags[0] | flags[1]

    return flagged


def _tenfold(level: Series) -> pd.Series[bool]:
    # The median of eleven days stands against runs of up to five bad ones.
    factor = level / level.rolling(11, center=True, min_periods=3).median()
    return (factor > TENFOLD) | (factor < 1 / TENFOLD)


def _undone(limit: float, level: Series) -> pd.Series[bool]:
    moved = (level / level.shift() - 1).abs() > limit
    return moved & ((level.shift(-1) / level.shift() - 1).abs() <= BACK_WITHIN)


def _last(limit: float, level: Series) -> pd.Series[bool]:
    moved = (level / level.shift() - 1).abs() > limit
    moved.iloc[:-1] = False
    return moved


def _shift(rows: pd.DataFrame, limits: Limits) -> str:
    level = rows.set_index("date")["adj_close"].dropna()
    factor = level / level.shift()
    jumps = factor[(factor >= limits.shift) | (factor <= 1 / limits.shift)]
    if jumps.empty:
        return ""
    day, size = jumps.index[-1], jumps.iloc[-1]
    return f"adj_close changes by a factor of {size:.3g} on {day:%Y-%m-%d} and stays there: a split not carried back?"


def _unadjusted(rows: pd.DataFrame) -> tuple[str, ...]:
    days = rows["date"][rows["adj_close"].isna()]
    if days.empty:
        return ()
    last = f"{days.iloc[-1]:%Y-%m-%d}"
    return (f"{len(days)} bars without adj_close, the last {last}: not in the total return",)


NO_DATA = (-99.99, -999.0, -9999.0)
TIMES = 10


def believable_levels(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows (date, value) that can be believed, by date, and why the others cannot."""
    levels = rows.dropna().sort_values("date", kind="stable")
    levels = levels[~levels["value"].isin(NO_DATA)]
    twice = levels["date"].duplicated(keep="last")
    once = levels[~twice]
    size = once["value"].abs().clip(lower=1)
    # At the ends the one neighbour that there is counts alone.
    beside = pd.concat([size.shift(), size.shift(-1)], axis=1).max(axis=1)
    wild = size > TIMES * beside
    reasons = [f"{day:%Y-%m-%d}: this day comes twice" for day in levels["date"][twice]]
    reasons += [
        f"{day:%Y-%m-%d}: {value:g} is more than {TIMES} times the values beside it"
        for day, value in once[wild].itertuples(index=False)
    ]
    return once[~wild], reasons
