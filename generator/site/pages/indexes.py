"""What can be found where? The lists of editions, claims, metrics and files."""

from __future__ import annotations

from dataclasses import dataclass

from generator.editions.summaries import EditionSummary
from generator.model.formatting import day
from generator.model.record import FORMAT, SCHEMAS
from generator.site.pages.context import PageContext
from generator.site.pages.edition import CorrectionView, corrections
from generator.site.pages.graphs import Graph, catalogue_graph
from generator.site.pages.numbers import NumbersPanel, panel
from generator.site.pages.page import Link, Page
from generator.site.pages.verdicts import (
    JudgedClaim,
    Tally,
    as_stated_text,
    judged,
    tally,
    week_name,
)
from generator.site.pages.waiting import Waiting, waiting


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One edition in the archive."""

    edition: Link
    title: str
    as_of: str
    headline: str
    tally: Tally
    backfilled: bool
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All editions, newest first."""

    rows: tuple[ArchiveRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one section."""

    id: str
    question: str
    claims: tuple[JudgedClaim, ...]


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """All claims with their newest verdicts."""

    edition: Link
    as_of: str
    tally: Tally
    as_stated: str
    groups: tuple[ClaimGroup, ...]


@dataclass(frozen=True, slots=True)
class MetricGroup:
    """The metrics of one section."""

    id: str
    question: str
    panel: NumbersPanel
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class MetricsView:
    """All metrics with their newest values."""

    edition: Link
    as_of: str
    groups: tuple[MetricGroup, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """All files that others may build on."""

    metrics: tuple[Link, ...]
    facts: tuple[Link, ...]
    editions: tuple[Link, ...]
    schemas: tuple[Link, ...]


def archive_page(context: PageContext) -> Page:
    """Return the list of all editions."""
    rows = tuple(_archive_row(edition) for edition in reversed(context.summaries))
    text = f"All {len(rows)} editions with their headline finding and the tally of verdicts."
    return _page(context, "archive", ("Archive", text), ArchiveView(rows))


def claims_page(context: PageContext) -> Page:
    """Return the list of all claims, by section."""
    verdicts = context.verdicts[context.newest.id]
    groups = tuple(
        ClaimGroup(
            id=section,
            question=question,
            claims=tuple(
                judged(c, verdicts[c.id]) for c in context.claims_of(section) if c.id in verdicts
            ),
        )
        for section, question in context.publication.config.sections.items()
    )
    found = context.newest.record.verdicts
    view = ClaimsView(
        context.frame.newest, context.frame.as_of, tally(found), as_stated_text(found),
        tuple(group for group in groups if group.claims),
    )  # fmt: skip
    text = f"The article's {view.tally.total} claims and today's verdicts: {view.tally.text}."
    return _page(context, "claims", ("Claims", text), view)


def metrics_page(context: PageContext) -> Page:
    """Return the list of all metrics, by section, with their newest values."""
    numbers = context.newest.record.numbers
    groups = tuple(
        MetricGroup(section, question, found, waiting(found.missing))
        for section, question in context.publication.config.sections.items()
        if context.metrics_of(section)
        for found in [panel(context.metrics_of(section), numbers, context.values)]
    )
    text = "Every number that the publication computes, with its definition, source and data."
    view = MetricsView(context.frame.newest, context.frame.as_of, groups)
    return _page(context, "metrics", ("Metrics", text), view)


def data_page(context: PageContext) -> Page:
    """Return the description of all files that others may build on."""
    view = DataView(
        metrics=tuple(Link(m.label, f"data/metrics/{m.id}") for m in context.publication.metrics),
        facts=tuple(Link(f"{n}.csv", f"data/facts/{n}.csv") for n in context.publication.facts),
        editions=tuple(
            Link(week_name(edition), f"data/editions/{edition.id}.json")
            for edition in reversed(context.summaries)
        ),
        schemas=tuple(Link(name, f"schemas/{name}-{FORMAT}.json") for name in SCHEMAS),
    )
    text = "Numbers, verdicts and figures as CSV and JSON files with stable names and keys."
    return _page(context, "data", ("Data", text), view, catalogue_graph(context.frame))


def not_found_page(context: PageContext) -> Page:
    """Return what readers see at an address that leads nowhere."""
    text = "There is nothing at this address."
    modified = context.newest.record.published_at.date()
    return Page("404.html", "404.html", "Page not found", text, None, context.frame, modified)


def _page(
    context: PageContext,
    name: str,
    words: tuple[str, str],
    view: object,
    graph: Graph | None = None,
) -> Page:
    title, description = words
    return Page(
        path=f"{name}/index.html",
        template=f"{name}.html",
        title=title,
        description=description,
        view=view,
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
        graph=graph,
    )


def _archive_row(edition: EditionSummary) -> ArchiveRow:
    record = edition.record
    return ArchiveRow(
        edition=Link(week_name(edition), f"editions/{edition.id}/"),
        title=edition.title,
        as_of=day(record.as_of),
        headline=record.finding,
        tally=tally(record.verdicts),
        backfilled=record.backfilled,
        corrections=corrections(edition),
    )
