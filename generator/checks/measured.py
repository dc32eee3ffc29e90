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
from generator.checks.records import RecordFile
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
    publication: Publication, files: Mapping[str, RecordFile], snapshot: Snapshot, data: Path
) -> Proof:
    """Prove that a snapshot gives the ledger and the record of each edition of its vintage."""
    inputs = gather_inputs(snapshot, publication.facts, publication.config, publication.families)
    vintage = max(origin.fetched_at for origin in snapshot.origins)
    findings: list[AuditFinding] = []
    same = 0
    for place, edition in enumerate(publication.editions):
        before = replace(publication, editions=publication.editions[:place])
        recorded = publication.ledger_of(edition)
        try:
            again = measure_week(before, snapshot, inputs, edition.id)
            differing = [
                *_ledger_differences(edition, recorded, again, data),
                *_record(edition, again, files),
            ]
        except SourceError as error:
            differing = [
                AuditFinding(files[edition.id].path, f"It cannot be measured again: {error}")
            ]
        is_same = recorded.weeks["vintage"].iloc[-1] == vintage
        same += is_same
        findings += (
            differing if is_same else [replace(finding, severity="note") for finding in differing]
        )
    count = len(publication.editions)
    what = f"measured again from the snapshot of {vintage}"
    holds = f"{count} editions, {same} of this vintage, in which nothing differs."
    return Proof(what, holds, tuple(findings))


def _record(
    edition: Edition, again: Publication, files: Mapping[str, RecordFile]
) -> Iterator[AuditFinding]:
    file = files[edition.id]
    for difference in differences(edition.record, derived_record(again, edition)):
        if difference.place[0] not in _OF_THE_FETCH:
            yield AuditFinding(
                file.path, f"measured again: {difference}", file.line(str(difference.place[0]))
            )


def _ledger_differences(
    edition: Edition, recorded: Ledger, again: Publication, data: Path
) -> Iterator[AuditFinding]:
    """Give for each file the first line that differs, with the number of all that do."""
    ours, theirs = ledger_texts(recorded), ledger_texts(again.ledger)
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
