"""The record over time as CSV: all verdicts and all revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.claims.claim import Claim
from generator.editions.publication import Publication
from generator.editions.summaries import EditionSummary
from generator.model.files import csv_text

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
