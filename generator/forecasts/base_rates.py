"""Base rates: how often a question came true before, over all past spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from generator.forecasts.lookup import table_of
from generator.ledger.ledger import Ledger
from generator.metrics.maths.outcomes import END, OUTCOME, independent
from generator.model.formatting import day
from generator.model.metric import Missing

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
