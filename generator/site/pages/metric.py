"""What does a metric's permanent page say? Definition, pitfalls, newest numbers, history, files."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from generator.ledger.sample_size import Pace, pace, pace_of, sample, windows_apart
from generator.model.formatting import day, number
from generator.model.metric import Metric
from generator.model.record import Numbers, SeriesNumbers
from generator.site.pages.context import PageContext
from generator.site.pages.figures import CONVERGENCE
from generator.site.pages.graphs import metric_graph
from generator.site.pages.inputs import InputView, input_view
from generator.site.pages.numbers import LiveName, NumbersPanel, live_names, panel
from generator.site.pages.page import Link, Page
from generator.site.pages.sketch import Reading, Sketch, recent, sketch, year_ends

UNITS = {
    "%": "per cent",
    "%/y": "per cent a year",
    "pp": "percentage points",
    "pp/y": "percentage points a year",
    "bp": "basis points (hundredths of a percentage point)",
    "x": "multiple",
    "index": "index",
    "ratio": "ratio",
    "count": "count",
    "weeks": "weeks",
    "usd": "US dollars",
    "date": "date",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series as a line and as its newest and year-end values."""

    step: Pace
    sketch: Sketch
    newest: tuple[Reading, ...]
    years: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class MetricView:
    """A metric's page.

    Attributes:
        sample: what n counts, or why there is none.
        history: how long the history of a series is, "" for a table.
    """

    id: str
    label: str
    section: Link
    definition: str
    formula: str
    pitfalls: str
    unit: str
    sample: str
    history: str
    inputs: tuple[InputView, ...]
    panel: NumbersPanel
    edition: Link
    as_of: str
    series: SeriesView | None
    names: tuple[LiveName, ...]
    claims: tuple[Link, ...]
    figures: tuple[Link, ...]
    calculator: Link | None
    csv: str
    json: str


def metric_page(context: PageContext, metric: Metric[...]) -> Page:
    """Return the permanent page of a metric."""
    return Page(
        path=f"metrics/{metric.id}/index.html",
        template="metric.html",
        title=metric.label,
        description=f"{metric.label}: {metric.definition}",
        view=_view(context, metric),
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
        graph=metric_graph(context.frame, metric, context.newest),
    )


def _view(context: PageContext, metric: Metric[...]) -> MetricView:
    newest = context.frame.newest
    section = context.publication.config.sections[metric.section]
    return MetricView(
        id=metric.id,
        label=metric.label,
        section=Link(section, f"{newest.href}#{metric.section}"),
        definition=metric.definition,
        formula=metric.formula,
        pitfalls=metric.pitfalls,
        unit=UNITS[metric.unit],
        sample=sample(metric),
        history=_history(metric, context.newest.record.numbers.get(metric.id)),
        inputs=tuple(
            input_view(name, context.origins, context.publication.families)
            for name in metric.inputs
        ),
        panel=panel([metric], context.newest.record.numbers, context.values),
        edition=newest,
        as_of=context.frame.as_of,
        series=_series(context, metric),
        names=live_names(context.values, metric.id),
        claims=tuple(
            Link(f"{claim.id}: {claim.statement}", f"claims/{claim.id}/")
            for claim in context.used_by.get(metric.id, ())
        ),
        figures=_figures(context, metric),
        calculator=CONVERGENCE if metric.id == "convergence" else None,
        csv=f"data/metrics/{metric.id}.csv",
        json=f"data/metrics/{metric.id}.json",
    )


def _series(context: PageContext, metric: Metric[...]) -> SeriesView | None:
    values = context.ledger.last(metric.id, context.newest.record.as_of)
    if not isinstance(values, pd.Series):
        return None
    return SeriesView(
        pace_of(len(values), values.index[0].date(), values.index[-1].date()),
        sketch(metric, values),
        recent(metric, values),
        year_ends(metric, values),
    )


def _history(metric: Metric[...], numbers: Numbers | None) -> str:
    """Return how many values a series has had, and how many of their windows do not overlap."""
    if not isinstance(numbers, SeriesNumbers):
        return ""
    count = number(numbers.n, "count", 0)
    history = f"The history has {count} values since {day(numbers.since)}, one a {pace(numbers)}"
    apart = windows_apart(metric, numbers, numbers.n)
    return history if apart is None else f"{history}; {apart:,} of their windows do not overlap"


def _figures(context: PageContext, metric: Metric[...]) -> tuple[Link, ...]:
    here = context.labels[metric.id]
    return tuple(
        Link(figure.title, f"{context.frame.newest.href}#{figure.anchor}")
        for figure in context.figures[context.newest.id].values()
        if figure.shows(here)
    )
