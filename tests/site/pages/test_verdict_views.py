from __future__ import annotations

from generator.editions.publication import Publication
from generator.model.record import Verdict
from generator.site.pages.verdicts import (
    as_stated_text,
    changes,
    history,
    judged,
    mark,
    runs,
    tally,
)


def verdict(claim: str, word: str, **more: object) -> Verdict:
    known = {"as_stated": "ok", "sentence": f"{claim} is {word}."}
    return Verdict(claim=claim, word=word, **(known | more))  # type: ignore[arg-type]


def test_a_pending_claim_says_where_it_leans() -> None:
    found = mark("pending", "mixed")
    assert (found.text, found.letter, found.tone) == ("pending, leaning mixed", "m", "mixed")


def test_a_settled_claim_has_a_capital_letter() -> None:
    found = mark("not testable")
    assert (found.text, found.letter, found.tone) == ("not testable", "N", "not-testable")


def test_a_tally_counts_in_the_fixed_order_of_words() -> None:
    words = ("mixed", "supported", "mixed", "pending")
    found = tally(verdict("C01", word) for word in words)
    assert found.text == "1 supported, 2 mixed, 1 pending"
    assert [(share.start, share.width) for share in found.shares] == [(0, 1), (1, 2), (3, 1)]
    assert found.total == 4


def test_faults_of_the_wording_come_before_the_sound() -> None:
    stated = ("ok", "wrong", "ok", "misleading")
    found = as_stated_text([verdict("C01", "mixed", as_stated=word) for word in stated])
    assert found == "1 factually wrong, 1 misleading, 2 stated soundly"


def test_a_change_is_a_new_word_or_a_new_leaning(publication: Publication) -> None:
    before = {c: verdict(c, "pending", leaning="mixed") for c in ("C01", "C02", "C03")}
    after = before | {"C01": verdict("C01", "supported")}
    after |= {"C02": verdict("C02", "pending", leaning="supported")}
    found = changes(publication.claims, before, after)
    assert [(c.claim.text, c.before.text, c.after.text) for c in found] == [
        ("C01", "pending, leaning mixed", "supported"),
        ("C02", "pending, leaning mixed", "pending, leaning supported"),
    ]


def test_a_claim_that_is_new_has_not_changed(publication: Publication) -> None:
    assert changes(publication.claims, {}, {"C01": verdict("C01", "mixed")}) == ()


def test_equal_verdicts_in_a_row_are_one_run(publication: Publication) -> None:
    words = dict(
        zip(("2026-w31", "2026-w32", "2026-w33"), ("mixed", "mixed", "supported"), strict=True)
    )
    by_edition = {edition: {"C01": verdict("C01", word)} for edition, word in words.items()}
    found = runs(history("C01", publication.editions, by_edition))
    assert [(run.mark.word, run.first.text, run.last.text, run.weeks) for run in found] == [
        ("supported", "Week 33 of 2026", "Week 33 of 2026", 1),
        ("mixed", "Week 31 of 2026", "Week 32 of 2026", 2),
    ]


def test_an_edition_without_a_verdict_is_not_in_the_history(publication: Publication) -> None:
    by_edition = {edition.id: {} for edition in publication.editions}
    assert history("C01", publication.editions, by_edition) == ()


def test_outcome_and_reason_are_judged_apart(publication: Publication) -> None:
    found = judged(publication.claims[1], verdict("C02", "supported", mechanism="contradicted"))
    assert found.reason is not None
    assert (found.mark.word, found.reason.word) == ("supported", "contradicted")
