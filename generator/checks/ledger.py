"""Proof that the ledger begins with the rows that each edition knew; read as bytes, once a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from generator.checks.finding import AuditFinding, Proof
from generator.model.record import LedgerFile, Record

# A cell as pandas writes it.
_CELL = r'(?:"(?:[^"]|"")*"|[^,"\n]*)'
_LAST_COLUMN = ("revisions.csv",)
_ONE_ROW_A_DAY = ("series/", "weeks.csv")


class KnownFile(NamedTuple):
    """What an edition knew of a file."""

    edition: str
    file: LedgerFile


def prove_ledger(data: Path, records: Sequence[Record], metrics: Iterable[str]) -> Proof:
    """Prove that no row that an edition knew has changed, gone or moved.

    Args:
        data: the folder content/data.
        records: of all editions, oldest first.
        metrics: ids whose files may be there before an edition knows them.
    """
    histories = _histories(records)
    findings = [*_stray_files(data, histories, metrics)]
    rows = 0
    for name, history in histories.items():
        findings += _file_findings(data / name, name, history)
        rows += history[-1].file.rows
    return Proof(f"{len(histories)} ledger files", f"{rows:,} rows unchanged.", tuple(findings))


def _histories(records: Sequence[Record]) -> dict[str, list[KnownFile]]:
    histories: dict[str, list[KnownFile]] = {}
    for record in records:
        for name, file in record.ledger.items():
            histories.setdefault(name, []).append(KnownFile(record.edition, file))
    return histories


def _stray_files(
    data: Path, histories: Mapping[str, object], metrics: Iterable[str]
) -> Iterator[AuditFinding]:
    ours = {f"{kind}/{metric}.csv" for metric in metrics for kind in ("series", "tables")}
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        name = path.relative_to(data).as_posix()
        if name in histories:
            continue
        if name in ours or not histories:
            yield AuditFinding(path, "It is measured and not published yet.", severity="note")
        else:
            yield AuditFinding(
                path, "No edition knows this file, and no metric writes it. Delete it."
            )


def _file_findings(path: Path, name: str, history: Sequence[KnownFile]) -> Iterator[AuditFinding]:
    edition, newest = history[-1]
    if not path.is_file():
        message = f"The file is missing; {edition} knew {newest.rows} rows of it."
        yield AuditFinding(path, message)
        return
    lines = BytesIO(path.read_bytes()).readlines()
    yield from _shrunk(path, history)
    yield from _changed(path, lines, history)
    yield from _disordered(path, name, lines)
    more = len(lines) - 1 - newest.rows
    if more > 0:
        message = f"{_rows(more)} not known to {edition}: measured and not published yet."
        yield AuditFinding(path, message, newest.rows + 2, len(lines), severity="note")


def _shrunk(path: Path, history: Sequence[KnownFile]) -> Iterator[AuditFinding]:
    most = 0
    for edition, file in history:
        if file.rows < most:
            yield AuditFinding(
                path, f"{edition} knew {file.rows} rows, an edition before it {most}."
            )
        most = max(most, file.rows)


def _changed(
    path: Path, lines: Sequence[bytes], history: Sequence[KnownFile]
) -> Iterator[AuditFinding]:
    """Give the lines that some edition knew otherwise, as narrowly as row counts allow.

    What follows them cannot be told: each hash covers all rows from the first one on.
    """
    sure = 0
    for header, editions in groupby(history, key=lambda entry: entry.file.header):
        rows = _columns(lines, header.encode())
        if not rows:
            message = f'{history[0].edition} knew the columns "{header}".'
            yield AuditFinding(path, message, 1)
            return
        digest, at = sha256(), 0
        for edition, file in editions:
            digest.update(b"".join(rows[at : file.rows + 1]))
            at = max(at, file.rows + 1)
            if digest.hexdigest() != file.sha256:
                lines_known = range(sure, file.rows + 1)
                yield _unlike(path, edition, lines_known, len(lines) - history[-1].file.rows - 1)
                return
            sure = at


def _unlike(path: Path, edition: str, lines: range, surplus: int) -> AuditFinding:
    """Return what happened to rows; `surplus` is how many more there are than were published."""
    what = "A row changed after publication"
    if surplus < 0:
        what = f"{_rows(-surplus)} gone since publication"
    first, last = lines.start + 1, lines.stop + min(surplus, 0)
    return AuditFinding(path, f"{what}; {edition} is the first edition affected.", first, last)


def _columns(lines: Sequence[bytes], header: bytes) -> list[bytes]:
    """Return the lines in the columns of a header; empty when they do not begin with these.

    A table may get further columns at its end, which an older edition did not know.
    """
    columns = lines[0].rstrip(b"\r\n") if lines else b""
    if columns == header:
        return list(lines)
    if not columns.startswith(header + b","):
        return []
    cells = re.compile(rf"{_CELL}(?:,{_CELL}){{{header.count(b',')}}}".encode())
    matches = (cells.match(line) for line in lines)
    return [match[0] + b"\n" if match else b"" for match in matches]


def _disordered(path: Path, name: str, lines: Sequence[bytes]) -> Iterator[AuditFinding]:
    column = -1 if name in _LAST_COLUMN else 0
    days = [line.rstrip(b"\r\n").split(b",")[column] for line in lines[1:]]
    strict = name.startswith(_ONE_ROW_A_DAY)
    for at in range(1, len(days)):
        if days[at] < days[at - 1] or (strict and days[at] == days[at - 1]):
            was, now = (day.decode(errors="replace") for day in days[at - 1 : at + 1])
            message = f"{now} follows {was}: the rows are not in order."
            yield AuditFinding(path, message, at + 2)


def _rows(count: int) -> str:
    return f"{count} row is" if count == 1 else f"{count} rows are"
