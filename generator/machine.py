"""What do programs get to build on? Records, claims and measurements as JSON and CSV.

Keys are stable: others may be added, but none is renamed or dropped without a new `format`.
All addresses are absolute, so that a file says where it belongs.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import numpy as np
from pydantic import BaseModel

from generator.editions import Edition, Publication
from generator.ledger import Ledger
from generator.model import Column, Metric
from generator.newest import newest_fields
from generator.pages.inputs import FACTS, FACTS_BY, origins_of, source_name, table_names
from generator.published import claims_file, published_record, schemas
from generator.record import FORMAT

Fields: TypeAlias = dict[str, Any]
# Raw table -> its row in the ledger's origins.
Known: TypeAlias = Mapping[str, Mapping[str, str]]
File: TypeAlias = tuple[str, bytes]
Cell: TypeAlias = str | float | None

DATE = Column("date", "Date", "date")
AS_OF = Column("as_of", "As of", "date")
ROW = Column("row", "Row", "text")


@dataclass(frozen=True, slots=True)
class Measurements:
    """All published measurements of a metric as one table; empty where there never was any."""

    columns: tuple[Column, ...]
    rows: list[list[Cell]]


def machine_files(publication: Publication) -> Iterator[File]:
    """Give the path and content of every data file; the publication has an edition."""
    for edition in publication.editions:
        yield f"data/editions/{edition.id}.json", _text(published_record(edition, publication))
    newest = publication.editions[-1]
    yield "data/latest.json", _text(published_record(newest, publication))
    yield "data/claims.json", _text(claims_file(publication))
    for path, schema in schemas(publication.config.base_url):
        yield path, schema.encode()
    rows = origins_of(publication.ledger, publication.editions[-1].id).astype(str)
    known = dict(zip(rows.index, rows.to_dict("records"), strict=True))
    described = {metric.id: _metric(publication, metric, known) for metric in publication.metrics}
    yield "data/index.json", _json({**index(publication), "metrics": list(described.values())})
    ledger = publication.ledger_of(publication.editions[-1])
    for metric in publication.metrics:
        measured = measurements(ledger, metric)
        head = {**_head(publication), **described[metric.id]}
        yield f"data/metrics/{metric.id}.csv", csv_text(measured)
        yield f"data/metrics/{metric.id}.json", metric_text(head, metric, measured)
    for name, facts in publication.facts.items():
        text = facts.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
        yield f"data/facts/{name}.csv", text.encode()


def index(publication: Publication) -> Fields:
    """Return what there is beside the metrics: every edition and table of facts with its files."""
    newest = publication.editions[-1]
    return {
        **_head(publication),
        "edition": newest.id,
        "as_of": newest.record.as_of.isoformat(),
        "latest": f"{publication.config.base_url}data/latest.json",
        "claims": f"{publication.config.base_url}data/claims.json",
        "sources": [source.model_dump(mode="json") for source in newest.record.sources],
        "editions": [_edition(publication, edition) for edition in publication.editions],
        "facts": [
            {"id": name, "csv": f"{publication.config.base_url}data/facts/{name}.csv"}
            for name in publication.facts
        ],
    }


def measurements(ledger: Ledger, metric: Metric[...]) -> Measurements:
    """Return what was published of a metric, as the newest edition knew it."""
    if metric.id in ledger.series:
        known = ledger.series[metric.id]
        days = np.datetime_as_string(known.index.to_numpy(), unit="D").tolist()
        value = Column("value", metric.label, metric.unit, metric.decimals)
        rows = [list(row) for row in zip(days, known.tolist(), strict=True)]
        return Measurements((DATE, value), rows)
    columns = (AS_OF, ROW, *metric.columns)
    if metric.id not in ledger.tables:
        return Measurements(columns, [])
    table = ledger.tables[metric.id]
    cells = table[["as_of", "row", *(column.name for column in metric.columns)]]
    return Measurements(columns, [[_cell(c) for c in row] for row in cells.to_numpy().tolist()])


def csv_text(measured: Measurements) -> bytes:
    """Return measurements as CSV; a number has up to six significant digits, no data is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in measured.columns)
    writer.writerows([_digits(cell) for cell in row] for row in measured.rows)
    return text.getvalue().encode()


def metric_text(head: Fields, metric: Metric[...], measured: Measurements) -> bytes:
    """Return a metric's head with its definition and all measurements as JSON."""
    head = {
        **head,
        "definition": metric.definition,
        "formula": metric.formula,
        "pitfalls": metric.pitfalls,
        "columns": [asdict(column) for column in measured.columns],
    }
    return _json({**head, "rows": measured.rows}, indent=None)


def _head(publication: Publication) -> Fields:
    return {"format": FORMAT, "publication": publication.config.title}


def _page(publication: Publication, edition: Edition) -> str:
    return f"{publication.config.base_url}editions/{edition.id}/"


def _edition(publication: Publication, edition: Edition) -> Fields:
    record = edition.record
    return {
        "id": edition.id,
        "title": edition.title,
        "as_of": record.as_of.isoformat(),
        "published_at": record.published_at.isoformat().replace("+00:00", "Z"),
        "backfilled": record.backfilled,
        "verdicts": {verdict.claim: verdict.word for verdict in record.verdicts},
        "page": _page(publication, edition),
        "json": f"{publication.config.base_url}data/editions/{edition.id}.json",
    }


def _metric(publication: Publication, metric: Metric[...], known: Known) -> Fields:
    base = publication.config.base_url
    origins = [found for name in metric.inputs for found in _origins(base, name, known)]
    return {
        "id": metric.id,
        "section": metric.section,
        "label": metric.label,
        "unit": metric.unit,
        "decimals": metric.decimals,
        "inputs": list(metric.inputs),
        "sources": sorted({origin["source"] for origin in origins}),
        "origins": origins,
        **newest_fields(metric, publication.editions[-1].record.numbers.get(metric.id)),
        "page": f"{base}metrics/{metric.id}/",
        "csv": f"{base}data/metrics/{metric.id}.csv",
        "json": f"{base}data/metrics/{metric.id}.json",
    }


def _origins(base: str, name: str, known: Known) -> Iterator[Fields]:
    """Give the raw tables or cited facts behind an input; none where the fetch did not give it."""
    if name.startswith(FACTS):
        url = f"{base}data/facts/{name.removeprefix(FACTS)}.csv"
        nothing = dict.fromkeys(("fetched_at", "first", "last", "rows"))
        yield {"input": name, "source": "facts", "name": FACTS_BY, "url": url, **nothing}
        return
    for row in (known[table] for table in table_names(name, known)):
        yield {
            "input": name,
            "source": row["source"],
            "name": source_name(row["source"]),
            "url": row["url"] if row["url"].startswith("https://") else None,
            **{key: row[key] for key in ("fetched_at", "first", "last")},
            "rows": int(row["rows"]),
        }


def _cell(value: str | float | None) -> Cell:
    if isinstance(value, str):
        return value or None
    return None if value is None or math.isnan(value) else float(value)


def _digits(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:.6g}"


def _text(model: BaseModel) -> bytes:
    return f"{model.model_dump_json(indent=1)}\n".encode()


def _json(value: Fields, indent: int | None = 1) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=indent)}\n".encode()
