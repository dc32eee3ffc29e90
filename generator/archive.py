"""What do programs get of the record over time? All verdicts and all revisions as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from generator.editions import Publication

SCOREBOARD = (
    "edition", "as_of", "claim", "kind", "section", "word", "leaning", "mechanism", "as_stated",
)  # fmt: skip


def archive_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Give the path and content of each file; the publication has an edition."""
    yield "data/scoreboard.csv", _csv(SCOREBOARD, _verdicts(publication))
    revisions = publication.ledger_of(publication.editions[-1]).revisions
    yield "data/revisions.csv", revisions.to_csv(index=False, lineterminator="\n").encode()


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


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
