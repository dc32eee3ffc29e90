"""How is a forecast resolved? A small closed set of rules, each a pure function of the ledger.

The same rule gives the outcome, the base rate of the past and what persistence would have said.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, TypeAlias

import pandas as pd
from pydantic import Field

from generator.forecasts.found import (
    Found,
    Rate,
    Resolved,
    Span,
    cell,
    first_from,
    known_series,
    last_cell,
    last_until,
    table_of,
)
from generator.formatting import MINUS, day, number
from generator.ledger import Ledger
from generator.metrics.outcomes import (
    CHANGE,
    END,
    OUTCOME,
    Comparison,
    changes_pct,
    compared,
    deepest_fall_pct,
    independent,
    touched,
)
from generator.model import Metric, Missing
from generator.record import Frozen

# Where the value of the day is missing, the newest one is taken that is at most so much older.
FALLBACK_DAYS = 14
# The value at a span's start is that of its own day, or the newest of the week before.
START_DAYS = 7
# A rate of fewer past spans that do not overlap says nothing.
FEWEST_SPANS = 5


class _OfSeries(Frozen):
    """A rule on a weekly series."""

    series: str

    def name_problem(self, metrics: dict[str, Metric[...]]) -> str:
        """Return what is wrong with the names in the rule, or ""."""
        is_known = self.series in metrics and not metrics[self.series].columns
        return "" if is_known else f"There is no weekly series called `{self.series}`."

    def value_at(self, ledger: Ledger, on: date, as_of: date) -> Found | None:
        """Return the first weekly value on or after a day that an edition of `as_of` knew."""
        return first_from(known_series(ledger, self.series, as_of), on)

    def value_before(self, ledger: Ledger, on: date, as_of: date) -> Found | None:
        """Return the newest weekly value of the fortnight that ends on a day."""
        return last_until(known_series(ledger, self.series, as_of), on, FALLBACK_DAYS)

    def persistence(self, ledger: Ledger, span: Span, as_of: date) -> float | Missing:
        """Return 1 or 0: whether the last span of this length came true."""
        past = self.past(ledger, span, as_of)
        if past.empty:
            return Missing(f"no span of {span.days} days of {self.series} is over yet")
        return float(past[OUTCOME].iloc[-1])

    def rate(self, ledger: Ledger, span: Span, as_of: date) -> Rate | Missing:
        """Return the share of all past spans of this length that came true."""
        past = self.past(ledger, span, as_of)
        return _rate_of(past, self.series, span.days)

    @abstractmethod
    def past(self, ledger: Ledger, span: Span, as_of: date) -> pd.DataFrame:
        """Return what became of all spans of this length that were over by a date."""


class Compare(_OfSeries):
    """Is a weekly series above (below) its start, or a number, when the span is over?

    Attributes:
        number: what the end is compared with; None compares with the value at the start.
        margin: by how much at least, in the series' unit.
    """

    kind: Literal["compare"] = "compare"
    than: Literal["above", "below"]
    number: float | None = None
    margin: Annotated[float, Field(ge=0)] = 0.0

    @property
    def text(self) -> str:
        """Return the rule in words."""
        against = "its value at the start" if self.number is None else f"{self.number:g}"
        by = f" by at least {self.margin:g}" if self.margin else ""
        return f"{self.series}: first weekly value on or after the day is {self.than} {against}{by}"

    @property
    def _asked(self) -> Comparison:
        return Comparison(self.than == "above", self.number, self.margin)

    def resolve(self, ledger: Ledger, span: Span, end: Found, as_of: date) -> Resolved | None:
        """Return the outcome, given the value at the end; None where that at the start is missing."""
        start = last_until(known_series(ledger, self.series, as_of), span.start, START_DAYS)
        against = self.number if self.number is not None else start.value if start else None
        if against is None:
            return None
        came_true = bool(self._asked.holds(against, end.value))
        return Resolved(came_true, end.value, end.day)

    def past(self, ledger: Ledger, span: Span, as_of: date) -> pd.DataFrame:
        """Return what became of all spans of this length that were over by a date."""
        return compared(known_series(ledger, self.series, as_of), span.days, self._asked)


class Touch(_OfSeries):
    """Does a weekly series fall so far below its start at any week's end of the span?

    Attributes:
        fall_pct: by how many percent.
        odds: table and row with the columns share, n and independent: the base rate, for a series
            whose own history is short.
    """

    kind: Literal["touch"] = "touch"
    fall_pct: Annotated[float, Field(gt=0, lt=100)]
    odds: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """Return the rule in words."""
        return (
            f"{self.series}: at any weekly close up to the first one on or after the day, at least "
            f"{self.fall_pct:g}% below its value at the start"
        )

    def resolve(self, ledger: Ledger, span: Span, end: Found, as_of: date) -> Resolved | None:
        """Return the outcome and the deepest fall in percent; None where the start is missing."""
        known = known_series(ledger, self.series, as_of)
        start = last_until(known, span.start, START_DAYS)
        if start is None or start.day >= end.day:
            return None
        within = known.loc[pd.Timestamp(start.day) : pd.Timestamp(end.day)]
        fall = float(f"{deepest_fall_pct(within.to_numpy(float)):.6g}")
        return Resolved(fall <= -self.fall_pct, fall, end.day)

    def past(self, ledger: Ledger, span: Span, as_of: date) -> pd.DataFrame:
        """Return what became of all spans of this length that were over by a date."""
        return touched(known_series(ledger, self.series, as_of), span.days, self.fall_pct)

    def rate(self, ledger: Ledger, span: Span, as_of: date) -> Rate | Missing:
        """Return the base rate, that of `odds` where it is given."""
        if self.odds is None:
            return super().rate(ledger, span, as_of)
        name, row = self.odds
        table = table_of(ledger, name, as_of)
        if isinstance(table, Missing):
            return table
        share, n, apart = (float(table[c].loc[row]) for c in ("share", "n", "independent"))
        words = f"weeks in {name}.{row}, by daily closes: a little high for weekly ones"
        return Rate(share / 100, int(n), int(apart), words)


class Reach(Frozen):
    """Is a number of a measured table at or above (at or below) a threshold on the day?

    The base rate is the share of the table's other finished rows that are: of past years. For a
    row that has begun it starts from the number so far.

    Attributes:
        rest: a weekly series of the same thing as a ratio, whose past changes in percent stand for
            what is to come, as points, when the row has begun already.
    """

    kind: Literal["reach"] = "reach"
    table: str
    row: str
    column: str = "value"
    rest: str
    than: Literal["at or above", "at or below"]
    threshold: float

    @property
    def text(self) -> str:
        """Return the rule in words."""
        number = f"{self.threshold:g}".replace("-", MINUS)
        name = ".".join(self._name)
        return f"{name}: as first measured on or after the day, {self.than} {number}"

    @property
    def _name(self) -> tuple[str, str, str]:
        return self.table, self.row, self.column

    def name_problem(self, metrics: dict[str, Metric[...]]) -> str:
        """Return what is wrong with the names in the rule, or ""."""
        columns = {c.name for c in metrics[self.table].columns} if self.table in metrics else set()
        if not columns:
            return f"There is no table called `{self.table}`."
        if self.column not in columns:
            return f"The table `{self.table}` has no column `{self.column}`."
        is_known = self.rest in metrics and not metrics[self.rest].columns
        return "" if is_known else f"There is no weekly series called `{self.rest}`."

    def value_at(self, ledger: Ledger, on: date, as_of: date) -> Found | None:
        """Return the number that an edition on or after a day measured."""
        return cell(ledger, self._name, as_of) if as_of >= on else None

    def value_before(self, ledger: Ledger, on: date, _as_of: date) -> Found | None:
        """Return the number that the newest edition of the fortnight to a day measured."""
        return last_cell(ledger, self._name, on, FALLBACK_DAYS)

    def resolve(self, _ledger: Ledger, _span: Span, end: Found, _as_of: date) -> Resolved:
        """Return the outcome, given the number."""
        return Resolved(self._holds(end.value), end.value, end.day)

    def persistence(self, ledger: Ledger, _span: Span, as_of: date) -> float | Missing:
        """Return 1 or 0: whether the number reaches the threshold today."""
        now = cell(ledger, self._name, as_of)
        return float(self._holds(now.value)) if now else Missing(f"{self.table} has no {self.row}")

    def rate(self, ledger: Ledger, span: Span, as_of: date) -> Rate | Missing:
        """Return the share of the other finished rows, or of past changes from the number so far."""
        table = table_of(ledger, self.table, as_of)
        if isinstance(table, Missing):
            return table
        so_far = cell(ledger, self._name, as_of)
        if so_far and "partial" in table and table["partial"].loc[self.row]:
            return self._rate_from(so_far, known_series(ledger, self.rest, as_of), span)
        whole = table[table["partial"] == ""] if "partial" in table else table
        values = whole[self.column].drop(self.row, errors="ignore").dropna()
        if len(values) < FEWEST_SPANS:
            return Missing(f"{self.table} has fewer than {FEWEST_SPANS} finished rows")
        hits = sum(self._holds(float(value)) for value in values)
        first, last = (_row_label(whole, str(values.index[at])) for at in (0, -1))
        words = f"finished rows of {self.table}, {first} to {last}"
        return Rate(hits / len(values), len(values), len(values), words)

    def _rate_from(self, now: Found, known: pd.Series[float], span: Span) -> Rate | Missing:
        left = (span.end - now.day).days
        past = changes_pct(known, left)
        past[OUTCOME] = [self._holds(now.value + change) for change in past[CHANGE]]
        found = _rate_of(past, self.rest, left)
        if isinstance(found, Missing):
            return found
        so_far = f", each added to {number(now.value, 'pp')} so far, on {day(now.day)}"
        return replace(found, computed_from=found.computed_from + so_far)

    def _holds(self, value: float) -> bool:
        return value >= self.threshold if self.than == "at or above" else value <= self.threshold


Rule: TypeAlias = Annotated[Compare | Touch | Reach, Field(discriminator="kind")]


def _rate_of(past: pd.DataFrame, series: str, days: int) -> Rate | Missing:
    """Return the share of past spans that came true."""
    apart = independent(past)
    if apart < FEWEST_SPANS:
        return Missing(f"{series} has fewer than {FEWEST_SPANS} separate spans of {days} days")
    first, last = past.index[0].date(), past[END].iloc[-1].date()
    words = f"spans of {days} days of {series}, {day(first)} to {day(last)}"
    return Rate(float(past[OUTCOME].mean()), len(past), apart, words)


def _row_label(table: pd.DataFrame, row: str) -> str:
    """Return how readers know a row."""
    return str(table.loc[row, "label"]) if "label" in table else row
