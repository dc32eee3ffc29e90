"""A metric's files: what it is, its newest numbers, sources, and all that was published of it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, Field

from generator.editions.publication import Publication
from generator.ledger.ledger import Ledger
from generator.ledger.sample_size import Pace, pace, sample, windows_apart
from generator.model.files import csv_text
from generator.model.metric import Column, Metric, Section, Unit
from generator.model.record import (
    FORMAT,
    Cell,
    Frozen,
    MissingNumbers,
    Numbers,
    Percentile,
    SeriesNumbers,
)
from generator.model.series import Families, family_of, source_name, tables_behind
from generator.site.pages.inputs import origins_of

# Raw table -> its row in the ledger's origins.
KnownOrigins: TypeAlias = Mapping[str, Mapping[str, str]]
DATE = Column("date", "Date", "date")
AS_OF = Column("as_of", "As of", "date")
ROW = Column("row", "Row", "text")


class FileHead(Frozen):
    """How a file begins."""

    format: int = FORMAT
    publication: str


class PublishedOrigin(Frozen):
    """A raw table or cited facts behind a metric; of facts there is no fetch."""

    input: str
    source: str
    name: str
    url: str | None
    fetched_at: str | None = None
    first: str | None = None
    last: str | None = None
    rows: int | None = None


class PublishedPercentile(Percentile):
    """A percentile and how many of its n do not overlap, where they do."""

    independent: int | None


class NewestNumbers(Frozen):
    """The newest numbers with the same keys for all kinds; None is no data."""

    kind: Literal["series", "table", "missing"]
    missing: str = ""
    as_of: date | None = None
    value: float | None = None
    change: float | None = None
    percentile: float | None = None
    n: int | None = None
    """of the values of a series' history."""
    independent: int | None = None
    every: Pace | None = None
    since: date | None = None
    percentiles: tuple[PublishedPercentile, ...] | None = None
    table: dict[str, dict[str, Cell]] | None = None
    """a table's rows by their keys, their cells by the columns."""
    sample: str
    """what n counts, or why there is none."""


class DescribedMetric(Frozen):
    """What a metric is and where it comes from."""

    id: str
    section: Section
    label: str
    unit: Unit
    decimals: int
    inputs: tuple[str, ...]
    sources: tuple[str, ...]
    origins: tuple[PublishedOrigin, ...]


class PublishedMetric(NewestNumbers, DescribedMetric):
    """A metric with its newest numbers and where the rest is."""

    page: str
    csv: str
    json_address: str = Field(serialization_alias="json")


class MetricFile(PublishedMetric, FileHead):
    """data/metrics/<id>.json: a metric with all that was published of it."""

    definition: str
    formula: str
    pitfalls: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]


def metric_files(publication: Publication, section: Section) -> dict[str, bytes]:
    """Return all that was ever published of each metric of a section."""
    files: dict[str, bytes] = {}
    ledger = publication.ledger_of(publication.editions[-1])
    metrics = [metric for metric in publication.metrics if metric.section == section]
    for metric, published in zip(metrics, published_metrics(publication, metrics), strict=True):
        columns, rows = measurements(ledger, metric)
        file = MetricFile(
            publication=publication.config.title,
            **dict(published),
            definition=metric.definition,
            formula=metric.formula,
            pitfalls=metric.pitfalls,
            columns=columns,
            rows=rows,
        )
        files[f"data/metrics/{metric.id}.csv"] = measured_csv(columns, rows)
        files[f"data/metrics/{metric.id}.json"] = json_text(file, indent=None)
    return files


def published_metrics(
    publication: Publication, metrics: Iterable[Metric[...]]
) -> tuple[PublishedMetric, ...]:
    """Return each metric as its own file and the index describe it."""
    rows = origins_of(publication.ledger, publication.editions[-1].id).astype(str)
    known = dict(zip(rows.index, rows.to_dict("records"), strict=True))
    return tuple(_published(publication, metric, known) for metric in metrics)


def newest_numbers(metric: Metric[...], numbers: Numbers | None) -> NewestNumbers:
    """Return what the newest edition has of a metric; None is nothing."""
    counts = sample(metric)
    if numbers is None:
        reason = "not part of the newest edition"
        return NewestNumbers(kind="missing", missing=reason, sample=counts)
    if isinstance(numbers, MissingNumbers):
        return NewestNumbers(kind="missing", missing=numbers.reason, sample=counts)
    if isinstance(numbers, SeriesNumbers):
        return _series(metric, numbers)
    rows = numbers.rows.items()
    table = {key: dict(zip(numbers.columns, row, strict=True)) for key, row in rows}
    return NewestNumbers(kind="table", as_of=numbers.as_of, table=table, sample=counts)


def measurements(
    ledger: Ledger, metric: Metric[...]
) -> tuple[tuple[Column, ...], list[list[Cell]]]:
    """Return what was published of a metric, as the newest edition knew it: columns and rows."""
    if metric.id in ledger.series:
        series = ledger.series[metric.id]
        days = np.datetime_as_string(series.index.to_numpy(), unit="D").tolist()
        value = Column("value", metric.label, metric.unit, metric.decimals)
        return (DATE, value), [list(row) for row in zip(days, series.tolist(), strict=True)]
    columns = (AS_OF, ROW, *metric.columns)
    if metric.id not in ledger.tables:
        return columns, []
    table = ledger.tables[metric.id].rows
    cells = table[["as_of", "row", *(column.name for column in metric.columns)]]
    return columns, [[_cell(cell) for cell in row] for row in cells.to_numpy().tolist()]


def measured_csv(columns: Iterable[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return measurements as CSV; a number has up to six significant digits, no data is empty."""
    head = [column.name for column in columns]
    return csv_text(chain([head], ([_digits(cell) for cell in row] for row in rows))).encode()


def json_text(model: BaseModel, indent: int | None = 1) -> bytes:
    """Return a file's text; numbers are written as Python writes them."""
    fields = model.model_dump(mode="json", by_alias=True)
    return f"{json.dumps(fields, ensure_ascii=False, indent=indent)}\n".encode()


def _published(
    publication: Publication, metric: Metric[...], known: KnownOrigins
) -> PublishedMetric:
    base, families = publication.config.base_url, publication.families
    origins = [o for name in metric.inputs for o in _origins(base, name, families, known)]
    numbers = publication.editions[-1].record.numbers.get(metric.id)
    return PublishedMetric(
        id=metric.id,
        section=metric.section,
        label=metric.label,
        unit=metric.unit,
        decimals=metric.decimals,
        inputs=metric.inputs,
        sources=tuple(sorted({origin.source for origin in origins})),
        origins=tuple(origins),
        **dict(newest_numbers(metric, numbers)),
        page=f"{base}metrics/{metric.id}/",
        csv=f"{base}data/metrics/{metric.id}.csv",
        json_address=f"{base}data/metrics/{metric.id}.json",
    )


def _series(metric: Metric[...], numbers: SeriesNumbers) -> NewestNumbers:
    percentiles = tuple(
        PublishedPercentile(**dict(p), independent=windows_apart(metric, numbers, p.n))
        for p in numbers.percentiles
    )
    return NewestNumbers(
        kind="series",
        as_of=numbers.as_of,
        value=numbers.value,
        change=numbers.change,
        percentile=percentiles[0].percentile if percentiles else None,
        n=numbers.n,
        independent=windows_apart(metric, numbers, numbers.n),
        every=pace(numbers),
        since=numbers.since,
        percentiles=percentiles,
        sample=sample(metric),
    )


def _origins(
    base: str, name: str, families: Families, known: KnownOrigins
) -> Iterator[PublishedOrigin]:
    """Give the raw tables or cited facts behind an input; none where the fetch did not give it."""
    family = family_of(name, families)
    if family.form == "facts":
        url = f"{base}{family.address(name)}"
        yield PublishedOrigin(input=name, source=family.source, name=family.publisher, url=url)
        return
    for row in (known[table] for table in tables_behind(name, families, known)):
        yield PublishedOrigin(
            input=name,
            source=row["source"],
            name=source_name(row["source"], families),
            url=row["url"] if row["url"].startswith("https://") else None,
            fetched_at=row["fetched_at"],
            first=row["first"],
            last=row["last"],
            rows=int(row["rows"]),
        )


def _cell(value: str | float | None) -> Cell:
    if isinstance(value, str):
        return value or None
    return None if value is None or math.isnan(value) else float(value)


def _digits(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:.6g}"
