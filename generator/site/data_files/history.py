"""What do programs get of the record over time? All verdicts and all revisions as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.editions.publication import Publication
from generator.model.csv_text import csv_text

SCOREBOARD = (
    "edition", "as_of", "claim", "kind", "section", "word", "leaning", "mechanism", "as_stated",
)  # fmt: skip


def archive_files(publication: Publication) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file, by its path; the publication has an edition."""
    return {
        "data/scoreboard.csv": lambda: csv_text([SCOREBOARD, *_verdicts(publication)]).encode(),
        "data/revisions.csv": lambda: _revisions(publication),
    }


def _revisions(publication: Publication) -> bytes:
    revisions = publication.ledger_of(publication.editions[-1]).revisions
    text: str = revisions.to_csv(index=False, lineterminator="\n")
    return text.encode()


def _verdicts(publication: Publication) -> Iterator[tuple[str, ...]]:
    """Give each verdict of each edition, oldest edition first."""
    claims = {claim.id: claim for claim in publication.claims}
    for edition in publication.editions:
        for verdict in edition.record.verdicts:
            if claim := claims.get(verdict.claim):
                words = (verdict.word, verdict.leaning or "", verdict.mechanism or "")
                day = edition.record.as_of.isoformat()
                about = (claim.id, claim.kind, claim.section)
                yield edition.id, day, *about, *words, verdict.as_stated
