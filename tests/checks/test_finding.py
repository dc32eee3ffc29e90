from __future__ import annotations

import pytest

from generator.checks.finding import MOST_SHOWN, AuditFinding, Path, Proof, require
from generator.model.errors import LedgerError


def found(count: int) -> tuple[AuditFinding, ...]:
    return tuple(AuditFinding(Path("a.csv"), "It differs.", line + 1) for line in range(count))


def test_a_proof_says_that_it_holds_or_how_much_differs() -> None:
    note = AuditFinding(Path("a.csv"), "It is new.", severity="note")
    assert [str(Proof("2 records", "hold.", found(n))) for n in (0, 1, 2)] == [
        "2 records: hold.", "2 records: 1 difference", "2 records: 2 differences",
    ]  # fmt: skip
    assert str(Proof("2 records", "hold.", (note,))) == "2 records: hold."


def test_a_long_list_is_cut_and_counted() -> None:
    lines = Proof("records", "hold.", found(MOST_SHOWN + 2)).lines()
    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1] == "... and 2 more differences"


def test_what_holds_passes_and_what_does_not_is_listed() -> None:
    require([Proof("records", "hold.")])
    with pytest.raises(LedgerError, match=r"(?s)nothing was written.*a.csv:1: It differs."):
        require([Proof("records", "hold."), Proof("rows", "hold.", found(1))])
