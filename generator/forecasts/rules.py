"""Rules that resolve a forecast: a small closed set, each a pure function of the ledger."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, TypeAlias

import pandas as pd
from pydantic import Field

from generator.forecasts.base_rates import (
    FALLBACK_DAYS,
    FEWEST_SPANS,
    DatedValue,
    Rate,
    ResolvedValue,
    Span,
    cell,
    first_from,
    last_cell,
    last_until,
    rate_in,
    rate_of,
    row_label,
    series_as_of,
    table_of,
)
from generator.ledger.ledger import Ledger
from generator.metrics.maths.outcomes import OUTCOME, SpanTest, compared, deepest_fall_pct, touched
from generator.model.formatting import MINUS
from generator.model.metric import Metric, Missing
from generator.model.record import Frozen


class Reach(Frozen):
    """Is a number of a measured table at or above (at or below) a threshold on the day?

    The base rate is the share of the table's other finished rows that are: of past years.
    """

    kind: Literal["reach"] = "reach"
    table: str
    row: str
    column: str = "value"
    odds: str
    """a table with share, n and independent; the row of this name has the base rate so far."""
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


# The value at a span's start is that of its own day, or the newest of the week before.
START_DAYS = 7


class _OfSeries(Frozen):
    """A rule on a weekly series."""

    series: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return the metrics that are read, the one that resolves first."""
        return (self.series,)

    def name_problem(self, metrics: dict[str, Metric[...]]) -> str:
        """Return what is wrong with the names in the rule, or ""."""
        is_known = self.series in metrics and not metrics[self.series].columns
        if not is_known:
            return f"There is no weekly series called `{self.series}`."
        unknown = [name for name in self.names[1:] if name not in metrics]
        return f"There is no table called `{unknown[0]}`." if unknown else ""

    def value_at(self, ledger: Ledger, on: date, as_of: date) -> DatedValue | None:
        """Return the first weekly value on or after a day that an edition of `as_of` knew."""
        return first_from(series_as_of(ledger, self.series, as_of), on)

    def value_before(self, ledger: Ledger, on: date, as_of: date) -> DatedValue | None:
        """Return the newest weekly value of the fortnight that ends on a day."""
        return last_until(series_as_of(ledger, self.series, as_of), on, FALLBACK_DAYS)

    def persistence(self, ledger: Ledger, span: Span, as_of: date) -> float | Missing:
        """Return 1 or 0: whether the last span of this length came true."""
        past = self.past(ledger, span, as_of)
        if past.empty:
            return Missing(f"no span of {span.days} days of {self.series} is over yet")
        return float(past[OUTCOME].iloc[-1])

    def rate(self, ledger: Ledger, span: Span, as_of: date) -> Rate | Missing:
        """Return the share of all past spans of this length that came true."""
        past = self.past(ledger, span, as_of)
        return rate_of(past, self.series, span.days)

    @abstractmethod
    def past(self, ledger: Ledger, span: Span, as_of: date) -> pd.DataFrame:
        """Return what became of all spans of this length that were over by a date."""


class Compare(_OfSeries):
    """Is a weekly series above (below) its start, or a number, when the span is over?"""

    kind: Literal["compare"] = "compare"
    than: Literal["above", "below"]
    number: float | None = None
    """what the end is compared with; None compares with the value at the start."""
    margin: Annotated[float, Field(ge=0)] = 0.0
    """by how much at least, in the series' unit."""

    @property
    def text(self) -> str:
        """Return the rule in words."""
        against = "its value at the start" if self.number is None else f"{self.number:g}"
        by = f" by at least {self.margin:g}" if self.margin else ""
        return f"{self.series}: first weekly value on or after the day is {self.than} {against}{by}"

    @property
    def _test(self) -> SpanTest:
        return SpanTest(self.than == "above", self.number, self.margin)

    def resolve(
        self, ledger: Ledger, span: Span, end: DatedValue, as_of: date
    ) -> ResolvedValue | None:
        """Return the outcome, given the value at the end; None where that at the start is missing."""
        start = last_until(series_as_of(ledger, self.series, as_of), span.start, START_DAYS)
        against = self.number if self.number is not None else start.value if start else None
        if against is None:
            return None
        came_true = bool(self._test.holds(against, end.value))
        return ResolvedValue(came_true, end.value, end.day)

    def past(self, ledger: Ledger, span: Span, as_of: date) -> pd.DataFrame:
        """Return what became of all spans of this length that were over by a date."""
        return compared(series_as_of(ledger, self.series, as_of), span.days, self._test)


class Touch(_OfSeries):
    """Does a weekly series fall so far below its start at any week's end of the span?"""

    kind: Literal["touch"] = "touch"
    fall_pct: Annotated[float, Field(gt=0, lt=100)]
    """by how many percent."""
    odds: tuple[str, str] | None = None
    """table and row with share, n and independent, where a series has a short history."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the metrics that are read, the one that resolves first."""
        return (self.series, *(self.odds or ())[:1])

    @property
    def text(self) -> str:
        """Return the rule in words."""
        return (
            f"{self.series}: at any weekly close up to the first one on or after the day, at least "
            f"{self.fall_pct:g}% below its value at the start"
        )

    def resolve(
        self, ledger: Ledger, span: Span, end: DatedValue, as_of: date
    ) -> ResolvedValue | None:
        """Return the outcome and the deepest fall in percent; None where the start is missing."""
        series = series_as_of(ledger, self.series, as_of)
        start = last_until(series, span.start, START_DAYS)
        if start is None or start.day >= end.day:
            return None
        within = series.loc[pd.Timestamp(start.day) : pd.Timestamp(end.day)]
        fall = float(f"{deepest_fall_pct(within.to_numpy(float)):.6g}")
        return ResolvedValue(fall <= -self.fall_pct, fall, end.day)

    def past(self, ledger: Ledger, span: Span, as_of: date) -> pd.DataFrame:
        """Return what became of all spans of this length that were over by a date."""
        return touched(series_as_of(ledger, self.series, as_of), span.days, self.fall_pct)

    def rate(self, ledger: Ledger, span: Span, as_of: date) -> Rate | Missing:
        """Return the base rate, that of `odds` where it is given."""
        if self.odds is None:
            return super().rate(ledger, span, as_of)
        rate = rate_in(ledger, *self.odds, as_of)
        if isinstance(rate, Missing):
            return rate
        words = f"{rate.computed_from}, by daily closes: a little high for weekly ones"
        return replace(rate, computed_from=words)


ForecastRule: TypeAlias = Annotated[Compare | Touch | Reach, Field(discriminator="kind")]
