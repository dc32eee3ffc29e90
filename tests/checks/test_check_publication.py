from __future__ import annotations

from dataclasses import replace

import pandas as pd

from generator.checks.content import check_publication
from generator.editions.publication import Edition, Publication

DAY = pd.Timestamp("2020-05-23")


def with_body(publication: Publication, place: int, body: str) -> Publication:
    """The publication with another lead in its last edition, seen from one of its editions."""
    text = publication.editions[-1].document
    assert text
    lead = replace(text, body=body)
    editions: list[Edition] = list(publication.editions)
    editions[place] = replace(editions[place], document=lead)
    return replace(publication, editions=tuple(editions))


def found(publication: Publication) -> list[tuple[str, str]]:
    return [(problem.severity, problem.message) for problem in check_publication(publication)]


def test_an_overturned_premise_is_a_warning(small: Publication) -> None:
    ((severity, message),) = found(small)
    assert severity == "warning"
    assert message == "The data overturn the premise `windows.ytd < 4`: it is +4.2 pp."


def test_an_unknown_number_is_an_error_in_any_edition(small: Publication) -> None:
    for place in (0, 1):
        problems = check_publication(with_body(small, place, "Look: {{ ratoi }}."))
        (error,) = [problem for problem in problems if problem.severity == "error"]
        assert (error.path.name, error.column) == ("edition.md", 7)
        assert "ratio" in error.hint


def test_the_style_of_a_past_edition_is_no_news(small: Publication) -> None:
    # `$5 to $9` may turn into a formula on GitHub: a warning, for the newest edition only.
    doubtful = "Between $5 and $9 a share."
    assert len(found(with_body(small, 1, doubtful))) == len(found(small)) + 1
    assert found(with_body(small, 0, doubtful)) == found(small)


def test_a_rule_on_an_unknown_number_is_an_error(small: Publication) -> None:
    claim = small.claims[0]
    rule = claim.rule.model_copy(update={"value": "windows.ydt"})
    broken = claim.model_copy(update={"rule": rule})
    problems = check_publication(replace(small, claims=(broken,)))
    assert [p.path.name for p in problems if p.severity == "error"] == ["C01.md"]


def test_the_texts_of_claims_and_pages_are_read_too(small: Publication) -> None:
    claim = small.claims[0]
    text = replace(claim.document, body="{{ nothing }}")
    pages = (replace(small.pages[0], body="{{ nothing }}"),)
    broken = replace(small, claims=(claim.model_copy(update={"document": text}),), pages=pages)
    problems = check_publication(broken)
    names = [problem.path.name for problem in problems if problem.severity == "error"]
    assert names == ["C01.md", "about.md"]


def test_unverified_facts_are_counted(small: Publication) -> None:
    rows = pd.DataFrame({"status": ["published", "unverified", "unverified"]}, index=[2, 4, 5])
    checked = pd.DataFrame({"status": ["computed"]})
    (note, _) = check_publication(replace(small, facts={"fees": rows, "cuts": checked}))
    assert str(note).startswith("content/facts/fees.csv:4:1: warning: 2 of 3 rows are unverified")


def test_before_the_first_edition_only_facts_can_be_checked(small: Publication) -> None:
    assert check_publication(replace(small, editions=())) == []


def test_facts_past_their_period_are_named(small: Publication) -> None:
    as_of = pd.Timestamp(small.editions[-1].record.as_of)
    rows = pd.DataFrame(
        {
            "id": ["due", "fresh", "history"],
            "on": [as_of - pd.DateOffset(months=12, days=1), as_of - pd.DateOffset(months=12), DAY],
            "good_for_months": [12, 12, float("nan")],
            "status": "published",
        },
        index=[3, 4, 5],
    )
    problems = check_publication(replace(small, facts={"comparisons": rows}))
    (note,) = [str(problem) for problem in problems if problem.path.suffix == ".csv"]
    assert note.startswith("content/facts/comparisons.csv:3:1: warning: 1 of 3 rows is past")
    assert "`good_for_months`: due." in note


def test_a_stale_fee_is_called_by_its_fund(small: Publication) -> None:
    fee = {"ticker": ["RVT"], "on": [DAY], "good_for_months": [14], "status": "published"}
    problems = check_publication(replace(small, facts={"fees": pd.DataFrame(fee)}))
    assert any(
        "1 of 1 rows is past the months of `good_for_months`: RVT." in p.message for p in problems
    )
