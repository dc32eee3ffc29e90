from __future__ import annotations

import json
from dataclasses import replace

from generator.site.pages.page import Page


def test_the_way_to_the_root_follows_the_depth(pages: dict[str, Page]) -> None:
    roots = [
        pages[path].root for path in ("index.html", "data/index.html", "claims/C01/index.html")
    ]
    assert roots == ["", "../", "../../"]


def test_the_page_for_lost_readers_links_from_the_base_path(pages: dict[str, Page]) -> None:
    assert pages["404.html"].to("claims/") == "/outlook/claims/"


def test_a_link_to_the_root_itself_is_never_empty(pages: dict[str, Page]) -> None:
    assert (pages["index.html"].to(""), pages["data/index.html"].to("")) == ("./", "../")


def test_navigation_marks_the_page_and_the_part_it_is_in(pages: dict[str, Page]) -> None:
    paths = ("claims/index.html", "claims/C01/index.html", "data/index.html")
    assert [pages[path].current("claims/") for path in paths] == ["page", "true", ""]


def test_only_the_front_page_is_the_latest(pages: dict[str, Page]) -> None:
    assert [pages[path].current("") for path in ("index.html", "data/index.html")] == [
        "page",
        "",
    ]


def test_the_front_page_names_the_permanent_address(pages: dict[str, Page]) -> None:
    assert pages["index.html"].address == "https://example.org/outlook/editions/2026-w33/"


def test_a_title_carries_the_name_of_the_publication_once(pages: dict[str, Page]) -> None:
    assert pages["data/index.html"].head_title == "Data · Outlook"
    assert pages["index.html"].head_title == "Outlook: A thesis on trial"


def test_a_long_description_is_cut_between_words(pages: dict[str, Page]) -> None:
    page = replace(pages["data/index.html"], description="word " * 40)
    # 31 words of four letters and their spaces are 154 characters, and " …" makes 156.
    assert page.head_description == "word " * 31 + "…"


def test_titles_and_descriptions_are_unique(pages: dict[str, Page]) -> None:
    assert len({page.head_title for page in pages.values()}) == len(pages)
    assert len({page.head_description for page in pages.values()}) == len(pages)


def test_structured_data_cannot_end_its_element(pages: dict[str, Page]) -> None:
    page = replace(pages["data/index.html"], graph={"name": "</script>"})
    assert "</" not in page.json_ld
    assert json.loads(page.json_ld)["name"] == "</script>"


def test_an_edition_is_a_report_of_the_periodical(pages: dict[str, Page]) -> None:
    graph = json.loads(pages["editions/2026-w33/index.html"].json_ld)
    assert (graph["@type"], graph["isPartOf"]["@type"]) == ("Report", "Periodical")
    assert (graph["datePublished"], graph["dateModified"]) == ("2026-08-14", "2026-08-20")


def test_only_figures_with_data_are_data_sets(pages: dict[str, Page]) -> None:
    graph = json.loads(pages["editions/2026-w33/index.html"].json_ld)
    assert [part["name"] for part in graph["hasPart"]] == ["The lead in week 33"]


def test_a_claim_is_reviewed_with_its_verdict(pages: dict[str, Page]) -> None:
    graph = json.loads(pages["claims/C01/index.html"].json_ld)
    assert graph["reviewRating"]["alternateName"] == "supported"


def test_a_correction_moves_the_date_of_the_last_change(pages: dict[str, Page]) -> None:
    page = pages["editions/2026-w33/index.html"]
    assert page.modified.isoformat() == "2026-08-20"
