"""How does a figure stand on a page? Its picture, words, table, files and citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from generator.charts.kit.drawing import Figure, Image
from generator.editions.publication import Edition
from generator.model.files import sha256_of
from generator.model.formatting import day, number
from generator.model.remembered import remembered
from generator.site.pages.citation import CitationView, figure_citation
from generator.site.pages.numbers import Heading, Row
from generator.site.pages.page import Frame, Link

# Where readers can change what one figure assumes.
CONVERGENCE = Link("Set your own numbers", "convergence/")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing's site path and size in pixels."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure with everything that is shown under it.

    Attributes:
        missing: why there is no picture.
        revised: how many of the drawn series' values their source revised; "" for none.
    """

    id: str
    section: str
    anchor: str
    title: str
    alt: str
    missing: str
    wide: Picture
    narrow: Picture
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    csv: str
    how: str
    metrics: tuple[Link, ...]
    summaries: tuple[Link, ...]
    calculator: Link | None
    as_of: str
    citation: CitationView
    revised: str

    def is_about(self, metric: Link) -> bool:
        """Return whether this is first of all a figure of a metric, or of what it sums up."""
        return metric in (*self.metrics[:1], *self.summaries)

    def shows(self, metric: Link) -> bool:
        """Return whether a metric is drawn here, or sums up what is."""
        return metric in (*self.metrics, *self.summaries)


def figure_view(
    figure: Figure,
    edition: Edition,
    revisions: Iterable[tuple[str, date]],
    labels: Mapping[str, Link],
    frame: Frame,
) -> FigureView:
    """Return a figure as an edition shows it; its words are those of the frozen record.

    `revisions` are the metric and the day of each value that the edition knew to be revised.
    """
    words = edition.record.figures.get(figure.id, figure)
    of_figure = {(metric, on) for metric, on in revisions if metric in figure.metrics}
    revised = {on for _, on in of_figure}
    anchor = f"figure-{figure.id}"
    return FigureView(
        id=figure.id,
        section=figure.section,
        anchor=anchor,
        title=words.title,
        alt=words.alt,
        missing=figure.missing,
        wide=_picture(figure.id, figure.wide),
        narrow=_picture(figure.id, figure.narrow),
        headings=_headings(figure.table),
        rows=_rows(figure.table, frozenset(map(day, revised))),
        csv=f"editions/{edition.id}/figures/{figure.id}.csv",
        how=figure.how,
        metrics=tuple(labels[name] for name in figure.metrics if name in labels),
        summaries=tuple(labels[name] for name in figure.summaries if name in labels),
        calculator=CONVERGENCE if figure.id == "convergence" else None,
        as_of=day(edition.record.as_of),
        citation=figure_citation(frame, edition, figure.id, words.title),
        revised=_revised(len(of_figure), revised),
    )


def image_path(figure: str, image: Image) -> str:
    """Return the site path of a drawing: equal drawings of all editions share one file."""
    return f"figures/{figure}-{sha256_of(image.svg)[:8]}.svg"


def figure_files(figure: Figure, csv: str) -> dict[str, str]:
    """Return a figure's data and drawings by their site path; none where it is missing."""
    files = {csv: figure.csv} if figure.csv else {}
    drawn = [image for image in (figure.wide, figure.narrow) if image.svg]
    return files | {image_path(figure.id, image): image.svg.decode() for image in drawn}


def _picture(figure: str, image: Image) -> Picture:
    return Picture(image_path(figure, image), image.width, image.height)


def _headings(table: pd.DataFrame) -> tuple[Heading, ...]:
    return tuple(
        Heading(str(name), "number" if at else "text") for at, name in enumerate(table.columns)
    )


def _revised(count: int, days: set[date]) -> str:
    if not days:
        return ""
    if count == 1:
        return (
            f"1 value, of {day(max(days))}, was revised since it was first "
            "published; the newest is drawn, with a hollow dot if the figure has a point for it."
        )
    return (
        f"{number(count, 'count', 0)} values up to {day(max(days))} were revised "
        "since they were first published; the newest are drawn, with a hollow dot where the figure "
        "has a point for them."
    )


@remembered(64)
def _rows(table: pd.DataFrame, revised: frozenset[str]) -> tuple[Row, ...]:
    """Return a figure's table; a row of a day with a revised value says so."""
    return tuple(
        Row(f"{name} (revised)" if name in revised else str(name), tuple(map(str, cells)))
        for name, *cells in table.itertuples(index=False, name=None)
    )
