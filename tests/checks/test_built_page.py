from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.built_page import BuiltPage, read_page

WHOLE = """<!doctype html>
<html lang="en"><head><title>Week 33</title>
<meta name="description" content="A test."><link rel="canonical" href="https://x.test/">
<link rel="stylesheet" href="assets/style.css">
<meta property="og:image" content="https://x.test/card.png">
<script type="application/ld+json">{"@type": "Report"}</script>
</head><body><h1 id="top">Week 33</h1>
<svg><title>A drawing</title></svg>
<a href="#top">Up</a><picture><source srcset="n.svg 1x, w.svg 2x"><img src="w.svg" alt="" width="1"
height="1"></picture></body></html>
"""


def read(folder: Path, html: str) -> BuiltPage:
    path = folder / "index.html"
    path.write_text(html, encoding="utf-8")
    return read_page(path, path)


def test_a_page_tells_its_head(tmp_path: Path) -> None:
    page = read(tmp_path, WHOLE)
    assert (page.title, page.language, page.description) == ("Week 33", "en", "A test.")
    assert page.canonical == "https://x.test/"
    assert page.stylesheets == ["assets/style.css"]
    assert page.problems == []


def test_every_address_is_found_with_its_place(tmp_path: Path) -> None:
    page = read(tmp_path, WHOLE)
    assert [link.address for link in page.links] == [
        "https://x.test/", "assets/style.css", "https://x.test/card.png",
        "#top", "n.svg", "w.svg", "w.svg",
    ]  # fmt: skip
    up = page.links[3]
    assert (up.line, up.column) == (9, 1)
    assert "top" in page.ids


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<p style="color:red">x</p>', "<p> has a style attribute"),
        ("<style>p{}</style>", "A style sheet stands in the page"),
        ("<script>go()</script>", "A script stands in the page"),
        ('<img src="a.svg" alt="">', "An image has no width and no height"),
        ('<img src="a.svg" width="1" height="1">', "An image has no alt"),
        ('<p id="a"></p><p id="a"></p>', 'The id "a" is there twice'),
        ('<script type="application/ld+json">{"a": }</script>', "The structured data is not JSON"),
    ],
)
def test_a_fault_of_the_page_alone_is_reported(tmp_path: Path, html: str, message: str) -> None:
    (problem,) = read(tmp_path, html).problems
    assert problem.message.startswith(message)


def test_a_script_of_its_own_file_is_allowed(tmp_path: Path) -> None:
    page = read(tmp_path, '<script src="assets/explore.js"></script><a href="">here</a>')
    assert page.problems == []
    assert [link.address for link in page.links] == ["assets/explore.js", ""]
