"""A page of the site, before a template has turned it into HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Any

from generator.editions.publication import Edition, EditionSummary, Issue

DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site; `href` starts at the site's root, templates put `root` before it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page.

    Attributes:
        card: site path of the picture that represents the page elsewhere, 1200 x 630.
        as_of: of the newest edition, for the footer.
        metrics: metric -> link to its page.
    """

    title: str
    tagline: str
    description: str
    byline: str
    base_url: str
    base_path: str
    card: str
    card_alt: str
    as_of: date
    newest: Link
    metrics: Mapping[str, Link]

    def address(self, href: str) -> str:
        """Return the absolute address of a path of the site."""
        return f"{self.base_url}{href}"

    def metric(self, name: str) -> Link | None:
        """Return the link to the metric of an id or live name; None where it has no page."""
        return self.metrics.get(name.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML file to be written.

    Attributes:
        path: of the file, as `editions/2026-w33/index.html`.
        view: what the template shows.
        modified: when the content last changed, for the site map.
        canonical: site path of the permanent address, where that is another page.
        graph: schema.org data about the page.
        card: site path of the page's own picture, or "" for the frame's; so `card_alt`.
        files: texts that go with the page, by their site path.
        feed_view: what feeds show of it, all links absolute; None for what is not in the feeds.
    """

    path: str
    template: str
    title: str
    description: str
    view: object
    frame: Frame
    modified: date
    canonical: str | None = None
    kind: str = "website"
    graph: Mapping[str, Any] | None = None
    card: str = ""
    card_alt: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    feed_view: object = None

    @property
    def href(self) -> str:
        """Return the site path under which readers open the page: `editions/2026-w33/`."""
        return self.path.removesuffix("index.html")

    @property
    def root(self) -> str:
        """Return what leads from the page to the site's root: `../../`."""
        if self.path == "404.html":
            return self.frame.base_path
        return "../" * self.path.count("/")

    def to(self, href: str) -> str:
        """Return a relative link from this page to a site path."""
        return f"{self.root}{href}" or "./"

    def current(self, href: str) -> str:
        """Return the aria-current of a navigation link: the page itself, or the part it is in."""
        if href == self.href:
            return "page"
        return "true" if href and self.href.startswith(href) else ""

    @property
    def head_title(self) -> str:
        """Return the title for tabs and search results, with the publication's name once."""
        name = self.frame.title
        return self.title if name in self.title else f"{self.title} · {name}"

    @property
    def head_description(self) -> str:
        """Return the description, no longer than search engines show."""
        return shorten(self.description, DESCRIPTION, placeholder=" …")

    @property
    def address(self) -> str:
        """Return the permanent absolute address."""
        return self.frame.address(self.href if self.canonical is None else self.canonical)

    @property
    def image(self) -> str:
        """Return the absolute address of the picture that represents the page."""
        return self.frame.address(self.card or self.frame.card)

    @property
    def json_ld(self) -> str:
        """Return the schema.org data as JSON that is safe inside a script element."""
        graph = {"@context": "https://schema.org", **(self.graph or self._web_page())}
        return json.dumps(graph, ensure_ascii=False).replace("</", "<\\/")

    def _web_page(self) -> dict[str, Any]:
        site = {"@type": "WebSite", "name": self.frame.title, "url": self.frame.base_url}
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.head_description,
            "url": self.address,
            "isPartOf": site,
        }


def week_number(edition: Edition | EditionSummary | Issue) -> int:
    """Return the ISO week of an edition."""
    return int(edition.id[6:])


def week_name(edition: Edition | EditionSummary | Issue) -> str:
    """Return an edition's name for readers: `Week 33 of 2026`."""
    return f"Week {week_number(edition)} of {edition.id[:4]}"


def edition_link(edition: Edition | EditionSummary | Issue, part: str = "") -> Link:
    """Return the link to an edition's page, or to a part below it as `claims/`."""
    return Link(week_name(edition), f"editions/{edition.id}/{part}")
