"""What do programs get to build on? Records, claims and measurements as JSON and CSV.

Keys are stable: others may be added, but none is renamed or dropped without a new `format`.
All addresses are absolute, so that a file says where it belongs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import pandas as pd
from pydantic import BaseModel

from generator.claims.claim import Claim
from generator.editions.publication import Edition, EditionSummary, Publication
from generator.ledger.ledger import Ledger
from generator.model.files import csv_text
from generator.model.metric import Column, Metric, Section
from generator.model.record import FORMAT
from generator.site.data_files.forecasts import ForecastsFile, forecasts_file
from generator.site.data_files.metrics import MetricFields, metrics_described
from generator.site.data_files.schemas import claims_file, published_record, schemas

DataCell: TypeAlias = str | float | None

DATE = Column("date", "Date", "date")
AS_OF = Column("as_of", "As of", "date")
ROW = Column("row", "Row", "text")


@dataclass(frozen=True, slots=True)
class Measurements:
    """All published measurements of a metric as one table; empty where there never was any."""

    columns: tuple[Column, ...]
    rows: list[list[DataCell]]


def record_files(publication: Publication, edition: Edition) -> dict[str, bytes]:
    """Return an edition's frozen record with what readers see around it."""
    record = published_record(edition, publication)
    return {f"data/editions/{edition.id}.json": _text(record)}


def metric_files(publication: Publication, section: Section) -> dict[str, bytes]:
    """Return all that was ever published of each metric of a section."""
    files: dict[str, bytes] = {}
    ledger = publication.ledger_of(publication.editions[-1])
    metrics = [metric for metric in publication.metrics if metric.section == section]
    for metric, described in zip(metrics, metrics_described(publication, metrics), strict=True):
        measured = measurements(ledger, metric)
        head = {**_head(publication), **described}
        files[f"data/metrics/{metric.id}.csv"] = measured_csv(measured)
        files[f"data/metrics/{metric.id}.json"] = metric_text(head, metric, measured)
    return files


def other_files(publication: Publication, summaries: Sequence[EditionSummary]) -> dict[str, bytes]:
    """Return what belongs to no single edition or metric."""
    base = publication.config.base_url
    facts = publication.facts.items()
    return {
        "data/latest.json": _text(published_record(publication.editions[-1], publication)),
        "data/claims.json": _text(claims_file(publication, summaries)),
        "data/forecasts.json": _text(_forecasts(publication)),
        "data/index.json": _json(index(publication, summaries)),
        "data/scoreboard.csv": scoreboard_csv(publication.claims, summaries),
        "data/revisions.csv": revisions_csv(publication),
        **{f"data/facts/{name}.csv": _facts_text(table) for name, table in facts},
        **schemas(base),
    }


def _forecasts(publication: Publication) -> ForecastsFile:
    config = publication.config
    return forecasts_file(publication.forecasts, config.title, f"{config.base_url}forecasts/")


def _facts_text(facts: pd.DataFrame) -> bytes:
    text: str = facts.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return text.encode()


def index(publication: Publication, summaries: Sequence[EditionSummary]) -> MetricFields:
    """Return what there is: every edition, table of facts and metric with its files."""
    newest = publication.editions[-1]
    return {
        **_head(publication),
        "edition": newest.id,
        "as_of": newest.record.as_of.isoformat(),
        "latest": f"{publication.config.base_url}data/latest.json",
        "claims": f"{publication.config.base_url}data/claims.json",
        "scoreboard": f"{publication.config.base_url}data/scoreboard.csv",
        "revisions": f"{publication.config.base_url}data/revisions.csv",
        "forecasts": f"{publication.config.base_url}data/forecasts.json",
        "sources": [source.model_dump(mode="json") for source in newest.record.sources],
        "editions": [_edition(publication, edition) for edition in summaries],
        "facts": [
            {"id": name, "csv": f"{publication.config.base_url}data/facts/{name}.csv"}
            for name in publication.facts
        ],
        "metrics": metrics_described(publication, publication.metrics),
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
    table = ledger.tables[metric.id].rows
    cells = table[["as_of", "row", *(column.name for column in metric.columns)]]
    return Measurements(columns, [[_cell(c) for c in row] for row in cells.to_numpy().tolist()])


def measured_csv(measured: Measurements) -> bytes:
    """Return measurements as CSV; a number has up to six significant digits, no data is empty."""
    head = [column.name for column in measured.columns]
    rows = ([_digits(cell) for cell in row] for row in measured.rows)
    return csv_text(chain([head], rows)).encode()


def metric_text(head: MetricFields, metric: Metric[...], measured: Measurements) -> bytes:
    """Return a metric's head with its definition and all measurements as JSON."""
    head = {
        **head,
        "definition": metric.definition,
        "formula": metric.formula,
        "pitfalls": metric.pitfalls,
        "columns": [asdict(column) for column in measured.columns],
    }
    return _json({**head, "rows": measured.rows}, indent=None)


def _head(publication: Publication) -> MetricFields:
    return {"format": FORMAT, "publication": publication.config.title}


def _page(publication: Publication, edition: EditionSummary) -> str:
    return f"{publication.config.base_url}editions/{edition.id}/"


def _edition(publication: Publication, edition: EditionSummary) -> MetricFields:
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


def _cell(value: str | float | None) -> DataCell:
    if isinstance(value, str):
        return value or None
    return None if value is None or math.isnan(value) else float(value)


def _digits(cell: DataCell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:.6g}"


def _text(model: BaseModel) -> bytes:
    return f"{model.model_dump_json(indent=1)}\n".encode()


def _json(value: MetricFields, indent: int | None = 1) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=indent)}\n".encode()


SCOREBOARD = (
    "edition", "as_of", "claim", "kind", "section", "word", "leaning", "mechanism", "as_stated",
)  # fmt: skip


def scoreboard_csv(claims: Iterable[Claim], editions: Iterable[EditionSummary]) -> bytes:
    """Return each verdict of each edition, oldest edition first."""
    known = {claim.id: claim for claim in claims}
    return csv_text([SCOREBOARD, *_verdicts(known, editions)]).encode()


def revisions_csv(publication: Publication) -> bytes:
    """Return the revisions that the newest edition knew."""
    revisions = publication.ledger_of(publication.editions[-1]).revisions
    text: str = revisions.to_csv(index=False, lineterminator="\n")
    return text.encode()


def _verdicts(
    claims: dict[str, Claim], editions: Iterable[EditionSummary]
) -> Iterator[tuple[str, ...]]:
    for edition in editions:
        day = edition.record.as_of.isoformat()
        for verdict in edition.record.verdicts:
            if claim := claims.get(verdict.claim):
                words = (verdict.word, verdict.leaning or "", verdict.mechanism or "")
                about = (claim.id, claim.kind, claim.section)
                yield edition.id, day, *about, *words, verdict.as_stated
