"""The forecast rule on a number of a table, such as a calendar year's, reaching a threshold."""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.forecasts.base_rates import FEWEST_SPANS, Rate, rate_in, row_label
from generator.forecasts.lookup import (
    FALLBACK_DAYS,
    DatedValue,
    ResolvedValue,
    Span,
    cell,
    last_cell,
    table_of,
)
from generator.ledger.ledger import Ledger
from generator.model.formatting import MINUS
from generator.model.metric import Metric, Missing
from generator.model.record import Frozen


class Reach(Frozen):
    """Is a number of a measured table at or above (at or below) a threshold on the day?

    The base rate is the share of the table's other finished rows that are: of past years.

    Attributes:
        odds: a table with the columns share, n and independent, whose row of the same name has the
            base rate once the row has begun: it starts from the number so far.
    """

    kind: Literal["reach"] = "reach"
    table: str
    row: str
    column: str = "value"
    odds: str
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
        return self.table, self.odds

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
        return "" if self.odds in metrics else f"There is no table called `{self.odds}`."

    def value_at(self, ledger: Ledger, on: date, as_of: date) -> DatedValue | None:
        """Return the number that an edition on or after a day measured."""
        return cell(ledger, self._name, as_of) if as_of >= on else None

    def value_before(self, ledger: Ledger, on: date, _as_of: date) -> DatedValue | None:
        """Return the number that the newest edition of the fortnight to a day measured."""
        return last_cell(ledger, self._name, on, FALLBACK_DAYS)

    def resolve(self, _ledger: Ledger, _span: Span, end: DatedValue, _as_of: date) -> ResolvedValue:
        """Return the outcome, given the number."""
        return ResolvedValue(self._holds(end.value), end.value, end.day)

    def persistence(self, ledger: Ledger, _span: Span, as_of: date) -> float | Missing:
        """Return 1 or 0: whether the number reaches the threshold today."""
        now = cell(ledger, self._name, as_of)
        return float(self._holds(now.value)) if now else Missing(f"{self.table} has no {self.row}")

    def rate(self, ledger: Ledger, _span: Span, as_of: date) -> Rate | Missing:
        """Return the share of the other finished rows, or that of `odds` for a row that has begun."""
        table = table_of(ledger, self.table, as_of)
        if isinstance(table, Missing):
            return table
        if "partial" in table and table["partial"].get(self.row):
            return rate_in(ledger, self.odds, self.row, as_of)
        whole = table[table["partial"] == ""] if "partial" in table else table
        values = whole[self.column].drop(self.row, errors="ignore").dropna()
        if len(values) < FEWEST_SPANS:
            return Missing(f"{self.table} has fewer than {FEWEST_SPANS} finished rows")
        hits = sum(self._holds(float(value)) for value in values)
        first, last = (row_label(whole, str(values.index[at])) for at in (0, -1))
        words = f"finished rows of {self.table}, {first} to {last}"
        return Rate(hits / len(values), len(values), len(values), words)

    def _holds(self, value: float) -> bool:
        return value >= self.threshold if self.than == "at or above" else value <= self.threshold
