"""Which number does a live name stand for? One namespace for commentary, claims and sentences.

`metric` is a series' last value; `metric.change`, `.percentile`, `.percentile_10y`, `.n`, `.date`
and `.since` go with it. `metric.row` is the `value` column of a table's row (or its only number);
`metric.row.column` is any other cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from generator.formatting import cell, day, number
from generator.model import Column, Metric, Unit
from generator.record import MissingNumbers, Numbers, SeriesNumbers, TableNumbers


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
    n: int | None = None

    @property
    def number(self) -> float | None:
        """Return the value where it is a number."""
        return self.raw if isinstance(self.raw, float | int) else None

    def text(self, decimals: int | None = None) -> str:
        """Return the value as readers see it, in the metric's format."""
        return cell(self.raw, self.unit, self.decimals if decimals is None else decimals)


class Values:
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
            known = metric_id in self.metrics and metric_id in self._numbers
            found = _values(self.metrics[metric_id], self._numbers[metric_id]) if known else []
            self._named[metric_id] = {value.name: value for value in found}
        return self._named[metric_id]


def _values(metric: Metric[...], numbers: Numbers) -> list[Value]:
    if isinstance(numbers, SeriesNumbers):
        return _series_values(metric, numbers)
    if isinstance(numbers, TableNumbers):
        return _table_values(metric, numbers)
    return []


def _series_values(metric: Metric[...], numbers: SeriesNumbers) -> list[Value]:
    def value(key: str, unit: Unit, raw: float | str | None, decimals: int = 0) -> Value:
        name = f"{metric.id}.{key}" if key else metric.id
        return Value(name, metric.id, unit, decimals, raw, numbers.as_of, n=numbers.n)

    change_unit: Unit = {"%": "pp", "%/y": "pp/y"}.get(metric.unit, metric.unit)  # type: ignore[assignment]  # a literal for each key
    return [
        value("", metric.unit, numbers.value, metric.decimals),
        value("change", change_unit, numbers.change, metric.decimals),
        *(
            value(key, "count", window.percentile)
            for key, window in zip(
                ("percentile", "percentile_10y"), numbers.percentiles, strict=False
            )
        ),
        value("n", "count", numbers.n),
        value("date", "text", day(numbers.as_of)),
        value("since", "text", day(numbers.since)),
    ]


def _table_values(metric: Metric[...], numbers: TableNumbers) -> list[Value]:
    columns = {column.name: column for column in metric.columns}
    main = _main_column(metric.columns)
    found = []
    for row, cells in numbers.rows.items():
        for name, raw in zip(numbers.columns, cells, strict=True):
            column = columns[name]
            names = [f"{metric.id}.{row}.{name}"] + [f"{metric.id}.{row}"] * (name == main)
            found += [
                Value(n, metric.id, column.unit, column.decimals, raw, numbers.as_of) for n in names
            ]
    return found


def _form(metric: Metric[...], name: str) -> tuple[Unit, int]:
    """Return unit and decimals of a live name, whether or not its metric has a value."""
    row, _, column_name = name.partition(".")[2].partition(".")
    wanted = column_name or _main_column(metric.columns)
    for column in metric.columns if row else ():
        if column.name == wanted:
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
