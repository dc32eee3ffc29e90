"""How do a metric's numbers look on a page? Rows, tables and reasons, ready as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.ledger.live_values import LiveValues, ranked, signed
from generator.ledger.sample_size import Pace, pace
from generator.model.formatting import NO_DATA, cell, day, number
from generator.model.metric import Column, Metric, Unit
from generator.model.record import MissingNumbers, Numbers, Percentile, SeriesNumbers, TableNumbers
from generator.site.pages.page import Link

# The column that names a table's rows.
LABEL = "label"
CellKind: TypeAlias = Literal["text", "date", "number"]
_KINDS: dict[Unit, CellKind] = {"text": "text", "date": "date"}


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """Where a value stands in its history: `82`, `1,375 weeks since 26 May 2000`."""

    percentile: str
    span: str


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A series' newest value with all that a reader needs to judge it.

    Attributes:
        cases: what the value rests on: `n = 104`; "" where it is a single figure.
        step: how long ago the value was from which it changed: a week, a month or a quarter.
    """

    metric: Link
    value: str
    cases: str
    change: str
    step: Pace
    places: tuple[HistoryPlace, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; its kind decides how the cells are set."""

    text: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Row:
    """A row's name and its other cells, in the order of the headings."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumbersTable:
    """A table as readers see it; the first heading is that of the rows' names."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoNumber:
    """A number that is not there, why, and what it last was."""

    metric: Link
    reason: str
    last: str


@dataclass(frozen=True, slots=True)
class NumbersPanel:
    """All numbers of one section of an edition."""

    key_numbers: tuple[KeyNumber, ...]
    tables: tuple[NumbersTable, ...]
    missing: tuple[NoNumber, ...]


@dataclass(frozen=True, slots=True)
class LiveName:
    """A name that editors may put between double braces, and what it stands for."""

    name: str
    value: str


def panel(
    metrics: Iterable[Metric[...]], numbers: Mapping[str, Numbers], values: LiveValues
) -> NumbersPanel:
    """Return what an edition measured of some metrics; one that it did not know is left out."""
    found = [(metric, numbers[metric.id]) for metric in metrics if metric.id in numbers]
    return NumbersPanel(
        tuple(key_number(m, n, values) for m, n in found if isinstance(n, SeriesNumbers)),
        tuple(table(m, n) for m, n in found if isinstance(n, TableNumbers)),
        tuple(no_number(m, n) for m, n in found if isinstance(n, MissingNumbers)),
    )


def metric_link(metric: Metric[...]) -> Link:
    """Return the link to a metric's page."""
    return Link(metric.label, f"metrics/{metric.id}/")


def live_names(values: LiveValues, metric: str) -> tuple[LiveName, ...]:
    """Return a metric's live names, in the order of its table."""
    return tuple(LiveName(value.name, value.text()) for value in values.of(metric).values())


def key_number(metric: Metric[...], numbers: SeriesNumbers, values: LiveValues) -> KeyNumber:
    """Return the newest value of a weekly series, its change and its place in history."""
    newest, change = values.get(metric.id), values.get(f"{metric.id}.change")
    spans = sorted(numbers.percentiles, key=lambda span: span.since)
    return KeyNumber(
        metric=metric_link(metric),
        value=number(numbers.value, metric.unit, metric.decimals),
        cases=newest.cases.text if newest and newest.cases.n is not None else "",
        change=signed(change) if change else NO_DATA,
        step=pace(numbers),
        places=tuple(_place(metric, numbers, span) for span in spans),
        as_of=day(numbers.as_of),
    )


def table(metric: Metric[...], numbers: TableNumbers) -> NumbersTable:
    """Return a measured table; its rows are named by their label, or else by their key."""
    declared = {column.name: column for column in metric.columns}
    shown = [(place, declared[n]) for place, n in enumerate(numbers.columns) if n != LABEL]
    return NumbersTable(
        caption=metric.label,
        headings=(Heading("", "text"), *(_heading(column) for _, column in shown)),
        rows=tuple(
            Row(
                name=_row_name(key, numbers.columns, cells),
                cells=tuple(cell(cells[at], c.unit, c.decimals) for at, c in shown),
            )
            for key, cells in numbers.rows.items()
        ),
        href=f"metrics/{metric.id}/",
        note=f"As of {day(numbers.as_of)}.",
    )


def no_number(metric: Metric[...], numbers: MissingNumbers) -> NoNumber:
    """Return why a metric has no number, and its last one if there was any."""
    last = ""
    if numbers.last_value is not None and numbers.last_date is not None:
        value = number(numbers.last_value, metric.unit, metric.decimals)
        last = f"Last published: {value} on {day(numbers.last_date)}."
    return NoNumber(metric_link(metric), numbers.reason, last)


def _place(metric: Metric[...], numbers: SeriesNumbers, span: Percentile) -> HistoryPlace:
    cases = ranked(metric, numbers, span)
    count = f"{number(span.n, 'count', 0)} {pace(numbers)}s since {day(span.since)}"
    apart = "" if cases.independent is None else f", {cases.independent:,} not overlapping"
    return HistoryPlace(number(span.percentile, "count", 0), f"{count}{apart}")


def _heading(column: Column) -> Heading:
    return Heading(column.label, _KINDS.get(column.unit, "number"))


def _row_name(key: str, columns: tuple[str, ...], cells: tuple[float | str | None, ...]) -> str:
    return str(cells[columns.index(LABEL)]) if LABEL in columns else key.replace("_", " ")
