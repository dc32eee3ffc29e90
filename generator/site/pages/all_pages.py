"""Which pages does the site have, and what does each of them say?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.site.pages.changes import changes_page
from generator.site.pages.claim import claim_page
from generator.site.pages.context import PageContext, page_context
from generator.site.pages.convergence import convergence_sheet
from generator.site.pages.edition import edition_page, home_page
from generator.site.pages.evidence import evidence_page
from generator.site.pages.figures import image_path
from generator.site.pages.forecast import FORECASTS
from generator.site.pages.forecasts import FIGURE, forecasts_page
from generator.site.pages.indexes import (
    archive_page,
    claims_page,
    data_page,
    metrics_page,
    not_found_page,
)
from generator.site.pages.metric import metric_page
from generator.site.pages.page import Page
from generator.site.pages.scoreboard import boards, scoreboard_page
from generator.site.pages.standing_pages import standing_page
from generator.site.sheet import Sheet

PARTS = {"changes": changes_page, "claims": evidence_page}
INDEXES = {
    "archive/index.html": archive_page,
    "claims/index.html": claims_page,
    "metrics/index.html": metrics_page,
    "data/index.html": data_page,
    "404.html": not_found_page,
}

__all__ = ["FIGURE", "FORECASTS", "Page", "image_path", "site_pages"]


def site_pages(
    publication: Publication, figures: Mapping[str, Mapping[str, Figure]]
) -> Iterator[Sheet[Page]]:
    """Give every page of the site, each made when it is asked for.

    `figures` is edition -> figure id -> figure, and FORECASTS has those of the forecasts, where there
    are any. The publication must have at least one edition. Making a page raises ContentError with
    all that is wrong in its texts.
    """
    context = page_context(publication, figures)
    yield Sheet("index.html", partial(home_page, context), (publication.issues[-1],))
    yield from _of_editions(context)
    for claim in publication.claims:
        yield Sheet(f"claims/{claim.id}/index.html", partial(claim_page, context, claim), (claim,))
    for metric in publication.metrics:
        yield Sheet(f"metrics/{metric.id}/index.html", partial(metric_page, context, metric), ())
    for page in publication.pages:
        yield Sheet(f"{page.path.stem}/index.html", partial(standing_page, context, page), (page,))
    yield from convergence_sheet(context)
    yield Sheet("forecasts/index.html", partial(forecasts_page, context, figures), ())
    for path, make in INDEXES.items():
        yield Sheet(path, partial(make, context), ())


def _of_editions(context: PageContext) -> Iterator[Sheet[Page]]:
    """Give the pages of each edition, and the boards with the verdicts of many."""
    # As one text, because many sheets show it.
    claims = repr([(claim.kind, claim.mechanism) for claim in context.publication.claims])
    for place, issue in enumerate(context.publication.issues):
        folder = f"editions/{issue.id}"
        yield Sheet(f"{folder}/index.html", partial(edition_page, context, place), (issue,))
        for part, make in PARTS.items():
            yield Sheet(f"{folder}/{part}/index.html", partial(make, context, place), (claims,))
    for board in boards(context):
        path = f"{board.href}index.html"
        yield Sheet(path, partial(scoreboard_page, context, board), (claims,))
