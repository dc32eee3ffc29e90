from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.editions.publication import Publication
from generator.site.feeds import FeedEntry, feed_entry, feed_files
from generator.site.pages.page import Page
from generator.site.renderer import Renderer
from tests.sites.publication import figures_of, pages_of

BASE = "https://example.org/outlook/"
RENDERER = Renderer(Path(__file__).parents[2] / "templates", {})
MODIFIED = {"b/": date(2026, 8, 14), "": date(2026, 8, 15), "404.html": date(2026, 8, 14)}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def pages(small: Publication) -> dict[str, Page]:
    return pages_of(small, figures_of(small))


@pytest.fixture(scope="module")
def entries(small: Publication, pages: dict[str, Page]) -> list[FeedEntry]:
    return [
        feed_entry(pages[f"editions/{edition.id}/index.html"], edition, RENDERER)
        for edition in reversed(small.editions)
    ]


@pytest.fixture(scope="module")
def files(small: Publication, entries: list[FeedEntry]) -> dict[str, str]:
    return dict(feed_files(small, entries, MODIFIED, RENDERER))


def test_a_feed_reader_understands_the_atom_feed(files: dict[str, str]) -> None:
    feed = feedparser.parse(files["feed.xml"])
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.id) == ("atom10", "Outlook", BASE)
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": f"{BASE}feed.xml", "alternate": BASE,
    }  # fmt: skip
    assert [entry.id for entry in feed.entries] == [
        f"{BASE}editions/2026-w33/", f"{BASE}editions/2026-w32/",
    ]  # fmt: skip
    assert feed.entries[0].title == "Small caps & their lead"
    assert feed.feed.author == "Editorial desk"


def test_an_entry_is_updated_by_its_newest_correction(entries: list[FeedEntry]) -> None:
    # Published on the Saturday after 14 Aug; its correction is of 20 Aug.
    assert entries[0].published == datetime(2026, 8, 15, 6, tzinfo=UTC)
    assert entries[0].updated == datetime(2026, 8, 20, tzinfo=UTC)
    assert entries[1].updated == entries[1].published


def test_all_moments_are_rfc_3339_in_utc(files: dict[str, str]) -> None:
    root = ET.fromstring(files["feed.xml"])  # noqa: S314  -- our own
    ends = ("updated", "published")
    moments = [element.text or "" for element in root.iter() if element.tag.endswith(ends)]
    moments += [item["date_modified"] for item in json.loads(files["feed.json"])["items"]]
    assert len(moments) == 7
    assert all(MOMENT.fullmatch(moment) for moment in moments)


def test_the_json_feed_carries_the_same_entries(
    files: dict[str, str], entries: list[FeedEntry]
) -> None:
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}feed.json"
    assert [item["id"] for item in feed["items"]] == [entry.address for entry in entries]
    assert feed["items"][0]["content_html"] == entries[0].html
    assert feed["items"][0]["image"] == f"{BASE}editions/2026-w33/card.png"


def test_an_entry_has_all_words_of_the_edition(entries: list[FeedEntry]) -> None:
    newest, older = entries
    assert "A fee was mistyped: it is 0.19% &lt; 0.2%." in newest.html
    assert "Nothing is known of their price &amp; earnings." in newest.html
    assert "The lead grew to +4.2 pp" in newest.html
    assert "Flows" not in newest.html
    assert "Written for the edition 2026-w32." in newest.html
    assert "overturned a premise of this text: windows.ytd &lt; 4." in newest.html
    assert "They lead a little" in older.html
    assert "Written for" not in older.html


def test_an_entry_tells_what_changed(small: Publication) -> None:
    *past, newest = small.editions
    record = newest.record.model_copy(update={"changes": ("C01 turned & stayed.",)})
    more = replace(small, editions=(*past, replace(newest, record=record)))
    pages = pages_of(more, figures_of(more))
    entry = feed_entry(pages["editions/2026-w33/index.html"], more.editions[-1], RENDERER)
    told = "<h2>What changed this week</h2><ul><li>C01 turned &amp; stayed.</li></ul>"
    assert told in entry.html


def test_every_address_in_an_entry_is_absolute(entries: list[FeedEntry]) -> None:
    addresses = re.findall(r'(?:href|src)="([^"]*)"', "".join(entry.html for entry in entries))
    assert f"{BASE}metrics/ratio/" in addresses
    assert len(addresses) > 8
    assert all(address.startswith("https://") for address in addresses)


def test_only_the_permanent_pages_of_editions_are_in_the_feeds(pages: dict[str, Page]) -> None:
    assert [path for path, page in pages.items() if page.feed_view] == [
        "editions/2026-w32/index.html", "editions/2026-w33/index.html",
    ]  # fmt: skip


def test_the_site_map_has_every_page_with_its_date(files: dict[str, str]) -> None:
    root = ET.fromstring(files["sitemap.xml"])  # noqa: S314  -- our own
    assert [[part.text for part in url] for url in root] == [
        [BASE, "2026-08-15"], [f"{BASE}b/", "2026-08-14"],
    ]  # fmt: skip


def test_robots_are_let_in_and_shown_the_site_map(files: dict[str, str]) -> None:
    lines = files["robots.txt"].splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml"]


def test_language_models_are_told_the_date_and_the_data(files: dict[str, str]) -> None:
    text = files["llms.txt"]
    assert text.startswith("# Outlook\n\n> A weekly test of one thesis.")
    assert "say the as-of date (2026-08-14)" in text
    assert f"- [Index]({BASE}data/index.json): " in text


def test_a_feed_is_as_new_as_its_newest_change(
    files: dict[str, str], entries: list[FeedEntry]
) -> None:
    feed = feedparser.parse(files["feed.xml"])
    newest = max(entry.updated for entry in entries)
    assert datetime(*feed.feed.updated_parsed[:6], tzinfo=UTC) - newest == timedelta(0)


def test_signs_of_xml_and_json_in_a_title_are_escaped(
    small: Publication, entries: list[FeedEntry]
) -> None:
    title = 'A <b> & "quoted"'
    named = replace(small, config=small.config.model_copy(update={"title": title}))
    files = dict(feed_files(named, entries, MODIFIED, RENDERER))
    root = ET.fromstring(files["feed.xml"])  # noqa: S314  -- our own
    assert root.findtext("{http://www.w3.org/2005/Atom}title") == title
    assert json.loads(files["feed.json"])["title"] == title
    assert files["llms.txt"].startswith(f"# {title}\n")
