"""How programs learn what is new: Atom, JSON Feed, site map, robots.txt and llms.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from generator.editions.publication import Edition, Publication
from generator.site.pages.page import Page
from generator.site.renderer import Renderer

# About half a year: enough for a reader that was away, and the archive has the rest.
ENTRIES = 26
NAMES = ("feed.xml", "feed.json", "sitemap.xml", "robots.txt", "llms.txt")


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


def feed_entry(page: Page, edition: Edition, renderer: Renderer) -> FeedEntry:
    """Return an edition's page as an entry."""
    midnight = datetime.combine(page.modified, time(), UTC)
    return FeedEntry(
        address=page.address,
        title=edition.title,
        summary=page.head_description,
        published=edition.record.published_at,
        updated=max(edition.record.published_at, midnight),
        image=page.image,
        html=renderer.text("feeds/entry.html", page=page, site=page.frame, view=page.feed_view),
    )


def feed_files(
    publication: Publication,
    entries: Sequence[FeedEntry],
    modified: Mapping[str, date],
    renderer: Renderer,
) -> Iterator[tuple[str, str]]:
    """Give the name and text of each file that tells programs about the pages.

    Entries are newest first; `modified` is site path of a page -> day on which it last changed.
    """
    for name in NAMES:
        yield (
            name,
            renderer.text(
                f"feeds/{name}",
                site=publication.config,
                newest=publication.editions[-1],
                entries=entries,
                updated=max(entry.updated for entry in entries),
                modified=sorted(modified.items()),
            ),
        )
