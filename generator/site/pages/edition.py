"""An edition's page: verdict first, then each question with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from generator.claims.claim import Claim
from generator.content.commentary import Commentary, Correction
from generator.editions.headline import CHANGES, record_lines
from generator.editions.publication import Edition
from generator.model.formatting import day
from generator.model.metric import Section
from generator.model.record import Record, SourceState, Verdict
from generator.model.series import source_name
from generator.site.pages.changes import ChangesView, changes_view
from generator.site.pages.citation import CitationView, bibliography, edition_citation
from generator.site.pages.context import PageContext, corrections, modified
from generator.site.pages.figures import FigureView
from generator.site.pages.graphs import report_graph
from generator.site.pages.numbers import NumbersPanel, panel
from generator.site.pages.page import Link, Page, week_name
from generator.site.pages.prose import Prose, Setting, figures_in, prose
from generator.site.pages.since import SinceView, since_view
from generator.site.pages.verdicts import Tally, as_stated_text, tally
from generator.site.pages.waiting import Waiting, waiting


@dataclass(frozen=True, slots=True)
class SectionView:
    """One question of an edition with all its evidence.

    Attributes:
        text: the commentary, set; `carried` where it was written for an earlier edition.
        figure: the one that is open, unless the commentary shows one already.
        more: those of which only the finding is seen until a reader opens them.
    """

    id: str
    question: str
    commentary: Commentary | None
    text: Prose
    carried: bool
    panel: NumbersPanel
    figure: FigureView | None
    more: tuple[FigureView, ...]
    claims: list[tuple[Claim, Verdict]]
    waiting: tuple[Waiting, ...]

    @property
    def overturned(self) -> tuple[str, ...]:
        """Return the premises of the commentary that the data overturn."""
        return self.commentary.overturned if self.commentary else ()

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Return all figures that there are, the open one first."""
        return (self.figure, *self.more) if self.figure else self.more


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition's page.

    Attributes:
        summary: the lines of the verdict, each with where its numbers are.
        measured: how many metrics have a number.
        sources: what each source had given, under its name for readers.
        changes: what changed since the edition before.
        since: what happened after it, outside of what is frozen; None for the newest edition.
        next_week: when what is missing is asked for again.
    """

    edition: Edition
    record: Record
    summary: tuple[tuple[str, Link | None], ...]
    measured: int
    sources: list[tuple[str, SourceState]]
    changes: ChangesView
    since: SinceView | None
    lead: Prose
    next_week: str
    tally: Tally
    as_stated: str
    sections: tuple[SectionView, ...]
    corrections: tuple[Correction, ...]
    earlier: Link | None
    later: Link | None
    citation: CitationView

    @property
    def fresh(self) -> int:
        """Return how many of the sources were fresh."""
        return sum(source.fresh for _, source in self.sources)

    @property
    def unwritten(self) -> list[str]:
        """Return the questions on which nobody has written yet."""
        return [section.question for section in self.sections if not section.commentary]


def edition_page(context: PageContext, place: int) -> Page:
    """Return the permanent page of the edition at a place in the publication's order."""
    edition = context.publication.editions[place]
    path = f"editions/{edition.id}/index.html"
    title = f"{edition.title} ({week_name(edition)})"
    view = _view(context, place, _setting(context, edition, "../../"))
    drawn = [f.citation for f in context.figures[edition.id].values() if not f.drawn.missing]
    return replace(
        _page(context, view, path, title, _description(edition)),
        files=bibliography([view.citation, *drawn]),
        feed_view=_feed_view(context, view),
    )


def home_page(context: PageContext) -> Page:
    """Return the newest edition as the site's front page; its permanent address is canonical."""
    frame = context.frame
    view = _view(context, len(context.publication.issues) - 1, context.setting(""))
    return _page(context, view, "index.html", f"{frame.title}: {frame.tagline}", frame.description)


def _description(edition: Edition) -> str:
    if edition.document:
        return edition.document.front.summary
    return f"{week_name(edition)}, data to {day(edition.record.as_of)}. {edition.record.summary[0]}"


def _page(context: PageContext, view: EditionView, path: str, title: str, description: str) -> Page:
    edition = view.edition
    permanent = f"editions/{edition.id}/"
    return Page(
        path=path,
        template="edition.html",
        title=title,
        description=description,
        view=view,
        frame=context.frame,
        modified=modified(edition),
        canonical=permanent,
        kind="article",
        graph=report_graph(context, edition, description),
        card=f"{permanent}card.png",
        card_alt=f"{context.frame.title}, {week_name(edition)}: {edition.title}",
    )


def _setting(context: PageContext, edition: Edition, root: str, page: str = "") -> Setting:
    values = (
        context.live if edition.id == context.newest.id else context.publication.values(edition)
    )
    return Setting(values, context.figures[edition.id], root, page)


def _view(context: PageContext, place: int, setting: Setting) -> EditionView:
    edition = context.publication.editions[place]
    record = edition.record
    lead = _lead(edition, setting)
    return EditionView(
        edition=edition,
        record=record,
        summary=_summary(context, edition),
        measured=sum(numbers.kind != "missing" for numbers in record.numbers.values()),
        sources=[
            (source_name(source.source, context.publication.families), source)
            for source in record.sources
        ],
        changes=changes_view(context, place),
        since=since_view(context, edition),
        lead=lead,
        next_week=_next_week(record),
        tally=tally(record.verdicts),
        as_stated=as_stated_text(record.verdicts),
        sections=_sections(context, edition, setting, lead),
        corrections=corrections(edition),
        earlier=context.edition_at(place - 1),
        later=context.edition_at(place + 1),
        citation=edition_citation(context.frame, edition),
    )


def _feed_view(context: PageContext, view: EditionView) -> EditionView:
    """Return an edition with texts whose links lead to their targets from anywhere."""
    frame, edition = context.frame, view.edition
    page = frame.address(f"editions/{edition.id}/")
    setting = _setting(context, edition, frame.base_url, page)
    sections = (replace(s, text=_text(s.commentary, setting)) for s in view.sections)
    return replace(view, lead=_lead(edition, setting), sections=tuple(sections))


def _lead(edition: Edition, setting: Setting) -> Prose:
    return prose(edition.document, setting, "editor") if edition.document else ()


def _text(commentary: Commentary | None, setting: Setting) -> Prose:
    return prose(commentary.document, setting, commentary.section) if commentary else ()


def _sections(
    context: PageContext, edition: Edition, setting: Setting, lead: Prose
) -> tuple[SectionView, ...]:
    sections = context.publication.config.sections
    return tuple(_section(context, edition, s, setting, figures_in(lead)) for s in sections)


def _section(
    context: PageContext, edition: Edition, section: Section, setting: Setting, shown: set[str]
) -> SectionView:
    """Return a section; figures in `shown` stand elsewhere on the page already."""
    commentary = edition.commentary.get(section)
    text = _text(commentary, setting)
    told = figures_in(text)
    figures = [
        figure
        for figure in setting.figures.values()
        if figure.drawn.section == section and figure.drawn.id not in shown | told
    ]
    drawn = tuple(figure for figure in figures if not figure.drawn.missing)
    opened = 0 if told else 1
    measured = panel(context.metrics_of(section), edition.record.numbers, setting.values)
    return SectionView(
        id=section,
        question=context.publication.config.sections[section],
        commentary=commentary,
        text=text,
        carried=commentary is not None and commentary.written_for != edition.id,
        panel=measured,
        figure=drawn[0] if drawn[:opened] else None,
        more=drawn[opened:],
        claims=context.judged(section, edition),
        waiting=waiting(measured.missing, (figure for figure in figures if figure.drawn.missing)),
    )


def _summary(context: PageContext, edition: Edition) -> tuple[tuple[str, Link | None], ...]:
    changed = Link("All changes", f"editions/{edition.id}/changes/")
    return tuple(
        (text, changed if name == CHANGES else context.frame.metric(name))
        for name, text in record_lines(edition.record).items()
    )


def _next_week(record: Record) -> str:
    year, week, _ = (record.as_of + timedelta(weeks=1)).isocalendar()
    return f"Week {week} of {year}"
