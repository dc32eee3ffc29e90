"""A metric's permanent page: definition, pitfalls, newest numbers, history, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

import pandas as pd

from generator.claims.claim import Claim
from generator.ledger.live_values import Value
from generator.ledger.sample_size import Pace, pace, pace_of, sample, windows_apart
from generator.model.metric import Metric
from generator.model.record import SeriesNumbers
from generator.site.pages.context import PageContext
from generator.site.pages.figures import CALCULATORS, FigureView
from generator.site.pages.graphs import metric_graph
from generator.site.pages.inputs import InputView, input_view
from generator.site.pages.numbers import NumbersPanel, panel
from generator.site.pages.page import Link, Page

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
# The box that the line of a series is drawn in.
WIDTH = 640
HEIGHT = 160
# More points than this add bytes that the eye cannot see on a line this small.
POINTS = 160
NEWEST = 13
# A value with its date.
Reading: TypeAlias = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A series as a line with nothing but coordinates, in a box of WIDTH x HEIGHT.

    Attributes:
        zero: the height of nought, None where it is outside.
        every: one value in so many is drawn.
        newest: the newest values, newest first.
        years: the last value of every calendar year but the one under way, newest first.
    """

    points: str
    zero: float | None
    high: float
    low: float
    first: Reading
    last: Reading
    every: int
    step: Pace
    newest: tuple[Reading, ...]
    years: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class MetricView:
    """A metric's page.

    Attributes:
        sample: what n counts, or why there is none.
        numbers: a series' newest value, None for a table.
        step: how far apart the values of a series are.
        names: the metric's live names, each with its value.
        apart: how many of the history's windows do not overlap; None where none of them do.
    """

    metric: Metric[...]
    section: Link
    unit: str
    sample: str
    numbers: SeriesNumbers | None
    step: Pace | None
    apart: int | None
    inputs: list[InputView]
    panel: NumbersPanel
    sketch: Sketch | None
    names: Mapping[str, Value]
    claims: tuple[Claim, ...]
    figures: list[FigureView]
    calculator: Link | None


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
    newest, here = context.newest, context.frame.metrics[metric.id]
    families = context.publication.families
    question = context.publication.config.sections[metric.section]
    numbers = newest.record.numbers.get(metric.id)
    series = numbers if isinstance(numbers, SeriesNumbers) else None
    values = context.ledger.last(metric.id, newest.record.as_of)
    figures = context.figures[newest.id].values()
    return MetricView(
        metric=metric,
        section=Link(question, f"{context.frame.newest.href}#{metric.section}"),
        unit=UNITS[metric.unit],
        sample=sample(metric),
        numbers=series,
        step=pace(series) if series else None,
        apart=windows_apart(metric, series, series.n) if series else None,
        inputs=[input_view(name, context.origins, families) for name in metric.inputs],
        panel=panel([metric], newest.record.numbers, context.live),
        sketch=sketch(values) if isinstance(values, pd.Series) else None,
        names=context.live.of(metric.id),
        claims=context.used_by.get(metric.id, ()),
        figures=[figure for figure in figures if figure.shows(here)],
        calculator=CALCULATORS.get(metric.id),
    )


def sketch(values: pd.Series[float]) -> Sketch:
    """Return the line of a weekly series of two or more values; thinned evenly, newest kept."""
    every = -(-len(values) // POINTS)
    levels = values.to_numpy()[::-1][::every][::-1].tolist()
    low, high = float(values.min()), float(values.max())
    scale = HEIGHT / ((high - low) or 1)
    step = WIDTH / max(len(levels) - 1, 1)
    heights = [f"{(high - level) * scale:.0f}" for level in levels]
    first, last = _readings(values.iloc[[0, -1]])
    return Sketch(
        points=" ".join(f"{place * step:.0f},{y}" for place, y in enumerate(heights)),
        zero=high * scale if low < 0 < high else None,
        high=high,
        low=low,
        first=first,
        last=last,
        every=every,
        step=pace_of(len(values), first[0], last[0]),
        newest=_readings(values.iloc[-NEWEST:])[::-1],
        years=_readings(_year_ends(values))[::-1],
    )


def _year_ends(values: pd.Series[float]) -> pd.Series[float]:
    years = pd.DatetimeIndex(values.index).year
    is_last = [a != b for a, b in pairwise(years)]
    return values.iloc[:-1].loc[is_last]


def _readings(values: pd.Series[float]) -> tuple[Reading, ...]:
    days = pd.DatetimeIndex(values.index).date.tolist()
    return tuple(zip(days, values.tolist(), strict=True))
