from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from generator.checks.content import check_publication, stray_problems
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


HERE = Path(__file__).parents[2] / "content"


def told(folder: Path, name: str) -> list[str]:
    """What is said of a content folder with one file."""
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text("text")
    return [str(problem).replace(f"{folder}/", "") for problem in stray_problems(folder)]


@pytest.mark.parametrize(
    "name",
    [
        "editions/2026-w34/edition.md",
        "editions/2026-w34/rates.md",
        "editions/2026-w34/record.json",
        "editions/2026-w34/.rates.md.swp",
        "editions/2026-w53/rates.md",  # 2026 has 53 weeks
        "pages/about-us.md",
    ],
)
def test_a_file_in_its_place_is_no_stray(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("rate.md", "Did you mean rates.md?"),
        ("Rates.md", "Did you mean rates.md?"),
        ("rates (1).md", "Did you mean rates.md?"),
        ("rates.md.txt", "Did you mean rates.md?"),
        ("chart-of-the-week.png", "Known are: edition.md, working.md, cheap.md, rates.md,"),
    ],
)
def test_a_text_that_no_part_reads_is_named(tmp_path: Path, name: str, hint: str) -> None:
    (text,) = told(tmp_path, f"editions/2026-w34/{name}")
    assert text.startswith(f"editions/2026-w34/{name}:1:1: No part of an edition has this name")
    assert hint in text


@pytest.mark.parametrize("folder", ["2026-34", "2026-W34", "2026-w34 ", "2026-w60", "2025-w53"])
def test_a_folder_that_is_no_week_is_named(tmp_path: Path, folder: str) -> None:
    (text,) = told(tmp_path, f"editions/{folder}/edition.md")
    assert text.startswith(f"editions/{folder}:1:1: This belongs to no edition")


def test_a_text_beside_the_weeks_is_named(tmp_path: Path) -> None:
    (text,) = told(tmp_path, "editions/edition.md")
    assert text.startswith("editions/edition.md:1:1: This belongs to no edition")


@pytest.mark.parametrize("name", ["my page.md", "About.md", "about.txt"])
def test_a_page_whose_name_is_no_address_is_named(tmp_path: Path, name: str) -> None:
    (text,) = told(tmp_path, f"pages/{name}")
    assert text.startswith(f"pages/{name}:1:1: The name of a page is its address.")


def test_nothing_lies_astray_in_the_real_content() -> None:
    assert list(stray_problems(HERE)) == []
