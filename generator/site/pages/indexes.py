"""What can be found where: the lists of editions, claims, metrics and files."""

from __future__ import annotations

from generator.model.formatting import day
from generator.model.record import FORMAT, SCHEMAS
from generator.site.pages.context import PageContext, corrections, modified
from generator.site.pages.graphs import Graph, catalogue_graph
from generator.site.pages.numbers import panel
from generator.site.pages.page import Link, Page, edition_link, week_name
from generator.site.pages.verdicts import as_stated_text, tally
from generator.site.pages.waiting import waiting


def archive_page(context: PageContext) -> Page:
    """Return the list of all editions, newest first, with their tallies and corrections."""
    editions = [
        (edition, tally(edition.record.verdicts), corrections(edition))
        for edition in reversed(context.summaries)
    ]
    text = f"All {len(editions)} editions with their headline finding and the tally of verdicts."
    return _page(context, "archive", ("Archive", text), {"editions": editions})


def claims_page(context: PageContext) -> Page:
    """Return the list of all claims, by section, with their newest verdicts."""
    verdicts = context.newest.record.verdicts
    counted = tally(verdicts)
    view = {
        "tally": counted,
        "as_stated": as_stated_text(verdicts),
        "questions": context.judged_by_question(context.newest),
    }
    text = f"The article's {counted.total} claims and today's verdicts: {counted.text}."
    return _page(context, "claims", ("Claims", text), view)


def evidence_page(context: PageContext, place: int) -> Page:
    """Return the claims of the edition at a place in the publication's order, as they stood."""
    edition = context.publication.editions[place]
    counted, as_of = tally(edition.record.verdicts), edition.record.as_of
    view = {
        "edition": edition_link(edition),
        "as_of": as_of,
        "tally": counted,
        "questions": context.judged_by_question(edition),
        "earlier": context.edition_at(place - 1, "claims/"),
        "later": context.edition_at(place + 1, "claims/"),
    }
    return Page(
        path=f"editions/{edition.id}/claims/index.html",
        template="evidence.html",
        title=f"The claims with the evidence of {week_name(edition)}",
        description=f"{counted.total} claims, data to {day(as_of)}: {counted.text}.",
        view=view,
        frame=context.frame,
        modified=modified(edition),
        card=f"editions/{edition.id}/card.png",
        card_alt=f"{context.frame.title}, {week_name(edition)}: {edition.title}",
    )


def metrics_page(context: PageContext) -> Page:
    """Return the list of all metrics, by section, with their newest values."""
    groups = []
    for section, question in context.publication.config.sections.items():
        if metrics := context.metrics_of(section):
            measured = panel(metrics, context.newest.record.numbers, context.live)
            groups.append((section, question, measured, waiting(measured.missing)))
    text = "Every number that the publication computes, with its definition, source and data."
    return _page(context, "metrics", ("Metrics", text), {"groups": groups})


def data_page(context: PageContext) -> Page:
    """Return the description of all files that others may build on."""
    publication = context.publication
    view = {
        "metrics": publication.metrics,
        "facts": list(publication.facts),
        "editions": context.summaries[::-1],
        "schemas": [Link(name, f"schemas/{name}-{FORMAT}.json") for name in SCHEMAS],
    }
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
