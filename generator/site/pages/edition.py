"""What does an edition's page say? Verdict first, then each question with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from generator.content.markdown.convert import Slot
from generator.editions.headline import CHANGES, record_lines
from generator.editions.publication import Edition
from generator.editions.summaries import EditionSummary
from generator.model.formatting import day, number
from generator.model.record import Record
from generator.model.series import Families, source_name
from generator.site.pages.changes import ChangesView, changes_view
from generator.site.pages.citation import CitationView, bibliography, edition_citation
from generator.site.pages.context import PageContext, modified
from generator.site.pages.forecast import EditionForecasts, edition_forecasts
from generator.site.pages.graphs import report_graph
from generator.site.pages.page import Link, Page
from generator.site.pages.prose import ProsePart, Setting, figures_in, prose
from generator.site.pages.section import SectionView, section_view
from generator.site.pages.since import SinceView, since_view
from generator.site.pages.verdicts import Tally, as_stated_text, tally, week_name


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The claims' verdicts in one edition, and where each has its evidence."""

    tally: Tally
    as_stated: str
    evidence: Link


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
class SummaryLine:
    """A sentence of the verdict and where its numbers are."""

    text: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition's page.

    Attributes:
        changes: what changed since the edition before.
        since: what happened after it, outside of what is frozen; None for the newest edition.
        computed: when a backfilled edition was computed; "" for one published in its own week.
        unwritten: questions on which nobody has written yet.
        next_week: when what is missing is asked for again.
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
    measured: str
    sources: tuple[SourceRow, ...]
    json: str
    generator: str
    summary: tuple[SummaryLine, ...]
    changes: ChangesView
    since: SinceView | None
    lead: tuple[ProsePart, ...]
    unwritten: tuple[str, ...]
    next_week: str
    scoreboard: Scoreboard
    sections: tuple[SectionView, ...]
    forecasts: EditionForecasts
    corrections: tuple[CorrectionView, ...]
    earlier: Link | None
    later: Link | None
    permalink: Link
    address: str
    citation: CitationView


def edition_page(context: PageContext, place: int) -> Page:
    """Return the permanent page of the edition at a place in the publication's order."""
    edition = context.publication.editions[place]
    path = f"editions/{edition.id}/index.html"
    title = f"{edition.title} ({week_name(edition)})"
    page = _page(context, place, path, title, _description(edition))
    drawn = [f.citation for f in context.figures[edition.id].values() if not f.missing]
    return replace(page, files=bibliography([edition_citation(context.frame, edition), *drawn]))


def home_page(context: PageContext) -> Page:
    """Return the newest edition as the site's front page; its permanent address is canonical."""
    frame = context.frame
    place = len(context.publication.issues) - 1
    return _page(context, place, "index.html", f"{frame.title}: {frame.tagline}", frame.description)


def corrections(edition: Edition | EditionSummary) -> tuple[CorrectionView, ...]:
    """Return an edition's corrections, as its editor listed them."""
    front = edition.document.front if edition.document else None
    found = front.corrections if front else ()
    return tuple(CorrectionView(day(item.date), item.text) for item in found)


def _description(edition: Edition) -> str:
    if edition.document:
        return edition.document.front.summary
    return f"{week_name(edition)}, data to {day(edition.record.as_of)}. {edition.record.summary[0]}"


def _page(context: PageContext, place: int, path: str, title: str, description: str) -> Page:
    edition = context.publication.editions[place]
    permanent = f"editions/{edition.id}/"
    values = (
        context.values if edition.id == context.newest.id else context.publication.values(edition)
    )
    setting = Setting(values, context.figures[edition.id], "../" * path.count("/"))
    return Page(
        path=path,
        template="edition.html",
        title=title,
        description=description,
        view=_view(context, place, setting),
        frame=context.frame,
        modified=modified(edition),
        canonical=permanent,
        kind="article",
        graph=report_graph(context, edition, description),
        card=f"{permanent}card.png",
        card_alt=f"{context.frame.title}, {week_name(edition)}: {edition.title}",
    )


def _view(context: PageContext, place: int, setting: Setting) -> EditionView:
    edition = context.publication.editions[place]
    record = edition.record
    lead = prose(edition.document, setting, Slot("editor", level=3)) if edition.document else ()
    sections = tuple(
        section_view(context, edition, section, setting, figures_in(lead))
        for section in context.publication.config.sections
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
        measured=_measured(record),
        sources=_sources(record, context.publication.families),
        json=f"data/editions/{edition.id}.json",
        generator=record.generator,
        summary=_summary(context, edition),
        changes=changes_view(context, place),
        since=since_view(context, edition),
        lead=lead,
        unwritten=tuple(view.question for view in sections if not view.commentary),
        next_week=_next_week(record),
        scoreboard=_scoreboard(edition),
        sections=sections,
        forecasts=edition_forecasts(record.forecasts),
        corrections=corrections(edition),
        earlier=_neighbour(context, place - 1),
        later=_neighbour(context, place + 1),
        permalink=Link(week_name(edition), f"editions/{edition.id}/"),
        address=context.frame.address(f"editions/{edition.id}/"),
        citation=edition_citation(context.frame, edition),
    )


def _summary(context: PageContext, edition: Edition) -> tuple[SummaryLine, ...]:
    changed = Link("All changes", f"editions/{edition.id}/changes/")
    return tuple(
        SummaryLine(text, changed if name == CHANGES else context.labels.get(name))
        for name, text in record_lines(edition.record).items()
    )


def _next_week(record: Record) -> str:
    year, week, _ = (record.as_of + timedelta(weeks=1)).isocalendar()
    return f"Week {week} of {year}"


def _scoreboard(edition: Edition) -> Scoreboard:
    verdicts = edition.record.verdicts
    evidence = Link("The claims with the evidence of this week", f"editions/{edition.id}/claims/")
    return Scoreboard(tally(verdicts), as_stated_text(verdicts), evidence)


def _neighbour(context: PageContext, place: int) -> Link | None:
    editions = context.publication.issues
    if not 0 <= place < len(editions):
        return None
    return Link(week_name(editions[place]), f"editions/{editions[place].id}/")


def _sources_text(record: Record) -> str:
    fresh = sum(source.fresh for source in record.sources)
    return f"{fresh} of {len(record.sources)} sources fresh"


def _measured(record: Record) -> str:
    """Return how many metrics have a number in an edition: `115 of 162 metrics`."""
    found = sum(numbers.kind != "missing" for numbers in record.numbers.values())
    return f"{found} of {len(record.numbers)} metrics"


def _sources(record: Record, families: Families) -> tuple[SourceRow, ...]:
    return tuple(
        SourceRow(
            name=source_name(source.source, families),
            state="fresh" if source.fresh else "not fresh",
            last=day(source.last),
            fetched=day(source.fetched_at.date()),
            tables=number(source.tables, "count", 0),
            note=source.note,
        )
        for source in record.sources
    )
