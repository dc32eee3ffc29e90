"""The models of the published JSON files that have a schema, and the schemas made from them.

The promise that goes with them stands on the data page: keys are added, never renamed, dropped or given
another meaning or unit within a `format`; so the schemas allow keys that they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from generator.claims.claim import Claim, ClaimFront, rule_text
from generator.content.commentary import Correction
from generator.editions.publication import Edition, EditionSummary, Publication
from generator.ledger.sample_size import sample_size_of
from generator.model.metric import Word
from generator.model.record import FORMAT, SCHEMAS, Evidence, Frozen, Record, Verdict
from generator.site.data_files.forecasts import ForecastsFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class PublishedRecord(Record):
    """An edition's record with what readers see around it: data/editions/<id>.json."""

    title: str
    permalink: str
    corrections: tuple[Correction, ...]


class PublishedEvidence(Evidence):
    """A number behind a verdict; `sample` says in words what it rests on."""

    sample: str


class PublishedVerdict(Verdict):
    """A verdict with what each number behind it rests on."""

    evidence: tuple[PublishedEvidence, ...]


class PastVerdict(Frozen):
    """A claim's verdict in one edition, in short."""

    edition: str
    as_of: date
    word: Word
    leaning: Word | None
    mechanism: Word | None


class PublishedClaim(ClaimFront):
    """A claim with its test in words, its newest verdict and those of all editions."""

    test: str
    mechanism_test: str | None
    page: str
    verdict: PublishedVerdict | None
    history: tuple[PastVerdict, ...]


class ClaimsFile(Frozen):
    """data/claims.json: every claim, as of the newest edition."""

    format: int = FORMAT
    publication: str
    edition: str
    as_of: date
    claims: tuple[PublishedClaim, ...]


MODELS: Mapping[str, type[BaseModel]] = dict(
    zip(SCHEMAS, (PublishedRecord, ClaimsFile, ForecastsFile), strict=True)
)


def published_record(edition: Edition, publication: Publication) -> PublishedRecord:
    """Return an edition's frozen record with its title, permalink and corrections."""
    return PublishedRecord.model_construct(
        **dict(edition.record),
        title=edition.title,
        permalink=f"{publication.config.base_url}editions/{edition.id}/",
        corrections=edition.document.front.corrections if edition.document else (),
    )


def claims_file(publication: Publication, editions: Iterable[EditionSummary]) -> ClaimsFile:
    """Return every claim with its test, its newest verdict and the verdicts before."""
    newest, past = publication.editions[-1], _histories(editions)
    return ClaimsFile(
        publication=publication.config.title,
        edition=newest.id,
        as_of=newest.record.as_of,
        claims=tuple(_claim(publication, c, past.get(c.id, ())) for c in publication.claims),
    )


def schemas(base_url: str) -> dict[str, bytes]:
    """Return the JSON Schema of each published file, by its site path."""
    paths = {f"schemas/{name}-{FORMAT}.json": model for name, model in MODELS.items()}
    return {path: _schema(f"{base_url}{path}", model) for path, model in paths.items()}


def _schema(address: str, model: type[BaseModel]) -> bytes:
    schema = model.model_json_schema(mode="serialization")
    found = {"$schema": DIALECT, "$id": address, **_open(schema)}
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode()


def _open(schema: Any) -> Any:
    """Return a schema that lets keys pass which a later version may add."""
    if isinstance(schema, list):
        return [_open(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = schema.get("additionalProperties") is False
    kept = {key: _open(part) for key, part in schema.items()}
    return {k: v for k, v in kept.items() if not (closed and k == "additionalProperties")}


def _claim(publication: Publication, claim: Claim, past: Iterable[PastVerdict]) -> PublishedClaim:
    newest = publication.editions[-1]
    values = publication.values(newest)
    found = {verdict.claim: verdict for verdict in newest.record.verdicts}
    verdict = found.get(claim.id)
    return PublishedClaim(
        **{name: getattr(claim, name) for name in ClaimFront.model_fields},
        test=rule_text(claim.rule, values),
        mechanism_test=rule_text(claim.mechanism.rule, values) if claim.mechanism else None,
        page=f"{publication.config.base_url}claims/{claim.id}/",
        verdict=_verdict(verdict) if verdict else None,
        history=tuple(past),
    )


def _verdict(verdict: Verdict) -> PublishedVerdict:
    evidence = (
        PublishedEvidence(**dict(item), sample=sample_size_of(item)) for item in verdict.evidence
    )
    return PublishedVerdict(**{**dict(verdict), "evidence": tuple(evidence)})


def _histories(editions: Iterable[EditionSummary]) -> dict[str, list[PastVerdict]]:
    """Return the verdicts of each claim, oldest first."""
    found: dict[str, list[PastVerdict]] = {}
    for edition in editions:
        for verdict in edition.record.verdicts:
            past = PastVerdict(
                edition=edition.id,
                as_of=edition.record.as_of,
                word=verdict.word,
                leaning=verdict.leaning,
                mechanism=verdict.mechanism,
            )
            found.setdefault(verdict.claim, []).append(past)
    return found
