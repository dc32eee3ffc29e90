from __future__ import annotations

from generator.editions.publication import Publication
from generator.model.record import Verdict
from generator.site.pages.verdicts import (
    Mark,
    as_stated_text,
    history,
    mark,
    runs,
    tally,
)


def verdict(claim: str, word: str, **more: object) -> Verdict:
    known = {"as_stated": "ok", "sentence": f"{claim} is {word}."}
    return Verdict(claim=claim, word=word, **(known | more))  # type: ignore[arg-type]


def test_a_pending_claim_says_where_it_leans() -> None:
    found = Mark("pending", "mixed")
    assert (found.text, found.letter, found.tone) == ("pending, leaning mixed", "m", "mixed")


def test_a_settled_claim_has_a_capital_letter() -> None:
    found = mark("not testable")
    assert (found.text, found.letter, found.tone) == ("not testable", "N", "not-testable")


def test_a_tally_counts_in_the_fixed_order_of_words() -> None:
    words = ("mixed", "supported", "mixed", "pending")
    found = tally(verdict("C01", word) for word in words)
    assert found.text == "1 supported, 2 mixed, 1 pending"
    assert [(start, count) for _, start, count in found.bars] == [(0, 1), (1, 2), (3, 1)]
    assert found.total == 4


def test_faults_of_the_wording_come_before_the_sound() -> None:
    stated = ("ok", "wrong", "ok", "misleading")
    found = as_stated_text([verdict("C01", "mixed", as_stated=word) for word in stated])
    assert found == "1 factually wrong, 1 misleading, 2 stated soundly"


def test_equal_verdicts_in_a_row_are_one_run(publication: Publication) -> None:
    words = dict(
        zip(("2026-w31", "2026-w32", "2026-w33"), ("mixed", "mixed", "supported"), strict=True)
    )
    by_edition = {edition: {"C01": verdict("C01", word)} for edition, word in words.items()}
    found = runs(history("C01", publication.editions, by_edition))
    assert [(run.verdict.word, run.first.id, run.last.id, run.weeks) for run in found] == [
        ("supported", "2026-w33", "2026-w33", 1),
        ("mixed", "2026-w31", "2026-w32", 2),
    ]


def test_an_edition_without_a_verdict_is_not_in_the_history(publication: Publication) -> None:
    by_edition = {edition.id: {} for edition in publication.editions}
    assert history("C01", publication.editions, by_edition) == ()
