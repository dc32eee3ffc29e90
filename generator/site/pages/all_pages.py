"""All pages of the site, by what they show: an edition, a section's metrics, or what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.charts.kit.drawing import Figure
from generator.model.metric import Section
from generator.site.pages.changes import changes_page
from generator.site.pages.claim import claim_page
from generator.site.pages.context import PageContext
from generator.site.pages.convergence import convergence_pages
from generator.site.pages.edition import edition_page, home_page
from generator.site.pages.forecasts import forecasts_page
from generator.site.pages.indexes import (
    archive_page,
    claims_page,
    data_page,
    evidence_page,
    metrics_page,
    not_found_page,
)
from generator.site.pages.metric import metric_page
from generator.site.pages.page import Page
from generator.site.pages.scoreboard import boards, scoreboard_page
from generator.site.pages.standing_pages import standing_page

OF_EDITION = (edition_page, changes_page, evidence_page)
INDEXES = (archive_page, claims_page, metrics_page, data_page, not_found_page)


def edition_pages(context: PageContext, place: int) -> Iterator[Callable[[], Page]]:
    """Give the pages of the edition at a place in the publication's order; its own comes first.

    Like all pages, they are made when they are called: ContentError lists all that is wrong in a
    page's texts. The context must have the figures of the edition.
    """
    for make in OF_EDITION:
        yield partial(make, context, place)


def metric_pages(context: PageContext, section: Section) -> Iterator[Callable[[], Page]]:
    """Give the page of each metric of a section."""
    for metric in context.metrics_of(section):
        yield partial(metric_page, context, metric)


def other_pages(
    context: PageContext, forecasts: Mapping[str, Figure]
) -> Iterator[Callable[[], Page]]:
    """Give what shows many editions, or texts that belong to none; the first page is the front page.

    `forecasts` are the figures of the desk's own forecasts, where there are any.
    """
    yield partial(home_page, context)
    for make in INDEXES:
        yield partial(make, context)
    for board in boards(context):
        yield partial(scoreboard_page, context, board)
    yield partial(forecasts_page, context, forecasts)
    yield from convergence_pages(context)
    for claim in context.publication.claims:
        yield partial(claim_page, context, claim)
    for page in context.publication.pages:
        yield partial(standing_page, context, page)
