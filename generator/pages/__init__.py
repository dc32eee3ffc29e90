"""Which pages does the site have, and what does each of them say?"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from generator.charts import Figure
from generator.editions import Publication
from generator.pages.claim import claim_page
from generator.pages.convergence import convergence_page
from generator.pages.edition import edition_page, home_page
from generator.pages.figures import image_path
from generator.pages.forecast import FORECASTS
from generator.pages.forecasts import CSV, FIGURE, forecasts_page
from generator.pages.indexes import (
    archive_page,
    claims_page,
    data_page,
    metrics_page,
    not_found_page,
)
from generator.pages.metric import metric_pages
from generator.pages.page import Page
from generator.pages.shelf import stock_shelf
from generator.pages.texts import standing_page

__all__ = ["CSV", "FIGURE", "FORECASTS", "Page", "image_path", "site_pages"]


def site_pages(
    publication: Publication,
    figures: Mapping[str, Mapping[str, Figure]],
    printed: Container[str] = (),
) -> Iterator[Page]:
    """Return every page of the site, but not those of past editions that are `printed` already.

    `figures` is edition -> figure id -> figure; printed editions need none; FORECASTS has those of the
    forecasts, where there are any. The publication must
    have at least one edition. ContentError lists what is wrong in a text.
    """
    shelf = stock_shelf(publication, figures)
    yield home_page(shelf)
    for place, edition in enumerate(publication.editions):
        if edition.id not in printed:
            yield edition_page(shelf, place)
    for claim in publication.claims:
        yield claim_page(shelf, claim)
    yield from metric_pages(shelf)
    yield from convergence_page(shelf)
    yield forecasts_page(shelf, figures.get(FORECASTS, {}).get(FIGURE))
    for document in publication.pages:
        yield standing_page(shelf, document)
    yield from (
        archive_page(shelf),
        claims_page(shelf),
        metrics_page(shelf),
        data_page(shelf),
        not_found_page(shelf),
    )
