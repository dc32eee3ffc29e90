"""Values of the ledger for a day, and base rates: the share of past spans that came true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from generator.ledger.ledger import Ledger
from generator.metrics.maths.outcomes import END, OUTCOME, independent
from generator.model.formatting import day
from generator.model.metric import Missing

# Where the value of the day is missing, the newest one is taken that is at most so much older.
FALLBACK_DAYS = 14


@dataclass(frozen=True, slots=True)
class Span:
    """From the day whose value is the start to the day on which it is resolved."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Return the length in days."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value and its date."""

    value: float
    day: date


@dataclass(frozen=True, slots=True)
class ResolvedValue:
    """What a rule found: whether it came true, the number that was looked at, and its date."""

    came_true: bool
    value: float
    day: date


def series_as_of(ledger: Ledger, name: str, as_of: date) -> pd.Series[float]:
    """Return what was known of a series; empty where it was never measured."""
    measured = ledger.last(name, as_of)
    if isinstance(measured, pd.Series):
        return measured
    return pd.Series(dtype=float, index=pd.DatetimeIndex([]))


def first_from(series: pd.Series[float], on: date) -> DatedValue | None:
    """Return the first value on or after a day, or None."""
    later = series.loc[pd.Timestamp(on) :]
    return DatedValue(float(later.iloc[0]), later.index[0].date()) if len(later) else None


def last_until(series: pd.Series[float], on: date, days: int) -> DatedValue | None:
    """Return the newest value on a day or at most so many days before it, or None."""
    end = pd.Timestamp(on)
    recent = series.loc[end - pd.Timedelta(days=days) : end]
    return DatedValue(float(recent.iloc[-1]), recent.index[-1].date()) if len(recent) else None


def cell(ledger: Ledger, name: tuple[str, str, str], as_of: date) -> DatedValue | None:
    """Return the number at (table, row, column) if the edition of a date measured it, or None."""
    table, row, column = name
    measured = ledger.measurement(table, as_of)
    if not isinstance(measured, pd.DataFrame) or row not in measured.index:
        return None
    value = float(measured[column].loc[row])
    return None if pd.isna(value) else DatedValue(value, as_of)


def last_cell(ledger: Ledger, name: tuple[str, str, str], on: date, days: int) -> DatedValue | None:
    """Return a cell from the newest edition on a day or at most so many days before it."""
    editions = [date.fromisoformat(text) for text in ledger.weeks["as_of"]]
    recent = [edition for edition in editions if on - timedelta(days=days) <= edition <= on]
    cells = (cell(ledger, name, edition) for edition in reversed(recent))
    return next((value for value in cells if value), None)


def table_of(ledger: Ledger, name: str, as_of: date) -> pd.DataFrame | Missing:
    """Return a table as last measured by a date."""
    measured = ledger.last(name, as_of)
    return measured if isinstance(measured, pd.DataFrame) else Missing(f"{name} is not measured")


# A rate of fewer past spans that do not overlap says nothing.
FEWEST_SPANS = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a rule came true before: share, spans counted, spans that do not overlap."""

    p: float
    n: int
    independent: int
    computed_from: str


def rate_of(past: pd.DataFrame, series: str, days: int) -> Rate | Missing:
    """Return the share of past spans that came true."""
    apart = independent(past)
    if apart < FEWEST_SPANS:
        return Missing(f"{series} has fewer than {FEWEST_SPANS} separate spans of {days} days")
    first, last = past.index[0].date(), past[END].iloc[-1].date()
    words = f"spans of {days} days of {series}, {day(first)} to {day(last)}"
    return Rate(float(past[OUTCOME].mean()), len(past), apart, words)


def rate_in(ledger: Ledger, name: str, row: str, as_of: date) -> Rate | Missing:
    """Return the base rate that a table with the columns share, n and independent has in a row."""
    table = table_of(ledger, name, as_of)
    if isinstance(table, Missing) or row not in table.index:
        return Missing(f"{name} is not measured")
    share, n, apart = (float(table[c].loc[row]) for c in ("share", "n", "independent"))
    return Rate(share / 100, int(n), int(apart), f"spans of {name}, {row_label(table, row)}")


def row_label(table: pd.DataFrame, row: str) -> str:
    """Return how readers know a row."""
    return str(table.loc[row, "label"]) if "label" in table else row
