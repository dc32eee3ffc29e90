from __future__ import annotations

from functools import partial
from os import getpid

import pytest

from generator.checks.finding import MOST_SHOWN, AuditFinding, Path, Proof, require
from generator.checks.pool import done
from generator.model.errors import LedgerError


def numbered(number: int) -> Proof:
    return Proof(f"{number}", str(getpid()), count=number)


# Python warns of forks from 3.12 on; these tasks start no thread.
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_several_processes_give_their_proofs_in_the_order_of_the_tasks() -> None:
    proofs = list(done([partial(numbered, number) for number in range(5)]))
    assert [proof.count for proof in proofs] == [0, 1, 2, 3, 4]
    assert str(getpid()) not in {proof.holds for proof in proofs}


def refuse() -> Proof:
    raise LedgerError("series/ratio.csv: dates are not in order.")


@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_a_broken_file_is_told_by_the_process_that_reads_it() -> None:
    with pytest.raises(LedgerError, match=r"ratio\.csv: dates are not in order"):
        list(done([partial(numbered, 1), refuse]))


def test_one_worker_is_this_process() -> None:
    (proof,) = done([partial(numbered, 3)], workers=1)
    assert proof.holds == str(getpid())


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
