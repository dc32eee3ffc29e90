"""Findings of an audit with their places, and the proofs that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.model.errors import LedgerError
from generator.model.formatting import plural

# More than this of one kind, and the rest is counted: a site built from other templates differs everywhere.
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something that differs from what was published, in a file's lines `first` to `last` (from 1).

    Attributes:
        first: 0 is the file as a whole.
        severity: an error is a number, file or row that does not hold; a note explains.
    """

    path: Path
    message: str
    first: int = 0
    last: int = 0
    severity: Literal["error", "note"] = "error"

    def __str__(self) -> str:
        """Return `path:line: message`, with a range of lines where no single one can be told."""
        place = f":{self.first}" if self.first else ""
        until = f"-{self.last}" if self.last > self.first else ""
        level = "note: " if self.severity == "note" else ""
        return f"{self.path}{place}{until}: {level}{self.message}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What one look at the publication proved.

    Attributes:
        what: was looked at.
        holds: what is said of it when nothing differs.
        count: of the numbers that were compared, where they are counted.
    """

    what: str
    holds: str
    findings: tuple[AuditFinding, ...] = ()
    count: int = 0

    @property
    def errors(self) -> tuple[AuditFinding, ...]:
        """Return what does not hold."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def __str__(self) -> str:
        """Return the proof in one line."""
        count = len(self.errors)
        return f"{self.what}: " + (f"{plural(count, 'difference')}" if count else self.holds)

    def lines(self) -> list[str]:
        """Return the findings as text, errors first; beyond `MOST_SHOWN` they are counted."""
        notes = [finding for finding in self.findings if finding.severity == "note"]
        return [*_finding_lines(self.errors, "differences"), *_finding_lines(notes, "notes")]


def require(proofs: Iterable[Proof]) -> None:
    """Let pass what holds; LedgerError lists all that does not."""
    wrong = [
        line
        for proof in proofs
        if proof.errors
        for line in _finding_lines(proof.errors, "differences")
    ]
    if wrong:
        listed = "\n".join(wrong)
        raise LedgerError(
            f"What is published has changed, so nothing was written.\n{listed}\n"
            "Restore the files from git; `outlook audit` checks everything."
        )


def _finding_lines(findings: Iterable[AuditFinding], kind: str) -> list[str]:
    lines = list(map(str, findings))
    more = len(lines) - MOST_SHOWN
    return [*lines[:MOST_SHOWN], *([f"... and {more} more {kind}"] if more > 0 else [])]
