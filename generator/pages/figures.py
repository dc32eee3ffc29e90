"""How does a figure stand on a page? Its picture, words, table, files and citation."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from generator.charts import Figure, Image
from generator.editions import Edition
from generator.formatting import day
from generator.pages.citation import Citation, figure_citation
from generator.pages.numbers import Heading, Row
from generator.pages.page import Frame, Link

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
    """A figure with everything that is shown under it; `missing` says why there is no picture."""

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
    citation: Citation

    def is_about(self, metric: Link) -> bool:
        """Return whether this is first of all a figure of a metric, or of what it sums up."""
        return metric in (*self.metrics[:1], *self.summaries)

    def shows(self, metric: Link) -> bool:
        """Return whether a metric is drawn here, or sums up what is."""
        return metric in (*self.metrics, *self.summaries)


def figure_view(
    figure: Figure, edition: Edition, labels: dict[str, Link], frame: Frame
) -> FigureView:
    """Return a figure as an edition shows it; its words are those of the frozen record."""
    words = edition.record.figures.get(figure.id, figure)
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
        rows=_rows(figure.table),
        csv=f"editions/{edition.id}/figures/{figure.id}.csv",
        how=figure.how,
        metrics=tuple(labels[name] for name in figure.metrics if name in labels),
        summaries=tuple(labels[name] for name in figure.summaries if name in labels),
        calculator=CONVERGENCE if figure.id == "convergence" else None,
        as_of=day(edition.record.as_of),
        citation=figure_citation(frame, edition, figure.id, words.title),
    )


def image_path(figure: str, image: Image) -> str:
    """Return the site path of a drawing: equal drawings of all editions share one file."""
    return f"figures/{figure}-{sha256(image.svg).hexdigest()[:8]}.svg"


def _picture(figure: str, image: Image) -> Picture:
    return Picture(image_path(figure, image), image.width, image.height)


def _headings(table: pd.DataFrame) -> tuple[Heading, ...]:
    return tuple(
        Heading(str(name), "number" if at else "text") for at, name in enumerate(table.columns)
    )


def _rows(table: pd.DataFrame) -> tuple[Row, ...]:
    return tuple(
        Row(str(name), tuple(map(str, cells)))
        for name, *cells in table.itertuples(index=False, name=None)
    )
