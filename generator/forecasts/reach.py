"""Will a number of a table, such as a calendar year's, reach a threshold? The rule for that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pandas as pd

from generator.forecasts.found import (
    FALLBACK_DAYS,
    Found,
    Resolved,
    Span,
    cell,
    known_series,
    last_cell,
    table_of,
)
from generator.forecasts.rates import FEWEST_SPANS, Rate, rate_of, row_label
from generator.formatting import MINUS, day, number
from generator.ledger import Ledger
from generator.metrics.outcomes import CHANGE, OUTCOME, changes_pct
from generator.model import Metric, Missing
from generator.record import Frozen


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
    def names(self) -> tuple[str, ...]:
        """Return the metrics that are read, the one that resolves first."""
        return self.table, self.rest

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
        first, last = (row_label(whole, str(values.index[at])) for at in (0, -1))
        words = f"finished rows of {self.table}, {first} to {last}"
        return Rate(hits / len(values), len(values), len(values), words)

    def _rate_from(self, now: Found, known: pd.Series[float], span: Span) -> Rate | Missing:
        left = (span.end - now.day).days
        past = changes_pct(known, left)
        past[OUTCOME] = [self._holds(now.value + change) for change in past[CHANGE]]
        found = rate_of(past, self.rest, left)
        if isinstance(found, Missing):
            return found
        so_far = f", each added to {number(now.value, 'pp')} so far, on {day(now.day)}"
        return replace(found, computed_from=found.computed_from + so_far)

    def _holds(self, value: float) -> bool:
        return value >= self.threshold if self.than == "at or above" else value <= self.threshold
