"""Proof that the raw tables give what was recorded: editions measured again from a snapshot.

A snapshot has one vintage. What an edition of that vintage says must come out of it; sources have
revised the history of others since, and differences to those are notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from generator.checks.finding import AuditFinding, Proof
from generator.checks.numbers import derived_record, differences
from generator.checks.records import Filed
from generator.editions.publication import Edition, Publication
from generator.editions.publish import measure_week
from generator.ledger.files import ledger_texts
from generator.ledger.ledger import Ledger
from generator.ledger.measure import gather_inputs
from generator.model.errors import SourceError
from generator.sources.snapshot import Snapshot

# What says from which fetch the numbers are.
_OF_THE_FETCH = ("sources", "vintage")
_FETCHES = ("weeks.csv", "origins.csv")


def prove_measured(
    publication: Publication, filed: Mapping[str, Filed], snapshot: Snapshot, data: Path
) -> Proof:
    """Prove that a snapshot gives the ledger and the record of each edition of its vintage."""
    inputs = gather_inputs(snapshot, publication.facts, publication.config, publication.families)
    vintage = max(origin.fetched_at for origin in snapshot.origins)
    findings: list[AuditFinding] = []
    same = 0
    for place, edition in enumerate(publication.editions):
        before = replace(publication, editions=publication.editions[:place])
        known = publication.ledger_of(edition)
        try:
            again = measure_week(before, snapshot, inputs, edition.id)
            found = [
                *_ledger_differences(edition, known, again, data),
                *_record(edition, again, filed),
            ]
        except SourceError as error:
            found = [AuditFinding(filed[edition.id].path, f"It cannot be measured again: {error}")]
        is_same = known.weeks["vintage"].iloc[-1] == vintage
        same += is_same
        findings += found if is_same else [replace(one, severity="note") for one in found]
    count = len(publication.editions)
    what = f"measured again from the snapshot of {vintage}"
    holds = f"{count} editions, {same} of this vintage, in which nothing differs."
    return Proof(what, holds, tuple(findings))


def _record(
    edition: Edition, again: Publication, filed: Mapping[str, Filed]
) -> Iterator[AuditFinding]:
    file = filed[edition.id]
    for found in differences(edition.record, derived_record(again, edition)):
        if found.place[0] not in _OF_THE_FETCH:
            yield AuditFinding(
                file.path, f"measured again: {found}", file.line(str(found.place[0]))
            )


def _ledger_differences(
    edition: Edition, known: Ledger, again: Publication, data: Path
) -> Iterator[AuditFinding]:
    """Give for each file the first line that differs, with the number of all that do."""
    ours, theirs = ledger_texts(known), ledger_texts(again.ledger)
    for name in dict.fromkeys([*ours, *theirs]):
        pairs = zip_longest(*(texts.get(name, "").split("\n") for texts in (ours, theirs)))
        unlike = [(line, pair) for line, pair in enumerate(pairs, start=1) if pair[0] != pair[1]]
        if unlike and name not in _FETCHES:
            line, (row, measured) = unlike[0]
            message = (
                f"{edition.id}: {len(unlike)} rows differ when measured again; the first is "
                f'"{row or ""}" here and "{measured or ""}" there.'
            )
            yield AuditFinding(data / name, message, line)
