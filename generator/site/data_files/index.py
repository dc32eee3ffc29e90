"""What programs build on: records, claims and measurements as JSON and CSV, and their index.

Keys are stable: others may be added, but none is renamed or dropped without a new `format`.
All addresses are absolute, so that a file says where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import pandas as pd
from pydantic import BaseModel, Field

from generator.claims.claim import Claim
from generator.editions.publication import Edition, EditionSummary, Publication
from generator.model.files import csv_text
from generator.model.metric import Word
from generator.model.record import Frozen, SourceState
from generator.site.data_files.forecasts import ForecastsFile, forecasts_file
from generator.site.data_files.metrics import (
    FileHead,
    PublishedMetric,
    json_text,
    published_metrics,
)
from generator.site.data_files.schemas import claims_file, published_record, schemas

SCOREBOARD = (
    "edition", "as_of", "claim", "kind", "section", "word", "leaning", "mechanism", "as_stated",
)  # fmt: skip


class ListedEdition(Frozen):
    """An edition with its verdicts and its files."""

    id: str
    title: str
    as_of: date
    published_at: datetime
    backfilled: bool
    verdicts: dict[str, Word]
    page: str
    json_address: str = Field(serialization_alias="json")


class ListedFacts(Frozen):
    """A table of cited facts."""

    id: str
    csv: str


class IndexFile(FileHead):
    """data/index.json: every edition, table of facts and metric with its files."""

    edition: str
    as_of: date
    latest: str
    claims: str
    scoreboard: str
    revisions: str
    forecasts: str
    sources: tuple[SourceState, ...]
    editions: tuple[ListedEdition, ...]
    facts: tuple[ListedFacts, ...]
    metrics: tuple[PublishedMetric, ...]


def record_files(publication: Publication, edition: Edition) -> dict[str, bytes]:
    """Return an edition's frozen record with what readers see around it."""
    record = published_record(edition, publication)
    return {f"data/editions/{edition.id}.json": _text(record)}


def other_files(publication: Publication, summaries: Sequence[EditionSummary]) -> dict[str, bytes]:
    """Return what belongs to no single edition or metric."""
    facts = publication.facts.items()
    return {
        "data/latest.json": _text(published_record(publication.editions[-1], publication)),
        "data/claims.json": _text(claims_file(publication, summaries)),
        "data/forecasts.json": _text(_forecasts(publication)),
        "data/index.json": json_text(_index(publication, summaries)),
        "data/scoreboard.csv": scoreboard_csv(publication.claims, summaries),
        "data/revisions.csv": revisions_csv(publication),
        **{f"data/facts/{name}.csv": _facts_text(table) for name, table in facts},
        **schemas(publication.config.base_url),
    }


def scoreboard_csv(claims: Iterable[Claim], editions: Iterable[EditionSummary]) -> bytes:
    """Return each verdict of each edition, oldest edition first."""
    known = {claim.id: claim for claim in claims}
    return csv_text([SCOREBOARD, *_verdicts(known, editions)]).encode()


def revisions_csv(publication: Publication) -> bytes:
    """Return the revisions that the newest edition knew."""
    revisions = publication.ledger_of(publication.editions[-1]).revisions
    text: str = revisions.to_csv(index=False, lineterminator="\n")
    return text.encode()


def _index(publication: Publication, summaries: Sequence[EditionSummary]) -> IndexFile:
    newest, base = publication.editions[-1], publication.config.base_url
    return IndexFile(
        publication=publication.config.title,
        edition=newest.id,
        as_of=newest.record.as_of,
        latest=f"{base}data/latest.json",
        claims=f"{base}data/claims.json",
        scoreboard=f"{base}data/scoreboard.csv",
        revisions=f"{base}data/revisions.csv",
        forecasts=f"{base}data/forecasts.json",
        sources=newest.record.sources,
        editions=tuple(_listed(base, edition) for edition in summaries),
        facts=tuple(
            ListedFacts(id=name, csv=f"{base}data/facts/{name}.csv") for name in publication.facts
        ),
        metrics=published_metrics(publication, publication.metrics),
    )


def _listed(base: str, edition: EditionSummary) -> ListedEdition:
    record = edition.record
    return ListedEdition(
        id=edition.id,
        title=edition.title,
        as_of=record.as_of,
        published_at=record.published_at,
        backfilled=record.backfilled,
        verdicts={verdict.claim: verdict.word for verdict in record.verdicts},
        page=f"{base}editions/{edition.id}/",
        json_address=f"{base}data/editions/{edition.id}.json",
    )


def _forecasts(publication: Publication) -> ForecastsFile:
    config = publication.config
    return forecasts_file(publication.forecasts, config.title, f"{config.base_url}forecasts/")


def _facts_text(facts: pd.DataFrame) -> bytes:
    text: str = facts.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return text.encode()


def _text(model: BaseModel) -> bytes:
    return f"{model.model_dump_json(indent=1)}\n".encode()


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
