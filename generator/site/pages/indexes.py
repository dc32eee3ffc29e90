"""What can be found where? The lists of editions, claims, metrics and files."""

from __future__ import annotations

from dataclasses import dataclass

from generator.editions.publication import Edition
from generator.model.formatting import day
from generator.model.record import FORMAT, SCHEMAS
from generator.site.pages.context import Shelf
from generator.site.pages.edition import CorrectionView, corrections
from generator.site.pages.graphs import Graph, catalogue_graph
from generator.site.pages.numbers import Panel, panel
from generator.site.pages.page import Link, Page
from generator.site.pages.verdicts import Judged, Tally, as_stated_text, judged, tally, week_name
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
    claims: tuple[Judged, ...]


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
    panel: Panel
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


def archive_page(shelf: Shelf) -> Page:
    """Return the list of all editions."""
    editions = shelf.publication.editions
    rows = tuple(_archive_row(edition) for edition in reversed(editions))
    text = f"All {len(rows)} editions with their headline finding and the tally of verdicts."
    return _page(shelf, "archive", ("Archive", text), ArchiveView(rows))


def claims_page(shelf: Shelf) -> Page:
    """Return the list of all claims, by section."""
    verdicts = shelf.verdicts[shelf.newest.id]
    groups = tuple(
        ClaimGroup(
            id=section,
            question=question,
            claims=tuple(
                judged(c, verdicts[c.id]) for c in shelf.claims_of(section) if c.id in verdicts
            ),
        )
        for section, question in shelf.publication.config.sections.items()
    )
    found = shelf.newest.record.verdicts
    view = ClaimsView(
        shelf.frame.newest, shelf.frame.as_of, tally(found), as_stated_text(found),
        tuple(group for group in groups if group.claims),
    )  # fmt: skip
    text = f"The article's {view.tally.total} claims and today's verdicts: {view.tally.text}."
    return _page(shelf, "claims", ("Claims", text), view)


def metrics_page(shelf: Shelf) -> Page:
    """Return the list of all metrics, by section, with their newest values."""
    numbers = shelf.newest.record.numbers
    groups = tuple(
        MetricGroup(section, question, found, waiting(found.missing))
        for section, question in shelf.publication.config.sections.items()
        if shelf.metrics_of(section)
        for found in [panel(shelf.metrics_of(section), numbers, shelf.values)]
    )
    text = "Every number that the publication computes, with its definition, source and data."
    view = MetricsView(shelf.frame.newest, shelf.frame.as_of, groups)
    return _page(shelf, "metrics", ("Metrics", text), view)


def data_page(shelf: Shelf) -> Page:
    """Return the description of all files that others may build on."""
    view = DataView(
        metrics=tuple(Link(m.label, f"data/metrics/{m.id}") for m in shelf.publication.metrics),
        facts=tuple(Link(f"{n}.csv", f"data/facts/{n}.csv") for n in shelf.publication.facts),
        editions=tuple(
            Link(week_name(edition), f"data/editions/{edition.id}.json")
            for edition in reversed(shelf.publication.editions)
        ),
        schemas=tuple(Link(name, f"schemas/{name}-{FORMAT}.json") for name in SCHEMAS),
    )
    text = "Numbers, verdicts and figures as CSV and JSON files with stable names and keys."
    return _page(shelf, "data", ("Data", text), view, catalogue_graph(shelf.frame))


def not_found_page(shelf: Shelf) -> Page:
    """Return what readers see at an address that leads nowhere."""
    text = "There is nothing at this address."
    modified = shelf.newest.record.published_at.date()
    return Page("404.html", "404.html", "Page not found", text, None, shelf.frame, modified)


def _page(
    shelf: Shelf, name: str, words: tuple[str, str], view: object, graph: Graph | None = None
) -> Page:
    title, description = words
    return Page(
        path=f"{name}/index.html",
        template=f"{name}.html",
        title=title,
        description=description,
        view=view,
        frame=shelf.frame,
        modified=shelf.newest.record.published_at.date(),
        graph=graph,
    )


def _archive_row(edition: Edition) -> ArchiveRow:
    record = edition.record
    return ArchiveRow(
        edition=Link(week_name(edition), f"editions/{edition.id}/"),
        title=edition.title,
        as_of=day(record.as_of),
        headline=record.summary[0],
        tally=tally(record.verdicts),
        backfilled=record.backfilled,
        corrections=corrections(edition),
    )
