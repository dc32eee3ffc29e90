from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from pybtex.database import parse_string

from generator.site.pages.citation import CitationView, bibliography
from generator.site.pages.page import Page

DIGEST = "0123456789abcdef" * 4
EDITION = CitationView(
    key="outlook-2026-w33",
    kind="report",
    title="Small caps lead",
    author="Editorial desk",
    container="Outlook",
    edition="Week 33 of 2026",
    issued=date(2026, 8, 15),
    as_of=date(2026, 8, 14),
    address="https://example.org/outlook/editions/2026-w33/",
    digest=DIGEST,
    folder="editions/2026-w33/",
)


def test_a_citation_says_who_what_when_and_which_record() -> None:
    assert EDITION.text == (
        "Editorial desk, “Small caps lead”, Outlook, Week 33 of 2026, data to 14 Aug 2026, "
        "record 0123456789ab."
    )


def test_another_program_reads_the_bibtex() -> None:
    entry = parse_string(EDITION.bibtex, "bibtex").entries["outlook-2026-w33"]
    assert entry.type == "misc"
    assert str(entry.persons["author"][0]) == "{Editorial desk}"
    assert (entry.fields["year"], entry.fields["month"]) == ("2026", "8")
    assert entry.fields["url"] == "https://example.org/outlook/editions/2026-w33/"
    assert entry.fields["note"] == f"Data to 2026-08-14; record sha256 {DIGEST}"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Up 17.2% & away", r"{Up 17.2\% \& away}"),
        ("A {brace} and_more #1 $5", r"{A \{brace\} and\_more \#1 \$5}"),
        (r"a\b~c^d", r"{a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d}"),
        ("\u22124.2 pp", "{\u22124.2 pp}"),
    ],
)
def test_signs_that_mean_something_to_tex_are_escaped(title: str, written: str) -> None:
    entry = parse_string(replace(EDITION, title=title).bibtex, "bibtex").entries[EDITION.key]
    assert entry.fields["title"] == written


def test_the_csl_item_has_the_full_date_and_the_whole_hash() -> None:
    item = EDITION.csl
    assert item["issued"] == {"date-parts": [[2026, 8, 15]]}
    assert item["note"].endswith(DIGEST)
    assert (item["type"], item["URL"]) == ("report", EDITION.address)


def test_a_folder_has_all_its_citations_in_two_files() -> None:
    figure = replace(EDITION, key="outlook-2026-w33-lead", kind="figure")
    files = bibliography([EDITION, figure])
    assert list(files) == ["editions/2026-w33/cite.bib", "editions/2026-w33/cite.json"]
    assert [item["id"] for item in json.loads(files["editions/2026-w33/cite.json"])] == [
        "outlook-2026-w33", "outlook-2026-w33-lead",
    ]  # fmt: skip
    entries = parse_string(files["editions/2026-w33/cite.bib"], "bibtex").entries
    assert list(entries) == ["outlook-2026-w33", "outlook-2026-w33-lead"]


def test_an_edition_cites_itself_and_each_figure_that_is_drawn(pages: dict[str, Page]) -> None:
    page = pages["editions/2026-w33/index.html"]
    items = json.loads(page.files["editions/2026-w33/cite.json"])
    assert [(item["id"], item["URL"].rpartition("/")[2]) for item in items] == [
        ("outlook-2026-w33", ""), ("outlook-2026-w33-lead", "#figure-lead"),
    ]  # fmt: skip
    assert all(item["note"] == "Data to 2026-08-14; record sha256 d33" for item in items)
    assert pages["index.html"].files == {}


def test_a_claim_is_cited_with_its_newest_verdict(
    pages: dict[str, Page], html: dict[str, str]
) -> None:
    (item,) = json.loads(pages["claims/C01/index.html"].files["claims/C01/cite.json"])
    assert item["id"] == "outlook-C01-2026-w33"
    assert item["title"].startswith("C01: ")
    assert 'href="../../claims/C01/cite.bib"' in html["claims/C01/index.html"]
    assert 'href="../../editions/2026-w33/cite.json"' in html["editions/2026-w33/index.html"]
