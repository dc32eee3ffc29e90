"""Proof that an edition follows from the ledger: derived again and compared with its record.

Numbers and verdicts must be the same. Words may have been written otherwise since: where only
the wording of a sentence differs, or where a claim's test was changed, that is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator import __version__
from generator.checks.finding import AuditFinding, Proof
from generator.checks.records import RecordFile
from generator.editions.draft import draft_record
from generator.editions.headline import CHANGES, LINES, THESIS
from generator.editions.publication import Edition, Publication
from generator.forecasts.resolve import NewEdition
from generator.model.positions import Location
from generator.model.record import Numbers, Record, SeriesNumbers, TableNumbers

# What does not follow from the ledger, or is proven elsewhere.
_NOT_DERIVED = {"format", "published_at", "backfilled", "generator", "ledger", "previous", "hashes"}
# Words that are told from the verdicts, and other words.
_WRITTEN = ("summary", "changes", "headline")
_WORDING = (
    "alt", "label", "mechanism_sentence", "missing", "reason", "sentence", "test", "text", "title",
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d,.]*")
# Rules on which an editor decides, who may think again; the record keeps what was published.
_EDITORIAL = ("cited", "measured_or_cited", "untestable")
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of a record that is another one, or none, when it is derived again."""

    place: Location
    record: Any
    derived: Any

    def __str__(self) -> str:
        """Return the place by names and both values."""
        where = ".".join(map(str, self.place))
        return f"{where}: the record has {self.record!r}, derived again it is {self.derived!r}."


def prove_numbers(
    publication: Publication, files: Mapping[str, RecordFile], places: Sequence[int]
) -> Proof:
    """Prove that numbers, verdicts and words of the editions at some places follow from the ledger."""
    findings = [finding for place in places for finding in _findings(publication, place, files)]
    records = (publication.editions[place].record for place in places)
    count = sum(_count_of(numbers) for record in records for numbers in record.numbers.values())
    return Proof("", "", tuple(findings), count)


def joined_proof(proofs: Sequence[Proof]) -> Proof:
    """Return proofs about several editions as one, equal notes only once."""
    count = sum(proof.count for proof in proofs)
    findings = _gathered(finding for proof in proofs for finding in proof.findings)
    return Proof("re-derived", f"{count:,} numbers, 0 differences.", findings, count)


def _publication_at(publication: Publication, place: int) -> Publication:
    """Return the publication as it stood when the edition at a place was recorded."""
    edition = publication.editions[place]
    return replace(
        publication,
        ledger=publication.ledger_of(edition),
        editions=publication.editions[:place],
        forecasts=publication.forecasts.first(edition.record.forecasts.lines),
    )


def derived_record(publication: Publication, edition: Edition) -> Record:
    """Return what an edition says today, from a publication as it stood then."""
    frozen = edition.record
    new = NewEdition(edition.id, frozen.as_of, frozen.published_at, frozen.backfilled)
    return draft_record(publication, new, frozen.ledger)


def differences(record: Record, derived: Record) -> Iterator[Difference]:
    """Give each value in which two records differ, but not what is given from outside."""
    for name in sorted(set(Record.model_fields) - _NOT_DERIVED):
        if getattr(record, name) != getattr(derived, name):
            ours, theirs = (_plain(side, name) for side in (record, derived))
            yield from _unlike((name,), ours, theirs)


def _findings(
    publication: Publication, place: int, files: Mapping[str, RecordFile]
) -> Iterator[AuditFinding]:
    edition = publication.editions[place]
    derived = derived_record(_publication_at(publication, place), edition)
    unlike = list(differences(edition.record, derived))
    if unlike:
        file = files[edition.id]
        excuses = Excuses.of(publication, edition.record, unlike)
        for difference in unlike:
            excuse = excuses.excuse(difference)
            line = file.line(*_as_filed(edition.record, difference.place))
            finding = AuditFinding(file.path, excuse or str(difference), line)
            yield replace(finding, severity="note") if excuse else finding


@dataclass(frozen=True, slots=True)
class Excuses:
    """What may have changed since an edition without any number of it being wrong.

    Attributes:
        rewritten: the generator is another one than that which wrote the words.
        new_or_gone: metrics and claims that are there and were not, or the other way round.
        retested: claims whose test, in words, is not the one that was frozen.
        editorial: claims that an editor judges.
    """

    rewritten: bool
    new_or_gone: frozenset[str]
    retested: frozenset[str]
    editorial: frozenset[str]

    @classmethod
    def of(cls, publication: Publication, record: Record, unlike: Sequence[Difference]) -> Excuses:
        """Return the excuses of an edition whose differences are known."""
        tests = [d.place for d in unlike if d.place[0] == "verdicts" and _is_test(d.place[2:])]
        editorial = {c.id for c in publication.claims if c.rule.kind in _EDITORIAL}
        retested = frozenset(str(place[1]) for place in tests)
        new_or_gone = frozenset(
            str(d.place[1]) for d in unlike if d.place[0] != "figures" and _is_new_or_gone(d)
        )
        is_rewritten = record.generator != __version__
        return cls(is_rewritten, new_or_gone, retested, frozenset(editorial))

    def excuse(self, difference: Difference) -> str:
        """Return why a difference is none of the numbers; "" is no excuse."""
        part, *rest = difference.place
        name = str(rest[0]) if rest else ""
        if _is_new_or_gone(difference):
            since = "is new since then" if difference.record == _NOTHING else "is there no more"
            return f"{part}: {name} {since}."
        if part == "verdicts":
            return self._of_verdict(name, difference)
        if _is_written_from(difference.place, self.retested):
            return f"{part}: tests have changed since, so this may be told otherwise."
        if _is_written_from(difference.place, self.new_or_gone):
            return f"{part}: metrics or claims came or went since, so this may be told otherwise."
        return self._of_words(difference)

    def _of_verdict(self, claim: str, difference: Difference) -> str:
        if claim in self.retested:
            end = f": {difference}" if difference.place[2] == "word" else "."
            return f"verdicts: the test of {claim} has changed since{end}"
        if claim in self.editorial or difference.place[2] == "as_stated":
            return f"verdicts: an editor's judgement of {claim} has changed since."
        return self._of_words(difference)

    def _of_words(self, difference: Difference) -> str:
        where = difference.place
        both = (difference.record, difference.derived)
        words = where[0] in _WRITTEN or where[-1] in _WORDING
        if not words or not all(isinstance(text, str) for text in both):
            return ""
        numbers = [_NUMBER.findall(text) for text in both]
        if numbers[0] == numbers[1]:
            return f"{'.'.join(map(str, where))} is worded otherwise today."
        message = f"another generator wrote this, with other numbers: {difference}"
        return message if self.rewritten else ""


def _is_new_or_gone(difference: Difference) -> bool:
    """Return whether a whole metric, claim or figure is only in one of the two records."""
    return _NOTHING in (difference.record, difference.derived) and len(difference.place) == 2  # noqa: PLR2004  -- its part and its name


def _is_written_from(place: Location, names: frozenset[str]) -> bool:
    """Return whether words are written from any of these metrics and claims.

    Changes, and the last line of a summary that counts them, are written from all of them.
    """
    part, *rest = place
    if part == "headline":
        return not names.isdisjoint((LINES[0], THESIS))
    if part == "summary" and rest and (metric := LINES[int(rest[0])]) != CHANGES:
        return not names.isdisjoint((metric, THESIS))
    return part in _WRITTEN and bool(names)


def _is_test(place: Location) -> bool:
    return place in ((), ("test",), ("mechanism_test",))


def _plain(record: Record, name: str) -> Any:
    """Return a part as JSON has it, with verdicts by claim and a table's cells by column."""
    part = record.model_dump(mode="json", include={name})[name]
    if name == "verdicts":
        return {verdict["claim"]: verdict for verdict in part}
    if name == "numbers":
        return {metric: _by_column(numbers) for metric, numbers in part.items()}
    return part


def _by_column(numbers: Mapping[str, Any]) -> Mapping[str, Any]:
    if numbers["kind"] != "table":
        return numbers
    columns = numbers["columns"]
    rows = {key: dict(zip(columns, cells, strict=True)) for key, cells in numbers["rows"].items()}
    return {**{key: numbers[key] for key in ("kind", "as_of")}, "rows": rows}


def _unlike(place: Location, record: Any, derived: Any) -> Iterator[Difference]:
    if isinstance(record, list) and isinstance(derived, list) and len(record) == len(derived):
        record, derived = (dict(enumerate(values)) for values in (record, derived))
    if not (isinstance(record, Mapping) and isinstance(derived, Mapping)):
        # A column that a table got later stands empty in its older rows.
        if record != derived and (record, derived) != (_NOTHING, None):
            yield Difference(place, record, derived)
        return
    for key in dict.fromkeys([*record, *derived]):
        pair = (part.get(key, _NOTHING) for part in (record, derived))
        yield from _unlike((*place, key), *pair)


def _as_filed(record: Record, place: Location) -> Location:
    """Return where a difference stands in record.json, which has verdicts and cells in lists."""
    part, *rest = place
    if part == "verdicts":
        claims = [verdict.claim for verdict in record.verdicts]
        return (part, claims.index(str(rest[0])), *rest[1:]) if rest[0] in claims else (part,)
    numbers = record.numbers.get(str(rest[0])) if part == "numbers" and rest else None
    if isinstance(numbers, TableNumbers) and place[-1] in numbers.columns:
        return (*place[:-1], numbers.columns.index(str(place[-1])))
    return place


def _count_of(numbers: Numbers) -> int:
    """Return how many numbers a metric has: values, changes, percentiles and cells."""
    if isinstance(numbers, SeriesNumbers):
        cells = (numbers.value, numbers.change, numbers.change_sd, numbers.n)
        return sum(value is not None for value in cells) + 2 * len(numbers.percentiles)
    if isinstance(numbers, TableNumbers):
        return sum(isinstance(cell, float) for row in numbers.rows.values() for cell in row)
    return int(numbers.last_value is not None)


def _gathered(findings: Iterable[AuditFinding]) -> tuple[AuditFinding, ...]:
    """Return the findings, each note once with the number of editions that it is about."""
    notes: dict[str, list[AuditFinding]] = {}
    errors = []
    for finding in findings:
        if finding.severity == "note":
            notes.setdefault(finding.message, []).append(finding)
        else:
            errors.append(finding)
    return (*errors, *map(_joined_note, notes.values()))


def _joined_note(same: Sequence[AuditFinding]) -> AuditFinding:
    editions = len({finding.path for finding in same})
    more = f" Likewise in {editions - 1} more." if editions > 1 else ""
    return replace(same[0], message=f"{same[0].message}{more}")
