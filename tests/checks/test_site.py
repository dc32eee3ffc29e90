from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from generator.checks.site import check_site
from generator.model.config import Config, Lag
from generator.model.front_matter import Document, Unread

BASE = "https://x.test/outlook/"
CONFIG = Config(
    title="T", tagline="t", description="d", base_url=BASE, byline="b",
    sections={}, lags={"fred": Lag(lag_days=1, stale_days=10)},
)  # fmt: skip
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{BASE}{{}}</loc></url></urlset>"
)
HEAD = (
    '<!doctype html><html lang="en"><head><title>T</title><meta name="description" content="d">'
    f'<link rel="canonical" href="{BASE}"></head><body id="top">'
)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in {"index.html": HEAD, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def messages(folder: Path, files: dict[str, str]) -> list[str]:
    write(folder, files)
    return [problem.message for problem in check_site(folder, CONFIG)]


def test_a_whole_site_has_no_problems(tmp_path: Path) -> None:
    files = {
        "a/b/index.html": HEAD + '<a href="../../">home</a><a href="../../#top">top</a>'
        '<a href="#top">up</a><a href="">here</a><a href="https://elsewhere.test/x">out</a>'
        f'<a href="mailto:x@y.test">mail</a><a href="{BASE}a/b/#top">permalink</a>',
        "404.html": HEAD.replace("canonical", "alternate") + '<a href="/outlook/a/b/">b</a>',
        "data/x.json": "{}",
        "sitemap.xml": SITEMAP.format("a/b/"),
        "feed.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id></feed>',
    }
    assert messages(tmp_path, files) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="gone/">x</a>', "The link leads nowhere."),
        ('<a href="../../etc/">x</a>', "The link leads nowhere."),
        (f'<a href="{BASE}gone/">x</a>', "The link leads nowhere."),
        ('<img src="gone.svg" alt="" width="1" height="1">', "The link leads nowhere."),
        ('<a href="#gone">x</a>', 'The link leads to a page that has no id "gone".'),
        ('<a href="b/#gone">x</a>', 'The link leads to a page that has no id "gone".'),
        ('<a href="/b/">x</a>', "The link leaves /outlook/, where the site will be."),
    ],
)
def test_a_broken_link_is_reported(tmp_path: Path, html: str, message: str) -> None:
    assert messages(tmp_path, {"index.html": HEAD + html, "b/index.html": HEAD}) == [message]


def test_a_problem_names_file_line_and_column(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": HEAD + '\n<p><a href="gone/">x</a>'})
    (problem,) = check_site(tmp_path, CONFIG)
    assert (problem.path, problem.line, problem.column) == (tmp_path / "index.html", 2, 4)
    assert problem.hint == 'The link is "gone/".'


def test_a_page_without_its_head_is_reported(tmp_path: Path) -> None:
    assert messages(tmp_path, {"a/index.html": "<p>x</p>"}) == [
        "The page has no title.", "The page has no language.", "The page has no description.",
        "The page has no canonical.",
    ]  # fmt: skip


def test_a_heavy_page_is_reported_with_its_style_sheet(tmp_path: Path) -> None:
    # Random letters keep about 6 bits of every 8: 2 x 45,000 letters weigh more than 60 KB.
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    noise = "".join(random.Random(1).choices(letters, k=45_000))  # noqa: S311  -- noise
    page = HEAD + '<link rel="stylesheet" href="../s.css"><p>' + noise
    (message,) = messages(tmp_path, {"a/index.html": page, "s.css": noise[::-1]})
    assert re.fullmatch(r"The page weighs 6[67] KB gzipped with its style sheet.", message)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("data/a.json", "{", "The file is not JSON: "),
        ("data/a.json", '{"value": NaN}', "The file is not JSON: NaN is no JSON number"),
        ("feed.xml", "<feed>", "The file is not XML: "),
        (
            "feed.xml",
            '<f xmlns="http://www.w3.org/2005/Atom"><id>a</id><id>a</id></f>',
            "The id a is there twice.",
        ),
        (
            "sitemap.xml",
            SITEMAP.format("gone/"),
            f"{BASE}gone/ leads nowhere.",
        ),
    ],
)
def test_a_broken_data_file_is_reported(tmp_path: Path, name: str, text: str, message: str) -> None:
    (found,) = messages(tmp_path, {name: text})
    assert found.startswith(message)


def text_problems(folder: Path, body: str) -> list[str]:
    """What is said of a commentary of the week 2026-w34, by the file's own lines."""
    write(folder, {"claims/C33/index.html": HEAD})
    path = Path("content/editions/2026-w34/rates.md")
    text = Document(path, Unread(), body, 4)
    return [str(problem) for problem in check_site(folder, CONFIG, [text])]


@pytest.mark.parametrize(
    "address", ["/claims/C33/", "/claims/C33/#top", "/", "/editions/2026-w34/"]
)
def test_a_text_may_lead_to_pages_and_to_its_own_edition(tmp_path: Path, address: str) -> None:
    assert text_problems(tmp_path, f"A [link]({address}).\n") == []


@pytest.mark.parametrize("address", ["/claims/C99/", "/claims/C33", "/claims/C33/#gone"])
def test_a_broken_link_is_reported_in_the_text_that_has_it(tmp_path: Path, address: str) -> None:
    (text,) = text_problems(tmp_path, f"See\nthe [claim]({address}).\n")
    place = "content/editions/2026-w34/rates.md:5:5: "
    assert text.startswith(f"{place}The link to `{address}` leads nowhere.")


def test_an_empty_folder_is_no_site(tmp_path: Path) -> None:
    (problem,) = check_site(tmp_path, CONFIG)
    assert problem.hint == "Run `outlook build`."
