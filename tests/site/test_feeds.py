from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.editions.publication import Publication
from generator.model.config import Config
from generator.site.feeds import (
    FeedEntry,
    absolute,
    atom,
    feed_entry,
    json_feed,
    llms,
    robots,
    sitemap,
)
from generator.site.pages.page import Page
from tests.sites.publication import figures_of, pages_of

BASE = "https://example.org/outlook/"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def pages(small: Publication) -> dict[str, Page]:
    return pages_of(small, figures_of(small))


@pytest.fixture(scope="module")
def entries(small: Publication, pages: dict[str, Page]) -> list[FeedEntry]:
    return [
        feed_entry(pages[f"editions/{edition.id}/index.html"], edition)
        for edition in reversed(small.editions)
    ]


@pytest.fixture
def config(small: Publication) -> Config:
    return small.config


def test_a_feed_reader_understands_the_atom_feed(config: Config, entries: list[FeedEntry]) -> None:
    feed = feedparser.parse(atom(config, entries))
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


def test_all_moments_are_rfc_3339_in_utc(config: Config, entries: list[FeedEntry]) -> None:
    root = ET.fromstring(atom(config, entries))  # noqa: S314  -- our own
    ends = ("updated", "published")
    moments = [element.text or "" for element in root.iter() if element.tag.endswith(ends)]
    moments += [item["date_modified"] for item in json.loads(json_feed(config, entries))["items"]]
    assert len(moments) == 7
    assert all(MOMENT.fullmatch(moment) for moment in moments)


def test_the_json_feed_carries_the_same_entries(config: Config, entries: list[FeedEntry]) -> None:
    feed = json.loads(json_feed(config, entries))
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
    entry = feed_entry(pages["editions/2026-w33/index.html"], more.editions[-1])
    told = "<h2>What changed this week</h2><ul><li>C01 turned &amp; stayed.</li></ul>"
    assert told in entry.html


def test_every_address_in_an_entry_is_absolute(entries: list[FeedEntry]) -> None:
    addresses = re.findall(r'(?:href|src)="([^"]*)"', "".join(entry.html for entry in entries))
    assert f"{BASE}metrics/ratio/" in addresses
    assert len(addresses) > 8
    assert all(address.startswith("https://") for address in addresses)


def test_a_relative_address_is_found_from_its_page() -> None:
    html = '<p title="a>b"><a href="../x/" class="n">href="y"</a><img alt="" src="z.svg"></p>'
    assert absolute(html, f"{BASE}editions/2026-w33/") == (
        f'<p title="a>b"><a href="{BASE}editions/x/" class="n">href="y"</a>'
        f'<img alt="" src="{BASE}editions/2026-w33/z.svg"></p>'
    )


def test_a_page_of_another_kind_is_no_entry(small: Publication, pages: dict[str, Page]) -> None:
    with pytest.raises(TypeError, match=r"about/index\.html is not an edition's page"):
        feed_entry(pages["about/index.html"], small.editions[0])


def test_the_site_map_has_every_page_with_its_date(config: Config) -> None:
    modified = {"b/": date(2026, 8, 14), "": date(2026, 8, 15), "404.html": date(2026, 8, 14)}
    root = ET.fromstring(sitemap(config, modified))  # noqa: S314  -- our own
    assert [[part.text for part in url] for url in root] == [
        [BASE, "2026-08-15"], [f"{BASE}b/", "2026-08-14"],
    ]  # fmt: skip


def test_robots_are_let_in_and_shown_the_site_map(config: Config) -> None:
    lines = robots(config).splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml"]


def test_language_models_are_told_the_date_and_the_data(small: Publication) -> None:
    text = llms(small.config, small.editions)
    assert text.startswith("# Outlook\n\n> A weekly test of one thesis.")
    assert "say the as-of date (2026-08-14)" in text
    assert f"- [Index]({BASE}data/index.json): " in text


def test_a_feed_is_as_new_as_its_newest_change(config: Config, entries: list[FeedEntry]) -> None:
    feed = feedparser.parse(atom(config, entries))
    newest = max(entry.updated for entry in entries)
    assert datetime(*feed.feed.updated_parsed[:6], tzinfo=UTC) - newest == timedelta(0)
