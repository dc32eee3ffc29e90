"""Figures on pages: picture, words, table, files and citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.charts.kit.drawing import Figure, Image
from generator.editions.publication import Edition
from generator.model.files import sha256_of
from generator.model.formatting import day
from generator.model.metric import Column
from generator.site.pages.citation import CitationView, figure_citation
from generator.site.pages.numbers import NumbersTable, named_by
from generator.site.pages.page import Frame, Link

# Where readers can change what one figure, and its metric, assume.
CALCULATORS = {"convergence": Link("Set your own numbers", "convergence/")}


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as an edition shows it, with everything that stands under it.

    Attributes:
        wide: site path of the drawing for wide pages; likewise the narrow one.
        summaries: the metrics that sum up what is drawn.
        revised: the day of each drawn value that its source revised, in order.
    """

    drawn: Figure
    anchor: str
    title: str
    alt: str
    wide: str
    narrow: str
    csv: str
    how: str
    metrics: tuple[Link, ...]
    summaries: tuple[Link, ...]
    calculator: Link | None
    as_of: date
    citation: CitationView
    revised: tuple[date, ...]

    @property
    def table(self) -> NumbersTable:
        """Return what is drawn as text; a row of a day with a revised value says so."""
        first, *others = map(str, self.drawn.table.columns)
        revised = set(map(day, self.revised))
        return NumbersTable(
            caption=self.title,
            columns=(named_by(first), *(Column(name, name, "index") for name in others)),
            rows=tuple(
                (f"{name} (revised)" if name in revised else str(name), *map(str, cells))
                for name, *cells in self.drawn.table.itertuples(index=False, name=None)
            ),
        )

    def is_about(self, metric: Link) -> bool:
        """Return whether this is first of all a figure of a metric, or of what it sums up."""
        return metric in (*self.metrics[:1], *self.summaries)

    def shows(self, metric: Link) -> bool:
        """Return whether a metric is drawn here, or sums up what is."""
        return metric in (*self.metrics, *self.summaries)


def figure_view(
    figure: Figure, edition: Edition, revisions: Iterable[tuple[str, date]], frame: Frame
) -> FigureView:
    """Return a figure as an edition shows it; its words are those of the frozen record.

    `revisions` are the metric and the day of each value that the edition knew to be revised.
    """
    words = edition.record.figures.get(figure.id, figure)
    revised = {(on, metric) for metric, on in revisions if metric in figure.metrics}
    return FigureView(
        drawn=figure,
        anchor=f"figure-{figure.id}",
        title=words.title,
        alt=words.alt,
        wide=image_path(figure.id, figure.wide),
        narrow=image_path(figure.id, figure.narrow),
        csv=f"editions/{edition.id}/figures/{figure.id}.csv",
        how=figure.how,
        metrics=tuple(link for name in figure.metrics if (link := frame.metric(name))),
        summaries=tuple(link for name in figure.summaries if (link := frame.metric(name))),
        calculator=CALCULATORS.get(figure.id),
        as_of=edition.record.as_of,
        citation=figure_citation(frame, edition, figure.id, words.title),
        revised=tuple(on for on, _ in sorted(revised)),
    )


def image_path(figure: str, image: Image) -> str:
    """Return the site path of a drawing: equal drawings of all editions share one file."""
    return f"figures/{figure}-{sha256_of(image.svg)[:8]}.svg"


def figure_files(figure: Figure, csv: str) -> dict[str, str]:
    """Return a figure's data and drawings by their site path; none where it is missing."""
    files = {csv: figure.csv} if figure.csv else {}
    drawn = [image for image in (figure.wide, figure.narrow) if image.svg]
    return files | {image_path(figure.id, image): image.svg.decode() for image in drawn}
