"""What search engines learn from a page: schema.org data, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.claims.claim import Claim
from generator.editions.publication import Edition
from generator.model.formatting import day
from generator.model.metric import Metric
from generator.model.record import Verdict
from generator.site.pages.context import PageContext, modified
from generator.site.pages.page import Frame

ARTICLE = "https://www.ainvest.com/es/news/small-cap-stocks-poised-historic-comeback-2026-2601"
LICENSE = "https://opensource.org/license/mit"

Graph = dict[str, Any]


def report_graph(context: PageContext, edition: Edition, description: str) -> Graph:
    """Return an edition as a Report of the periodical, with the data of its figures."""
    frame = context.frame
    address = frame.address(f"editions/{edition.id}/")
    return {
        "@type": "Report",
        "headline": edition.title,
        "description": description,
        "url": address,
        "image": f"{address}card.png",
        "inLanguage": "en",
        "datePublished": edition.record.published_at.date().isoformat(),
        "dateModified": modified(edition).isoformat(),
        "author": {"@type": "Organization", "name": frame.byline},
        "publisher": _publisher(frame),
        "isPartOf": {"@type": "Periodical", "name": frame.title, "url": frame.base_url},
        "hasPart": [
            _dataset(frame, figure.title, figure.alt, {"CSV": figure.csv}, figure.citation.address)
            for figure in context.figures[edition.id].values()
            if not figure.drawn.missing
        ],
    }


def claim_graph(frame: Frame, claim: Claim, verdict: Verdict, edition: Edition) -> Graph:
    """Return a verdict as a review of a claim that the article makes."""
    return {
        "@type": "ClaimReview",
        "url": frame.address(f"claims/{claim.id}/"),
        "claimReviewed": claim.statement,
        "datePublished": edition.record.published_at.date().isoformat(),
        "author": _publisher(frame),
        "itemReviewed": {"@type": "Claim", "appearance": {"@type": "NewsArticle", "url": ARTICLE}},
        "reviewRating": {"@type": "Rating", "alternateName": verdict.word},
    }


def metric_graph(frame: Frame, metric: Metric[...], edition: Edition) -> Graph:
    """Return a metric's measurements as a data set with its files."""
    text = f"{metric.definition} Measured weekly, to {day(edition.record.as_of)}."
    files = {kind.upper(): f"data/metrics/{metric.id}.{kind}" for kind in ("csv", "json")}
    return _dataset(frame, metric.label, text, files, frame.address(f"metrics/{metric.id}/"))


def catalogue_graph(frame: Frame) -> Graph:
    """Return the data index as a catalogue."""
    return {
        "@type": "DataCatalog",
        "name": f"{frame.title}: data",
        "url": frame.address("data/"),
        "license": LICENSE,
        "creator": _publisher(frame),
    }


def _dataset(
    frame: Frame, name: str, description: str, files: Mapping[str, str], address: str
) -> Graph:
    return {
        "@type": "Dataset",
        "name": name,
        "description": f"{description} Published by {frame.title}.",
        "url": address,
        "license": LICENSE,
        "creator": _publisher(frame),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _MEDIA[kind],
                "contentUrl": frame.address(href),
            }
            for kind, href in files.items()
        ],
    }


def _publisher(frame: Frame) -> Graph:
    return {"@type": "Organization", "name": frame.title, "url": frame.base_url}


_MEDIA = {"CSV": "text/csv", "JSON": "application/json"}
