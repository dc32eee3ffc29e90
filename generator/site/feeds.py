"""How does a program learn what is new? Atom, JSON Feed, site map, robots.txt and llms.txt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from generator.editions.publication import Edition
from generator.model.config import Config
from generator.site.pages.edition import EditionView
from generator.site.pages.figures import FigureView
from generator.site.pages.page import Page
from generator.site.pages.prose import ProsePart
from generator.site.pages.section import SectionView

# About half a year: enough for a reader that was away, and the archive has the rest.
ENTRIES = 26
# A start tag with all its quoted attributes, and an address in it.
TAG = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
ADDRESS = re.compile(r'(?<=\s)(href|src)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One edition as feeds carry it; the address is its id and never changes."""

    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    image: str
    html: str


def feed_entry(page: Page, edition: Edition) -> FeedEntry:
    """Return an edition's page as an entry."""
    view = page.view
    if not isinstance(view, EditionView):
        raise TypeError(f"{page.path} is not an edition's page")
    midnight = datetime.combine(page.modified, time(), UTC)
    return FeedEntry(
        address=page.address,
        title=edition.title,
        summary=page.head_description,
        published=edition.record.published_at,
        updated=max(edition.record.published_at, midnight),
        image=page.image,
        html=absolute("\n".join(_content(view, page)), page.address),
    )


def atom(config: Config, entries: Sequence[FeedEntry]) -> str:
    """Return the Atom feed; entries newest first."""
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _texts(feed, id=config.base_url, title=config.title, subtitle=config.tagline)
    _texts(feed, updated=_moment(max(entry.updated for entry in entries)))
    author = ET.SubElement(feed, "author")
    _texts(author, name=config.byline)
    _texts(feed, icon=f"{config.base_url}icon.svg")
    _link(feed, f"{config.base_url}feed.xml", rel="self", type="application/atom+xml")
    _link(feed, config.base_url, rel="alternate", type="text/html")
    for entry in entries:
        _add_entry(feed, entry)
    ET.indent(feed)
    return _xml(feed)


def json_feed(config: Config, entries: Sequence[FeedEntry]) -> str:
    """Return the JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title,
        "home_page_url": config.base_url,
        "feed_url": f"{config.base_url}feed.json",
        "description": config.description,
        "icon": f"{config.base_url}icon.svg",
        "authors": [{"name": config.byline}],
        "language": "en",
        "items": [_item(entry) for entry in entries],
    }
    return f"{json.dumps(feed, ensure_ascii=False, indent=1)}\n"


def sitemap(config: Config, modified: Mapping[str, date]) -> str:
    """Return the site map: every page with the day on which its content last changed."""
    root = ET.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for href, day in sorted(modified.items()):
        if href != "404.html":
            url = ET.SubElement(root, "url")
            _texts(url, loc=f"{config.base_url}{href}", lastmod=day.isoformat())
    ET.indent(root)
    return _xml(root)


def robots(config: Config) -> str:
    """Return robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {config.base_url}sitemap.xml\n"


def llms(config: Config, editions: Sequence[Edition]) -> str:
    """Return llms.txt: what the site is and where its data lie, for language models."""
    newest = editions[-1]
    base = config.base_url
    links = (
        ("Newest edition", f"editions/{newest.id}/", "numbers, verdicts, figures, commentary"),
        ("Claims", "claims/", "each claim with its test, thresholds and history of verdicts"),
        (
            "Scoreboard",
            "scoreboard/",
            "all claims over all editions, each verdict with its evidence",
        ),
        ("Forecasts", "forecasts/", "probabilities with rules, base rates, outcomes and scores"),
        ("Metrics", "metrics/", "definitions, formulas, pitfalls and series"),
        ("Methods", "methods/", "how numbers are made and judged"),
        ("Corrections", "corrections/", "what was wrong and when it was put right"),
    )
    files = (
        ("Index", "data/index.json", "all metrics and editions with units, values, files"),
        ("Newest edition", "data/latest.json", "the frozen record behind the newest edition"),
        ("Claims", "data/claims.json", "rules, verdicts and evidence"),
        ("Scoreboard", "data/scoreboard.csv", "every verdict of every edition, one a row"),
        ("Revisions", "data/revisions.csv", "published values that came out otherwise later"),
        ("Forecasts", "data/forecasts.json", "every line of the record and all scores"),
        ("Feed", "feed.json", "JSON Feed 1.1 with full content"),
    )
    return (
        f"# {config.title}\n\n> {config.description}\n\n"
        f"Numbers are frozen as published; say the as-of date ({newest.record.as_of}) with each.\n\n"
        f"## Pages\n\n{_listed(base, links)}\n## Data\n\n{_listed(base, files)}"
    )


def _listed(base: str, links: Iterable[tuple[str, str, str]]) -> str:
    return "".join(f"- [{name}]({base}{href}): {text}\n" for name, href, text in links)


def absolute(html: str, address: str) -> str:
    """Return clean HTML whose links and pictures are found from anywhere."""

    def address_of(match: re.Match[str]) -> str:
        return f'{match[1]}="{urljoin(address, match[2])}"'

    return TAG.sub(lambda tag: ADDRESS.sub(address_of, tag[0]), html)


def _content(view: EditionView, page: Page) -> Iterator[str]:
    yield from (f"<p><em>Correction, {item.date}: {escape(item.text)}</em></p>"
                for item in view.corrections)  # fmt: skip
    yield f"<ul>{''.join(f'<li>{escape(line.text)}</li>' for line in view.summary)}</ul>"
    if view.changes.told:
        told = "".join(f"<li>{escape(change.text)}</li>" for change in view.changes.told)
        yield f"<h2>{escape(view.changes.heading)}</h2><ul>{told}</ul>"
    yield from _parts(view.lead, page)
    yield f"<p>{view.scoreboard.tally.total} claims: {view.scoreboard.tally.text}.</p>"
    for section in view.sections:
        yield from _section(section, page)
    yield f'<p><a href="{page.address}">The edition with all its numbers, sources and data</a></p>'


def _section(section: SectionView, page: Page) -> Iterator[str]:
    text = section.commentary
    if not text and not section.figures:
        return
    yield f"<h2>{escape(section.question)}</h2>"
    if text and text.written_for:
        yield f"<p><em>Written for the edition {escape(text.written_for.text)}.</em></p>"
    if text:
        yield from (
            f"<p><em>The data have overturned a premise of this text: {escape(premise)}.</em></p>"
            for premise in text.overturned
        )
        yield from _parts(text.parts, page)
    yield from (_figure(figure, page) for figure in section.figures)


def _parts(parts: Iterable[ProsePart], page: Page) -> Iterator[str]:
    for part in parts:
        yield part.html
        if part.figure:
            yield _figure(part.figure, page)


def _figure(figure: FigureView, page: Page) -> str:
    title = escape(figure.title)
    if figure.missing:
        return f"<p>{title}: no data ({escape(figure.missing)}).</p>"
    picture = (
        f'<img src="{page.frame.address(figure.wide.href)}" alt="{escape(figure.alt)}"'
        f' width="{figure.wide.width}" height="{figure.wide.height}">'
    )
    return f'<figure><a href="{figure.citation.address}">{picture}</a><figcaption>{title}</figcaption></figure>'


def _add_entry(feed: ET.Element, entry: FeedEntry) -> None:
    element = ET.SubElement(feed, "entry")
    _texts(element, id=entry.address, title=entry.title)
    _texts(element, published=_moment(entry.published), updated=_moment(entry.updated))
    _link(element, entry.address, rel="alternate", type="text/html")
    _texts(element, summary=entry.summary)
    ET.SubElement(element, "content", {"type": "html"}).text = entry.html


def _item(entry: FeedEntry) -> dict[str, str]:
    return {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "content_html": entry.html,
    }


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, href: str, **attributes: str) -> None:
    ET.SubElement(parent, "link", {"href": href, **attributes})


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _xml(root: ET.Element) -> str:
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
