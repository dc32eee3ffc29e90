"""What does an edition's page say? Verdict first, then each question with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from generator.content import Slot
from generator.editions import Commentary, Edition
from generator.formatting import day, number
from generator.model import Section
from generator.pages.figures import FigureView
from generator.pages.graphs import report_graph
from generator.pages.inputs import SOURCES
from generator.pages.numbers import Panel, panel
from generator.pages.page import Link, Page
from generator.pages.prose import Part, Setting, figures_in, prose
from generator.pages.shelf import Shelf, modified
from generator.pages.verdicts import (
    Change,
    Judged,
    Tally,
    as_stated_text,
    changes,
    judged,
    tally,
    week_name,
)
from generator.record import Record


@dataclass(frozen=True, slots=True)
class CommentaryView:
    """A section's text; `written_for` is set where it was carried over from an earlier edition."""

    parts: tuple[Part, ...]
    written_for: Link | None
    overturned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One question of an edition with all its evidence."""

    id: str
    question: str
    commentary: CommentaryView | None
    panel: Panel
    figures: tuple[FigureView, ...]
    claims: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The claims' verdicts in one edition, and what moved since the edition before."""

    tally: Tally
    as_stated: str
    since: Link | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one source had given."""

    name: str
    state: str
    last: str
    fetched: str
    tables: str
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A dated correction of a published edition."""

    date: str
    text: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition's page.

    Attributes:
        computed: when a backfilled edition was computed; "" for one published in its own week.
        unwritten: questions on which nobody has written yet.
    """

    id: str
    name: str
    title: str
    standfirst: str
    as_of: str
    published: str
    computed: str
    vintage: str
    sources_text: str
    sources: tuple[SourceRow, ...]
    json: str
    generator: str
    summary: tuple[str, ...]
    lead: tuple[Part, ...]
    unwritten: tuple[str, ...]
    scoreboard: Scoreboard
    sections: tuple[SectionView, ...]
    corrections: tuple[CorrectionView, ...]
    earlier: Link | None
    later: Link | None
    permalink: Link
    address: str


def edition_page(shelf: Shelf, place: int) -> Page:
    """Return the permanent page of the edition at a place in the publication's order."""
    edition = shelf.publication.editions[place]
    path = f"editions/{edition.id}/index.html"
    title = f"{edition.title} ({week_name(edition)})"
    return _page(shelf, place, path, title, _description(edition))


def home_page(shelf: Shelf) -> Page:
    """Return the newest edition as the site's front page; its permanent address is canonical."""
    frame = shelf.frame
    place = len(shelf.publication.editions) - 1
    return _page(shelf, place, "index.html", f"{frame.title}: {frame.tagline}", frame.description)


def corrections(edition: Edition) -> tuple[CorrectionView, ...]:
    """Return an edition's corrections, as its editor listed them."""
    front = edition.document.front if edition.document else None
    found = front.corrections if front else ()
    return tuple(CorrectionView(day(item.date), item.text) for item in found)


def _description(edition: Edition) -> str:
    if edition.document:
        return edition.document.front.summary
    return f"{week_name(edition)}, data to {day(edition.record.as_of)}. {edition.record.summary[0]}"


def _page(shelf: Shelf, place: int, path: str, title: str, description: str) -> Page:
    edition = shelf.publication.editions[place]
    permanent = f"editions/{edition.id}/"
    values = shelf.values if edition is shelf.newest else shelf.publication.values(edition)
    setting = Setting(values, shelf.figures[edition.id], "../" * path.count("/"))
    return Page(
        path=path,
        template="edition.html",
        title=title,
        description=description,
        view=_view(shelf, place, setting),
        frame=shelf.frame,
        modified=modified(edition),
        canonical=permanent,
        kind="article",
        graph=report_graph(shelf, edition, description),
        card=f"{permanent}card.png",
        card_alt=f"{shelf.frame.title}, {week_name(edition)}: {edition.title}",
    )


def _view(shelf: Shelf, place: int, setting: Setting) -> EditionView:
    edition = shelf.publication.editions[place]
    record = edition.record
    lead = prose(edition.document, setting, Slot("editor", level=3)) if edition.document else ()
    sections = tuple(
        _section(shelf, edition, section, setting, figures_in(lead))
        for section in shelf.publication.config.sections
    )
    return EditionView(
        id=edition.id,
        name=week_name(edition),
        title=edition.title,
        standfirst=edition.document.front.summary if edition.document else "",
        as_of=day(record.as_of),
        published=day(record.published_at.date()),
        computed=day(record.published_at.date()) if record.backfilled else "",
        vintage=day(record.vintage.date()),
        sources_text=_sources_text(record),
        sources=_sources(record),
        json=f"data/editions/{edition.id}.json",
        generator=record.generator,
        summary=record.summary,
        lead=lead,
        unwritten=tuple(view.question for view in sections if not view.commentary),
        scoreboard=_scoreboard(shelf, place),
        sections=sections,
        corrections=corrections(edition),
        earlier=_neighbour(shelf, place - 1),
        later=_neighbour(shelf, place + 1),
        permalink=Link(week_name(edition), f"editions/{edition.id}/"),
        address=shelf.frame.address(f"editions/{edition.id}/"),
    )


def _section(
    shelf: Shelf, edition: Edition, section: Section, setting: Setting, shown: set[str]
) -> SectionView:
    carried = edition.commentary.get(section)
    commentary = _commentary(carried, edition, setting) if carried else None
    told = shown | (figures_in(commentary.parts) if commentary else set[str]())
    verdicts = shelf.verdicts[edition.id]
    return SectionView(
        id=section,
        question=shelf.publication.config.sections[section],
        commentary=commentary,
        panel=panel(shelf.metrics_of(section), edition.record.numbers, setting.values),
        figures=tuple(
            figure
            for figure in setting.figures.values()
            if figure.section == section and figure.id not in told
        ),
        claims=tuple(
            judged(claim, verdicts[claim.id])
            for claim in shelf.claims_of(section)
            if claim.id in verdicts
        ),
    )


def _commentary(text: Commentary, edition: Edition, setting: Setting) -> CommentaryView:
    written_for = Link(text.written_for, f"editions/{text.written_for}/")
    return CommentaryView(
        parts=prose(text.document, setting, Slot(text.section, level=3)),
        written_for=written_for if text.written_for != edition.id else None,
        overturned=text.overturned,
    )


def _scoreboard(shelf: Shelf, place: int) -> Scoreboard:
    editions, verdicts = shelf.publication.editions, shelf.verdicts
    now = editions[place]
    before = verdicts[editions[place - 1].id] if place else {}
    return Scoreboard(
        tally=tally(now.record.verdicts),
        as_stated=as_stated_text(now.record.verdicts),
        since=_neighbour(shelf, place - 1),
        changes=changes(shelf.publication.claims, before, verdicts[now.id]),
    )


def _neighbour(shelf: Shelf, place: int) -> Link | None:
    editions = shelf.publication.editions
    if not 0 <= place < len(editions):
        return None
    return Link(week_name(editions[place]), f"editions/{editions[place].id}/")


def _sources_text(record: Record) -> str:
    fresh = sum(source.fresh for source in record.sources)
    return f"{fresh} of {len(record.sources)} sources fresh"


def _sources(record: Record) -> tuple[SourceRow, ...]:
    return tuple(
        SourceRow(
            name=SOURCES[source.source],
            state="fresh" if source.fresh else "not fresh",
            last=day(source.last),
            fetched=day(source.fetched_at.date()),
            tables=number(source.tables, "count", 0),
            note=source.note,
        )
        for source in record.sources
    )
