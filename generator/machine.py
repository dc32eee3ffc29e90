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

from generator.claims import Claim, rule_text
from generator.content import Correction
from generator.editions import Edition, Publication
from generator.forecasts import forecasts_index
from generator.ledger import Ledger
from generator.model import Column, Metric
from generator.pages.inputs import FACTS, FACTS_BY, origins_of, source_name, table_names
from generator.record import FORMAT, MissingNumbers, Numbers, Record, SeriesNumbers, Verdict
from generator.values import Values

Fields: TypeAlias = dict[str, Any]
# Raw table -> its row in the ledger's origins.
Known: TypeAlias = Mapping[str, Mapping[str, str]]
File: TypeAlias = tuple[str, bytes]
Cell: TypeAlias = str | float | None

DATE = Column("date", "Date", "date")
AS_OF = Column("as_of", "As of", "date")
ROW = Column("row", "Row", "text")


class PublishedRecord(Record):
    """An edition's record with what readers see around it."""

    title: str
    permalink: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Measurements:
    """All published measurements of a metric as one table; empty where there never was any."""

    columns: tuple[Column, ...]
    rows: list[list[Cell]]


def machine_files(publication: Publication) -> Iterator[File]:
    """Give the path and content of every data file; the publication has an edition."""
    for edition in publication.editions:
        yield f"data/editions/{edition.id}.json", published_record(edition, publication)
    yield "data/latest.json", published_record(publication.editions[-1], publication)
    yield "data/claims.json", _json(claims_index(publication))
    said = forecasts_index(publication.forecasts, f"{publication.config.base_url}forecasts/")
    yield "data/forecasts.json", _json({**_head(publication), **said})
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


def published_record(edition: Edition, publication: Publication) -> bytes:
    """Return an edition's frozen record as JSON, with its title, permalink and corrections."""
    record = PublishedRecord.model_construct(
        **dict(edition.record),
        title=edition.title,
        permalink=_page(publication, edition),
        corrections=edition.document.front.corrections if edition.document else (),
    )
    return f"{record.model_dump_json(indent=1)}\n".encode()


def claims_index(publication: Publication) -> Fields:
    """Return every claim with its test, its newest verdict and the verdicts before."""
    newest = publication.editions[-1]
    values = publication.values(newest)
    return {
        **_head(publication),
        "edition": newest.id,
        "as_of": newest.record.as_of.isoformat(),
        "claims": [_claim(publication, claim, values) for claim in publication.claims],
    }


def index(publication: Publication) -> Fields:
    """Return what there is beside the metrics: every edition and table of facts with its files."""
    newest = publication.editions[-1]
    return {
        **_head(publication),
        "edition": newest.id,
        "as_of": newest.record.as_of.isoformat(),
        "latest": f"{publication.config.base_url}data/latest.json",
        "claims": f"{publication.config.base_url}data/claims.json",
        "forecasts": f"{publication.config.base_url}data/forecasts.json",
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
        **_newest(publication.editions[-1].record.numbers.get(metric.id)),
        "page": f"{base}metrics/{metric.id}/",
        "csv": f"{base}data/metrics/{metric.id}.csv",
        "json": f"{base}data/metrics/{metric.id}.json",
    }


def _newest(numbers: Numbers | None) -> Fields:
    """Return the newest numbers with the same keys for all kinds; None is no data.

    A table's rows go by their keys, their cells by the columns; a series has percentile windows.
    """
    names = ("as_of", "value", "change", "percentile", "n", "since", "percentiles", "table")
    found: Fields = dict.fromkeys(names)
    if numbers is None:
        return {"kind": "missing", "missing": "not part of the newest edition", **found}
    if isinstance(numbers, MissingNumbers):
        return {"kind": numbers.kind, "missing": numbers.reason, **found}
    found["as_of"] = numbers.as_of.isoformat()
    if isinstance(numbers, SeriesNumbers):
        full = numbers.percentiles[0].percentile if numbers.percentiles else None
        found |= {"value": numbers.value, "change": numbers.change, "percentile": full}
        found |= {"n": numbers.n, "since": numbers.since.isoformat()}
        found["percentiles"] = [p.model_dump(mode="json") for p in numbers.percentiles]
    else:
        found["table"] = {
            key: dict(zip(numbers.columns, cells, strict=True))
            for key, cells in numbers.rows.items()
        }
    return {"kind": numbers.kind, "missing": "", **found}


def _claim(publication: Publication, claim: Claim, values: Values) -> Fields:
    history = [
        _judgement(edition, verdict)
        for edition in publication.editions
        for verdict in edition.record.verdicts
        if verdict.claim == claim.id
    ]
    newest = {v.claim: v for v in publication.editions[-1].record.verdicts}.get(claim.id)
    return {
        **claim.model_dump(mode="json", exclude={"document"}),
        "test": rule_text(claim.rule, values),
        "mechanism_test": rule_text(claim.mechanism.rule, values) if claim.mechanism else None,
        "page": f"{publication.config.base_url}claims/{claim.id}/",
        "verdict": newest.model_dump(mode="json") if newest else None,
        "history": history,
    }


def _judgement(edition: Edition, verdict: Verdict) -> Mapping[str, str | None]:
    return {
        "edition": edition.id,
        "as_of": edition.record.as_of.isoformat(),
        "word": verdict.word,
        "leaning": verdict.leaning,
        "mechanism": verdict.mechanism,
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


def _json(value: Fields, indent: int | None = 1) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=indent)}\n".encode()
