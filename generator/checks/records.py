"""Proof that records are as written: their parts' hashes, their form, their place in the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from generator.checks.finding import AuditFinding, Proof
from generator.content.commentary import EDITION, edition_folders
from generator.editions.record_file import RECORD, part_hashes
from generator.model.errors import LedgerError
from generator.model.files import sha256_of
from generator.model.positions import Location, Position, json_positions, longest_part, nearest
from generator.model.record import Record
from generator.model.sessions import week_id


@dataclass
class RecordFile:
    """A record.json as it lies in its folder; `record` is None where it cannot be read."""

    path: Path
    text: str
    digest: str
    record: Record | None
    faults: tuple[AuditFinding, ...] = ()

    @property
    def folder(self) -> str:
        """Return the edition that the folder stands for."""
        return self.path.parent.name

    @cached_property
    def positions(self) -> dict[Location, Position]:
        """Return where each value stands: `("numbers", "beta", "value")` -> line 120."""
        return dict(json_positions(self.text))

    def line(self, *place: str | int) -> int:
        """Return the line of a value, or of the nearest thing around it that is there."""
        return nearest(self.positions, place).line

    def part(self, name: str) -> tuple[int, int]:
        """Return the first and the last line of a part."""
        starts = [at.line for place, at in self.positions.items() if len(place) == 1]
        end = self.text.count("\n") - 1
        first = self.line(name)
        return first, min((line - 1 for line in starts if line > first), default=end)


def read_record_files(content: Path) -> dict[str, RecordFile]:
    """Return every record of a content folder by its folder's name, in order, readable or not."""
    paths = (folder / RECORD for folder in edition_folders(content))
    return {path.parent.name: _record_file(path) for path in paths if path.exists()}


def record_of(files: Mapping[str, RecordFile], path: Path) -> Record:
    """Return a record, whatever its hashes say; LedgerError if it cannot be read."""
    file = files[path.parent.name]
    if file.record is None:
        raise LedgerError(str(file.faults[0]))
    return file.record


def prove_records(content: Path, files: Mapping[str, RecordFile]) -> Proof:
    """Prove that parts have their hashes and each record that of the one before."""
    records = tuple(files.values())
    findings = [
        *_stray_files(content),
        *(finding for file in records for finding in _own_findings(file)),
        *_twins(records),
        *_chain(records),
    ]
    newest = [f" The newest, {file.folder}, has sha256 {file.digest}." for file in records[-1:]]
    holds = f"hashes and chain hold.{''.join(newest)}"
    return Proof(f"{len(records)} records", holds, tuple(findings))


def _record_file(path: Path) -> RecordFile:
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    digest = sha256_of(data)
    try:
        return RecordFile(path, text, digest, Record.model_validate_json(data))
    except ValidationError as error:
        return RecordFile(path, text, digest, None, (_fault(path, text, error),))


def _fault(path: Path, text: str, error: ValidationError) -> AuditFinding:
    """Return why a record cannot be read: an unknown key before the one that is missed for it."""
    try:
        json.loads(text)
    except json.JSONDecodeError as broken:
        return AuditFinding(path, f"This is not JSON: {broken.msg}.", broken.lineno)
    file = RecordFile(path, text, "", None)
    details = error.errors()
    detail = next((item for item in details if _is_there(file, item["loc"])), details[0])
    where = ".".join(map(str, detail["loc"]))
    return AuditFinding(path, f"{where}: {detail['msg']}.", file.line(*detail["loc"]))


def _is_there(file: RecordFile, location: Location) -> bool:
    """Return whether a record has what pydantic complains of; it may be missing."""
    return longest_part(file.positions, location)[-1:] == location[-1:]


def _own_findings(file: RecordFile) -> Iterator[AuditFinding]:
    """Give what is wrong with a record by itself."""
    yield from file.faults
    if file.record is None:
        return
    yield from _changed_parts(file, file.record)
    yield from _changed_form(file, file.record)
    yield from _misplaced(file, file.record)


def _changed_parts(file: RecordFile, record: Record) -> Iterator[AuditFinding]:
    actual = part_hashes(json.loads(file.text))
    for name in sorted({*actual, *record.hashes}):
        if name not in actual:
            message = f"There is a hash of {name}, which is no part of the record."
            yield AuditFinding(file.path, message, file.line("hashes", name))
        elif name not in record.hashes:
            yield AuditFinding(file.path, f"{name} has no hash.", *file.part(name))
        elif actual[name] != record.hashes[name]:
            message = f"{name} or its hash changed after publication."
            yield AuditFinding(file.path, message, *file.part(name))


def _changed_form(file: RecordFile, record: Record) -> Iterator[AuditFinding]:
    """Give the first line that is not as `publish` writes it: 4.250 for 4.25, a space more."""
    written = record.model_dump_json(indent=1, exclude_unset=True) + "\n"
    if written != file.text:
        ours, theirs = written.splitlines(), file.text.splitlines()
        pairs = enumerate(zip(ours, theirs, strict=False), start=1)
        line = next((n for n, (our, their) in pairs if our != their), min(len(ours), len(theirs)))
        yield AuditFinding(file.path, "This is not written as `outlook publish` writes it.", line)


def _misplaced(file: RecordFile, record: Record) -> Iterator[AuditFinding]:
    if record.edition != file.folder:
        message = f"The record is of {record.edition}, the folder of {file.folder}."
        yield AuditFinding(file.path, message, file.line("edition"))
    elif week_id(record.as_of) != record.edition:
        message = f"{record.as_of} is not in the week {record.edition}."
        yield AuditFinding(file.path, message, file.line("as_of"))


def _twins(files: Sequence[RecordFile]) -> Iterator[AuditFinding]:
    first: dict[str, Path] = {}
    for file in files:
        week = file.record.edition if file.record else file.folder
        if week in first:
            message = f"There are two editions of {week}: the other is {first[week]}."
            yield AuditFinding(file.path, message, file.line("edition"))
        first.setdefault(week, file.path)


def _chain(files: Sequence[RecordFile]) -> Iterator[AuditFinding]:
    if files and files[0].record and files[0].record.previous:
        message = "There was an edition before this one, which is gone."
        yield AuditFinding(files[0].path, message, files[0].line("previous"))
    for before, after in pairwise(files):
        if after.record and after.record.previous != before.digest:
            message = (
                f"`previous` is not the sha256 of {before.path}: that record changed after "
                "publication, or an edition was added or taken away between the two."
            )
            yield AuditFinding(after.path, message, after.line("previous"))


def _stray_files(content: Path) -> Iterator[AuditFinding]:
    for folder in sorted((content / "editions").glob("[!.]*")):
        if not EDITION.fullmatch(folder.name):
            yield AuditFinding(folder, "This is not an edition's folder. Delete it or rename it.")
            continue
        for path in sorted(folder.glob("[!.]*")):
            if path.name != RECORD and path.suffix != ".md":
                yield AuditFinding(path, "An edition has a record and Markdown texts. Delete this.")
