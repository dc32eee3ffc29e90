"""Live values: one namespace of numbers for commentary, claims and sentences.

`metric` is a series' last value; `metric.change`, `.percentile`, `.percentile_10y`,
`.percentile_1979`, `.percentile_2000`, `.n`, `.date` and `.since` go with it. `metric.row` is the
`value` column of a table's row (or its only number); `metric.row.column` is any other cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from generator.ledger.sample_size import SINGLE, SampleSize, counting, value_n, windows_apart
from generator.model.formatting import cell, day, number
from generator.model.metric import Column, Metric, Unit
from generator.model.record import (
    Cell,
    MissingNumbers,
    Numbers,
    Percentile,
    SeriesNumbers,
    TableNumbers,
)

# The years since which a percentile counts, beside all of history and its last years.
ERAS = (1979, 2000)


@dataclass(frozen=True, slots=True)
class Value:
    """One addressable number (or date, or text), or the reason why it is missing."""

    name: str
    metric: str
    unit: Unit
    decimals: int
    raw: float | str | None
    as_of: date | None
    missing: str = ""
    cases: SampleSize = SINGLE

    @property
    def number(self) -> float | None:
        """Return the value where it is a number."""
        return self.raw if isinstance(self.raw, float | int) else None

    def text(self, decimals: int | None = None) -> str:
        """Return the value as readers see it, in the metric's format."""
        return cell(self.raw, self.unit, self.decimals if decimals is None else decimals)


class LiveValues:
    """The live names of one edition.

    A name that no metric has is unknown; a name of a metric that is missing this week is known
    and its value says why there is none.
    """

    def __init__(self, metrics: tuple[Metric[...], ...], numbers: Mapping[str, Numbers]) -> None:
        self.metrics = {metric.id: metric for metric in metrics}
        self.missing = {i: n.reason for i, n in numbers.items() if isinstance(n, MissingNumbers)}
        self._numbers = numbers
        self._named: dict[str, dict[str, Value]] = {}

    def __iter__(self) -> Iterator[Value]:
        return (value for metric_id in self.metrics for value in self.of(metric_id).values())

    def get(self, name: str) -> Value | None:
        """Return the value of a live name, or None when no metric could ever give it."""
        metric_id = name.split(".", maxsplit=1)[0]
        if metric_id in self.metrics and metric_id in self.missing:
            unit, decimals = _form(self.metrics[metric_id], name)
            return Value(name, metric_id, unit, decimals, None, None, self.missing[metric_id])
        return self.of(metric_id).get(name)

    def suggestions(self, name: str) -> list[str]:
        """Return known names that look like this one, best first."""
        return get_close_matches(name, [value.name for value in self], n=3, cutoff=0.6)

    def of(self, metric_id: str) -> dict[str, Value]:
        """Return a metric's values by name; made once, since most editions ask for few."""
        if metric_id not in self._named:
            is_measured = metric_id in self.metrics and metric_id in self._numbers
            values = (
                self._values(self.metrics[metric_id], self._numbers[metric_id])
                if is_measured
                else []
            )
            self._named[metric_id] = {value.name: value for value in values}
        return self._named[metric_id]

    def _values(self, metric: Metric[...], numbers: Numbers) -> list[Value]:
        if isinstance(numbers, SeriesNumbers):
            return _series_values(metric, numbers, self._newest_cases(metric))
        if isinstance(numbers, TableNumbers):
            return _table_values(metric, numbers)
        return []

    def _newest_cases(self, metric: Metric[...]) -> SampleSize:
        """Return what the newest value of a series rests on."""
        companies = self.get(metric.companies) if isinstance(metric.companies, str) else None
        return SampleSize(_whole(companies.number) if companies else value_n(metric))


def _series_values(metric: Metric[...], numbers: SeriesNumbers, cases: SampleSize) -> list[Value]:
    """Return a series' values; `cases` are those of the newest one."""

    def value(key: str, unit: Unit, raw: float | str | None, cases: SampleSize = SINGLE) -> Value:
        name = f"{metric.id}.{key}" if key else metric.id
        decimals = 0 if key and key != "change" else metric.decimals
        return Value(name, metric.id, unit, decimals, raw, numbers.as_of, cases=cases)

    change_unit: Unit = {"%": "pp", "%/y": "pp/y"}.get(metric.unit, metric.unit)  # type: ignore[assignment]  # a literal for each key
    return [
        value("", metric.unit, numbers.value, cases),
        value("change", change_unit, numbers.change),
        *(
            value(key, "count", window.percentile, ranked(metric, numbers, window))
            for key, window in _percentiles(numbers).items()
        ),
        value("n", "count", numbers.n),
        value("date", "text", day(numbers.as_of)),
        value("since", "text", day(numbers.since)),
    ]


def ranked(metric: Metric[...], numbers: SeriesNumbers, window: Percentile) -> SampleSize:
    """Return the weeks among which a percentile ranks, and how many of them do not overlap."""
    return SampleSize(window.n, windows_apart(metric, numbers, window.n))


def _percentiles(numbers: SeriesNumbers) -> dict[str, Percentile]:
    """Return percentiles by name: `percentile` of the full history, the others by their span."""
    return {_span(window, numbers): window for window in numbers.percentiles}


def _span(window: Percentile, numbers: SeriesNumbers) -> str:
    if window.since == numbers.since:
        return "percentile"
    if window.since.year in ERAS:
        return f"percentile_{window.since.year}"
    return f"percentile_{round((numbers.as_of - window.since).days / 365.25)}y"


def _table_values(metric: Metric[...], numbers: TableNumbers) -> list[Value]:
    columns = {column.name: column for column in metric.columns}
    main, counts = _main_column(metric.columns), counting(metric.columns)
    values = []
    for row, cells in numbers.rows.items():
        row_cells = dict(zip(numbers.columns, cells, strict=True))
        for name, raw in row_cells.items():
            column = columns[name]
            cases = SINGLE if name in counts else _cell_cases(column, row_cells)
            names = [f"{metric.id}.{row}.{name}"] + [f"{metric.id}.{row}"] * (name == main)
            values += [
                Value(n, metric.id, column.unit, column.decimals, raw, numbers.as_of, cases=cases)
                for n in names
            ]
    return values


def _cell_cases(column: Column, row: Mapping[str, Cell]) -> SampleSize:
    """Return what a cell rests on: the counts beside it in its row, or a fixed number."""
    if column.unit in ("text", "date"):
        return SINGLE
    if isinstance(column.n, int):
        return SampleSize(column.n)
    n = _whole(row.get(column.n))
    return SINGLE if n is None else SampleSize(n, _whole(row.get(column.independent)))


def _whole(cell: Cell) -> int | None:
    return None if cell is None or isinstance(cell, str) else int(cell)


def _form(metric: Metric[...], name: str) -> tuple[Unit, int]:
    """Return unit and decimals of a live name, whether or not its metric has a value."""
    row, _, column_name = name.partition(".")[2].partition(".")
    name_in_row = column_name or _main_column(metric.columns)
    for column in metric.columns if row else ():
        if column.name == name_in_row:
            return column.unit, column.decimals
    return metric.unit, metric.decimals


def _main_column(columns: tuple[Column, ...]) -> str:
    numeric = [column.name for column in columns if column.unit not in ("text", "date")]
    return numeric[0] if len(numeric) == 1 else "value"


def describe(value: Value) -> str:
    """Return the value with its metric's unit, or the reason why there is none."""
    return value.text() if not value.missing else f"no data ({value.missing})"


def signed(value: Value) -> str:
    """Return the value with its sign, whatever its unit."""
    return number(value.number, value.unit, value.decimals, signed=True)
