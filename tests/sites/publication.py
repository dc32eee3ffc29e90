"""A site small enough to read: three metrics, two claims, two editions, two figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pandas as pd

from generator.charts.kit.drawing import Chart, Drawing, Figure, Image, Size, chart
from generator.claims.claim import read_claims
from generator.content.commentary import read_pages
from generator.editions.publication import Publication, edition_summaries
from generator.editions.reading import read_editions
from generator.forecasts.log import NAME, read_forecasts
from generator.ledger.files import read_ledger
from generator.model.config import read_config
from generator.model.metric import Column, Missing, metric
from generator.model.series import FAMILIES
from generator.site.artwork import Artwork
from generator.site.data_files.index import other_files, record_files
from generator.site.data_files.metrics import metric_files
from generator.site.pages.all_pages import edition_pages, metric_pages, other_pages
from generator.site.pages.context import page_context
from generator.site.pages.forecasts import FORECASTS
from generator.site.pages.page import Page

ABOUT = {"inputs": ("IWM", "SPY"), "formula": "small ÷ large", "pitfalls": "It hides levels."}


@metric("working", "Small ÷ large, total return", "index", **ABOUT)  # type: ignore[arg-type]
def ratio() -> Missing:
    """How far small caps are from large caps, the first week being 100."""
    return Missing("")


@metric(
    "working", "Return by window", "pp",
    columns=(
        Column("label", "Window", "text"), Column("start", "Start", "date"),
        Column("value", "Small minus large", "pp"),
    ),
    **ABOUT,  # type: ignore[arg-type]
)  # fmt: skip
def windows() -> Missing:
    """How much more small caps returned than large caps."""
    return Missing("")


@metric(
    "cheap", "Relative multiple", "x",
    inputs=("facts:fees", "fred:DFF"), formula="none", pitfalls="Methods differ.",
)  # fmt: skip
def multiple() -> Missing:
    """What a dollar of small caps' earnings costs."""
    return Missing("")


FEES = pd.DataFrame(
    {
        "ticker": ["IWM", "VTWO"], "ratio_pct": [0.19, float("nan")],
        "known_on": pd.to_datetime(["2026-01-05", "2026-01-12"]), "status": "published",
    }
)  # fmt: skip
METRICS = (ratio, windows, multiple)


@chart("working", "Lead", metrics=("windows",), how="The table, drawn.")
def lead(windows: pd.DataFrame) -> Drawing:
    """Say by how much small caps lead; what is drawn stands in `artwork_of`."""
    told = f"{windows.loc['ytd', 'value']:+.1f} pp"
    title, nothing = f"The lead grew to {told}", pd.DataFrame()
    return Drawing(title, (told, told, told), nothing, nothing, _never_drawn)


@chart("working", "Flows", metrics=("multiple",), how="Not drawn.")
def flows(_: pd.Series[float]) -> Missing:
    """Say nothing: its metric is always missing."""
    return Missing("")


CHARTS: tuple[Chart, ...] = (lead, flows)


def _never_drawn(_: Size) -> NoReturn:
    raise NotImplementedError


def read_small(content: Path) -> Publication:
    """Return the publication of a content folder that was measured with the metrics above."""
    return Publication(
        config=read_config(content),
        metrics=METRICS,
        charts=(),
        families=FAMILIES,
        ledger=read_ledger(content / "data", METRICS),
        facts={"fees": FEES},
        claims=read_claims(content / "claims"),
        editions=read_editions(content, METRICS),
        pages=read_pages(content),
        forecasts=read_forecasts(content / NAME, METRICS),
    )


def pages_of(
    publication: Publication, figures: Mapping[str, Mapping[str, Figure]]
) -> dict[str, Page]:
    """Return every page by the path of its file."""
    context = page_context(publication, figures)
    makes = [
        *(make for n in range(len(publication.editions)) for make in edition_pages(context, n)),
        *(make for name in publication.config.sections for make in metric_pages(context, name)),
        *other_pages(context, figures.get(FORECASTS, {})),
    ]
    pages = [make() for make in makes]
    return {page.path: page for page in pages}


def data_files(publication: Publication) -> dict[str, bytes]:
    """Return every file for programs by its path."""
    files = other_files(publication, edition_summaries(publication.editions))
    for edition in publication.editions:
        files |= record_files(publication, edition)
    for section in publication.config.sections:
        files |= metric_files(publication, section)
    return files


def figures_of(publication: Publication) -> dict[str, dict[str, Figure]]:
    """Return stand-ins for drawings: one that changes with the edition, one that does not."""
    return {
        edition.id: {"lead": _lead(edition.id), "flows": _no_figure()}
        for edition in publication.editions
    }


def artwork_of(publication: Publication) -> Artwork:
    """Return stand-ins for all pictures."""
    figures = figures_of(publication)
    return Artwork(
        draw=lambda _: None,
        figures=lambda edition: figures.get(edition, {}),
        card=lambda edition: f"card of {edition}".encode(),
    )


def _lead(edition: str) -> Figure:
    table = pd.DataFrame({"Window": ["Year to date"], "Lead": ["+4.3 pp"]})
    csv = "window,lead\nytd,4.25\n"
    wide, narrow = (_drawing(edition, 720), _drawing("every edition", 340))
    return Figure(
        "lead", "working", "Lead", "Unused", "Unused", table, csv, wide, narrow, "",
        "The table, drawn.", ("windows",),
    )  # fmt: skip


def _no_figure() -> Figure:
    nothing = Image(b"", 0, 0)
    return Figure(
        "flows", "working", "Flows", "Flows", "", pd.DataFrame(), "", nothing, nothing,
        "no free source of flows", "Not drawn.", ("multiple",),
    )  # fmt: skip


def _drawing(title: str, width: int) -> Image:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{title}</title></svg>\n'
    return Image(svg.encode(), width, 400)
