"""Sample sizes: how many cases a number rests on, and how many of them do not overlap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from generator.model.formatting import number
from generator.model.metric import Column, Metric, Window
from generator.model.record import Evidence, SeriesNumbers

Pace: TypeAlias = Literal["week", "month", "quarter"]

ONE = "a single figure"
_YEAR = 365.25
_DAYS = {"sessions": 7 / 5, "weeks": 7.0, "months": _YEAR / 12, "years": _YEAR}
_PACES: dict[Pace, float] = {"week": 7.0, "month": _YEAR / 12, "quarter": _YEAR / 4}


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many cases a number rests on; None where it is a single observation.

    Attributes:
        independent: how many of them do not overlap; None where none of them do.
    """

    n: int | None = None
    independent: int | None = None

    @property
    def text(self) -> str:
        """Return the cases for readers: `n = 1,316, 26 not overlapping`."""
        if self.n is None:
            return ONE
        independent = None if self.independent is None else number(self.independent, "count", 0)
        n = f"n = {number(self.n, 'count', 0)}"
        return n if independent is None else f"{n}, {independent} not overlapping"


SINGLE = SampleSize()


def sample_size_of(evidence: Evidence) -> str:
    """Return what a number behind a verdict rests on; "" where there is no number of ours."""
    if evidence.value is None:
        return ""
    return SampleSize(evidence.n, evidence.independent).text


def pace(numbers: SeriesNumbers) -> Pace:
    """Return how far apart the values of a series are."""
    return pace_of(numbers.n, numbers.since, numbers.as_of)


def pace_of(n: int, first: date, last: date) -> Pace:
    """Return how far apart n values are that lie between two days, by their mean distance."""
    distance = (last - first).days / max(n - 1, 1)
    return min(_PACES, key=lambda pace: abs(_PACES[pace] - distance))


def windows_apart(metric: Metric[...], numbers: SeriesNumbers, n: int) -> int | None:
    """Return how many windows that do not overlap n values in a row look back over.

    A value over 52 weeks and the 51 that follow it look back over 103 weeks: one window of 52.
    """
    if metric.window is None:
        return None
    steps = max(1, round(_days(metric.window) / _PACES[pace(numbers)]))
    return (n + steps - 1) // steps


def value_n(metric: Metric[...]) -> int | None:
    """Return how many observations make each value of a series, where their number is fixed."""
    if isinstance(metric.companies, int):
        return metric.companies
    return metric.window.length if metric.window and metric.window.averaged else None


def sample(metric: Metric[...]) -> str:
    """Return what n counts in a metric or, where no average was taken, why it has none."""
    if metric.columns:
        return _table_sample(metric.columns)
    if metric.companies:
        return _companies_sample(metric.companies)
    if metric.window is None:
        return "Each value is one observation, not an average"
    length = _length(metric.window)
    if metric.window.averaged:
        return f"Each value is made from {length}"
    return f"Each value is one change over {length}, not an average"


def _length(window: Window) -> str:
    return f"1 {window.unit[:-1]}" if window.length == 1 else f"{window.length} {window.unit}"


def _companies_sample(companies: str | int) -> str:
    if isinstance(companies, int):
        return f"Each value is made from {companies} companies"
    return f"Each value is made from companies, as many as `{companies}` says"


def counting(columns: tuple[Column, ...]) -> dict[str | int, None]:
    """Return the names of the columns that count cases, in their order."""
    return dict.fromkeys(name for column in columns for name in (column.n, column.independent))


def _days(window: Window) -> float:
    return window.length * _DAYS[window.unit]


def _table_sample(columns: tuple[Column, ...]) -> str:
    names = {column.name: column.label for column in columns}
    counts = {name: names[name] for name in counting(columns) if name in names}
    fixed = [f"{c.n} behind “{c.label}”" for c in columns if isinstance(c.n, int)]
    parts = [*(f"“{label}” in each row" for label in counts.values()), *fixed]
    if not parts:
        return "Each number is a single figure, observed or as published: no average was taken"
    return f"Counted by {', '.join(parts)}"
