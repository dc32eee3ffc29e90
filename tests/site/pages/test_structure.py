"""Do all pages hold together as HTML?"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest

from generator.charts.kit.drawing import Figure
from generator.site.pages.figures import image_path
from generator.site.pages.page import Page

VOID = {"meta", "link", "img", "source", "br", "hr", "rect", "line", "polyline"}
SITE = "https://example.org/outlook/"
FILES = {
    "schemas/record-1.json", "schemas/claims-1.json", "schemas/forecasts-1.json",
    "assets/style-12345678.css", "icon.svg", "feed.xml", "feed.json",
    "data/latest.json", "data/index.json", "data/claims.json", "data/scoreboard.csv",
    "data/revisions.csv", "data/forecasts.json",
}  # fmt: skip


class Outline(HTMLParser):
    """The elements of a page in order, and those that were never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="session")
def outlines(html: dict[str, str]) -> dict[str, Outline]:
    return {path: Outline(text) for path, text in html.items()}


def test_every_element_is_closed(outlines: dict[str, Outline]) -> None:
    assert {path for path, outline in outlines.items() if outline.open} == set()


def test_no_style_attribute_and_no_script_but_data(outlines: dict[str, Outline]) -> None:
    for outline in outlines.values():
        assert not [a for _, a in outline.elements if "style" in a]
        assert not outline.all("style")
        assert {a.get("type") for a in outline.all("script")} == {"application/ld+json"}


def test_no_element_listens_to_events(outlines: dict[str, Outline]) -> None:
    names = {name for o in outlines.values() for _, a in o.elements for name in a}
    assert not {name for name in names if name.startswith("on")}


def test_ids_are_unique(outlines: dict[str, Outline]) -> None:
    for path, outline in outlines.items():
        ids = [a["id"] for _, a in outline.elements if "id" in a]
        assert len(ids) == len(set(ids)), path


def test_headings_begin_with_one_h1_and_skip_no_level(outlines: dict[str, Outline]) -> None:
    for path, outline in outlines.items():
        levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), path


def test_every_picture_has_words_and_a_size(outlines: dict[str, Outline]) -> None:
    pictures = [a for outline in outlines.values() for a in outline.all("img")]
    assert pictures
    for picture in pictures:
        assert all(picture.get(name) for name in ("alt", "width", "height"))


def test_every_table_has_a_caption_and_scopes(outlines: dict[str, Outline]) -> None:
    for outline in outlines.values():
        assert len(outline.all("table")) == len(outline.all("caption"))
        assert all(a.get("scope") for a in outline.all("th"))


def test_every_page_has_a_complete_head(html: dict[str, str]) -> None:
    for path, text in html.items():
        for part in ('<html lang="en">', 'name="viewport"', 'name="color-scheme"', "og:image:alt"):
            assert part in text, path
        assert "default-src 'none'; img-src 'self'; style-src 'self'" in text


def test_every_link_inside_the_site_leads_somewhere(
    outlines: dict[str, Outline], figures: dict[str, dict[str, Figure]], pages: dict[str, Page]
) -> None:
    known = {f"{SITE}{path}": outline for path, outline in outlines.items()}
    beside = {name for page in pages.values() for name in page.files}
    files = {f"{SITE}{name}" for name in FILES | drawings(figures) | beside}
    for path, outline in outlines.items():
        for href in links(outline):
            address, _, anchor = urljoin(f"{SITE}{path}", href).partition("#")
            target = f"{address}index.html" if address.endswith("/") else address
            assert target in known or target in files or is_data(target), f"{path}: {href}"
            assert not anchor or anchor in ids(known[target]), f"{path}: {href}"


def links(outline: Outline) -> list[str]:
    found = [a.get("href") or a.get("src") or a.get("srcset") or "" for _, a in outline.elements]
    return [href for href in found if href and not href.startswith("https://")]


def ids(outline: Outline) -> set[str | None]:
    return {a.get("id") for _, a in outline.elements}


def drawings(figures: dict[str, dict[str, Figure]]) -> set[str]:
    return {
        image_path(figure.id, image)
        for of_edition in figures.values()
        for figure in of_edition.values()
        for image in (figure.wide, figure.narrow)
        if image.svg
    }


def is_data(address: str) -> bool:
    """Return whether an address is that of a data file which every metric or edition has."""
    folder, name = str(PurePosixPath(address).parent), PurePosixPath(address).stem
    if folder.endswith("data/facts"):
        return name == "fees"
    if folder.endswith("data/metrics"):
        return name in ("ratio", "windows", "policy", "multiple")
    return folder.endswith(("data/editions", "figures")) and name in (
        "2026-w31", "2026-w32", "2026-w33", "lead",
    )  # fmt: skip
