"""The record of forecasts: what we say will happen, and how we did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from generator.charts.kit.drawing import Figure
from generator.forecasts.lines import ARTICLE_P
from generator.forecasts.log import ForecastHistory
from generator.forecasts.scores import (
    FEWEST_CALIBRATION,
    FEWEST_PARTS,
    ScoredForecast,
    ScoreSummary,
    scores_of,
    summary,
    verdict,
)
from generator.metrics.maths.scoring import ENTRANT_COLUMNS
from generator.model.record import TableNumbers
from generator.site.pages.context import PageContext
from generator.site.pages.figures import FigureView, figure_files, figure_view
from generator.site.pages.numbers import NumbersTable, table
from generator.site.pages.page import Link, Page

FORECASTS = "forecasts"
FIGURE = "calibration"
CSV = f"{FORECASTS}/{FIGURE}.csv"
QUESTIONS = "backtest_questions"
TITLE = "Forecasts"
DESCRIPTION = (
    "Dated probabilities with rules that resolve them by code, scored in public against base rates "
    "and other forecasters that need no skill."
)
_LIVE = (
    "The desk's resolved forecasts by fifths of the stated probability, each at its mean over the "
    "days on which it was open: mean forecast against the share that came true, with 90% intervals "
    "(Wilson). Brier score: mean of (p − outcome)²."
)


@dataclass(frozen=True, slots=True)
class ForecastView:
    """A forecast with all that was known and said of it.

    Attributes:
        days_left: until it is resolved, from the page's own date.
        counted: what its base rate was counted from; metrics go by the names that readers know.
        scores: None while it is open and for a void one.
    """

    entry: ForecastHistory
    days_left: int
    counted: str
    metric: Link | None
    claims: list[str]
    scores: ScoredForecast | None


@dataclass(frozen=True, slots=True)
class ForecastsView:
    """The whole record.

    Attributes:
        verdict: what the scores are worth by now.
        lines: how many there are in the file.
        figure: the desk's calibration, once enough forecasts are resolved.
        backtest: that of base rates computed afterwards, with its questions.
        few: so many resolved forecasts a diagram needs; `fewest_parts` for Murphy's parts.
    """

    as_of: date
    open: list[ForecastView]
    resolved: list[ForecastView]
    void: list[ForecastView]
    verdict: str
    scores: ScoreSummary
    lines: int
    entrants: NumbersTable | None
    figure: FigureView | None
    backtest: FigureView | None
    questions: NumbersTable | None
    article_p: float = ARTICLE_P
    few: int = FEWEST_CALIBRATION
    fewest_parts: int = FEWEST_PARTS


def forecasts_page(context: PageContext, figures: Mapping[str, Figure]) -> Page:
    """Return the record of forecasts, with the desk's calibration where there is one yet."""
    live = figures.get(FIGURE)
    newest, log = context.newest.record, context.publication.forecasts
    changed = log.lines[-1].moment.date() if log.lines else newest.as_of
    return Page(
        path=f"{FORECASTS}/index.html",
        template="forecasts.html",
        title=TITLE,
        description=DESCRIPTION,
        view=_view(context, max(changed, newest.as_of), live),
        frame=context.frame,
        modified=max(changed, newest.published_at.date()),
        files=figure_files(live, CSV) if live else {},
    )


def _view(context: PageContext, today: date, live: Figure | None) -> ForecastsView:
    log = context.publication.forecasts
    scores = summary(log)
    views = [_forecast(context, entry, today) for entry in log.entries.values()]
    over = [view for view in reversed(views) if view.entry.resolution]
    drawn = context.figures[context.newest.id].get(FIGURE)
    return ForecastsView(
        as_of=today,
        open=[view for view in views if not view.entry.resolution],
        resolved=[view for view in over if view.scores],
        void=[view for view in over if not view.scores],
        verdict=verdict(scores),
        scores=scores,
        lines=len(log.lines),
        entrants=_entrants(scores.entrants) if scores.n else None,
        figure=_live(context, live) if live else None,
        backtest=drawn if drawn and not drawn.drawn.missing else None,
        questions=_questions(context),
    )


def _forecast(context: PageContext, entry: ForecastHistory, today: date) -> ForecastView:
    """Return a forecast as readers see it on a day."""
    forecast = entry.forecast
    counted = forecast.benchmark.computed_from
    for name in forecast.rule.names:
        if link := context.frame.metric(name):
            counted = counted.replace(name, f"“{link.text}”")
    ids = {claim.id for claim in context.publication.claims}
    return ForecastView(
        entry=entry,
        days_left=(forecast.resolves_on - today).days,
        counted=counted,
        metric=context.frame.metric(forecast.rule.names[0]),
        claims=[claim for claim in forecast.claims if claim in ids],
        scores=scores_of(entry),
    )


def _entrants(entrants: pd.DataFrame) -> NumbersTable:
    names = [column.name for column in ENTRANT_COLUMNS]
    return NumbersTable(
        caption="Brier scores of the desk and of forecasters that need no skill",
        columns=ENTRANT_COLUMNS,
        rows=tuple(entrants[names].itertuples(index=False, name=None)),
    )


def _live(context: PageContext, figure: Figure) -> FigureView:
    """Return the desk's own diagram; the edition's figure of that name is the back-test's."""
    view = figure_view(figure, context.newest, (), context.frame)
    address = context.frame.address(f"{FORECASTS}/#figure-forecasts")
    return replace(
        view,
        anchor="figure-forecasts",
        title=figure.title,
        alt=figure.alt,
        csv=CSV,
        how=_LIVE,
        metrics=(),
        citation=replace(view.citation, address=address),
    )


def _questions(context: PageContext) -> NumbersTable | None:
    numbers = context.newest.record.numbers.get(QUESTIONS)
    metric = next((m for m in context.publication.metrics if m.id == QUESTIONS), None)
    if metric is None or not isinstance(numbers, TableNumbers):
        return None
    return table(metric, numbers)
