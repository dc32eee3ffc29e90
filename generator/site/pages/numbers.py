"""A metric's numbers on pages: newest values, tables, and reasons where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from generator.claims.evidence import value_of
from generator.ledger.live_values import LiveValues, Value, ranked
from generator.ledger.sample_size import Pace, pace
from generator.model.formatting import cell
from generator.model.metric import Column, Metric, Unit
from generator.model.record import (
    Cell,
    MissingNumbers,
    Numbers,
    Percentile,
    SeriesNumbers,
    TableNumbers,
)

# The column that names a table's rows.
LABEL = "label"
CellKind: TypeAlias = Literal["text", "date", "number"]
_KINDS: dict[Unit, CellKind] = {"text": "text", "date": "date"}
# A metric without a number, and why.
NoNumber: TypeAlias = tuple[Metric[...], MissingNumbers]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A series' newest value with all that a reader needs to judge it.

    Attributes:
        newest: the value with the cases that it rests on.
        step: how long ago the value was from which it changed: a week, a month or a quarter.
        places: each span of its history, the longest first, with how many of its windows do not
            overlap; None where none of them do.
    """

    metric: Metric[...]
    numbers: SeriesNumbers
    newest: Value
    change: Value
    step: Pace
    places: tuple[tuple[Percentile, int | None], ...]


@dataclass(frozen=True, slots=True)
class NumbersTable:
    """A table as readers see it; the first column names the rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    href: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class NumbersPanel:
    """All numbers of one section of an edition."""

    key_numbers: tuple[KeyNumber, ...]
    tables: tuple[NumbersTable, ...]
    missing: tuple[NoNumber, ...]


def panel(
    metrics: Iterable[Metric[...]], numbers: Mapping[str, Numbers], values: LiveValues
) -> NumbersPanel:
    """Return what an edition measured of some metrics; one that it did not know is left out."""
    measured = [(metric, numbers[metric.id]) for metric in metrics if metric.id in numbers]
    return NumbersPanel(
        tuple(key_number(m, n, values) for m, n in measured if isinstance(n, SeriesNumbers)),
        tuple(table(m, n) for m, n in measured if isinstance(n, TableNumbers)),
        tuple((m, n) for m, n in measured if isinstance(n, MissingNumbers)),
    )


def key_number(metric: Metric[...], numbers: SeriesNumbers, values: LiveValues) -> KeyNumber:
    """Return the newest value of a weekly series, its change and its place in history."""
    spans = sorted(numbers.percentiles, key=lambda span: span.since)
    return KeyNumber(
        metric=metric,
        numbers=numbers,
        newest=value_of(values, metric.id),
        change=value_of(values, f"{metric.id}.change"),
        step=pace(numbers),
        places=tuple((span, ranked(metric, numbers, span).independent) for span in spans),
    )


def table(metric: Metric[...], numbers: TableNumbers) -> NumbersTable:
    """Return a measured table; its rows are named by their label, or else by their key."""
    declared = {column.name: column for column in metric.columns}
    shown = [(place, declared[n]) for place, n in enumerate(numbers.columns) if n != LABEL]
    return NumbersTable(
        caption=metric.label,
        columns=(named_by(""), *(column for _, column in shown)),
        rows=tuple(
            (_row_name(key, numbers.columns, cells), *(cells[place] for place, _ in shown))
            for key, cells in numbers.rows.items()
        ),
        href=f"metrics/{metric.id}/",
        as_of=numbers.as_of,
    )


def named_by(heading: str) -> Column:
    """Return the column that names the rows, under a heading."""
    return Column(LABEL, heading, "text")


def cell_kind(column: Column) -> CellKind:
    """Return how the cells of a column are set."""
    return _KINDS.get(column.unit, "number")


def cells(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> list[tuple[CellKind, str]]:
    """Return the cells of a row beside its name as readers see them, and how each is set."""
    return [
        (cell_kind(column), cell(value, column.unit, column.decimals))
        for value, column in zip(row[1:], columns[1:], strict=True)
    ]


def _row_name(key: str, columns: tuple[str, ...], cells: tuple[Cell, ...]) -> str:
    return str(cells[columns.index(LABEL)]) if LABEL in columns else key.replace("_", " ")
