"""What do we say will happen, and how did we do? The record of forecasts with its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from generator.charts.kit.drawing import Figure
from generator.forecasts.lines import ARTICLE_P
from generator.forecasts.log import ForecastLog
from generator.forecasts.scores import (
    FEWEST_CALIBRATION,
    FEWEST_PARTS,
    ScoreSummary,
    summary,
    verdict,
)
from generator.metrics.maths.scoring import ENTRANT_COLUMNS
from generator.model.formatting import cell, chance, day
from generator.model.record import TableNumbers
from generator.site.pages.context import PageContext
from generator.site.pages.figures import FigureView, figure_files, figure_view
from generator.site.pages.forecast import FORECASTS, ForecastView, forecast_view, score_text
from generator.site.pages.numbers import Heading, NumbersTable, Row
from generator.site.pages.numbers import table as measured_table
from generator.site.pages.page import Link, Page

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
class ScoreLine:
    """A count or score with its name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ForecastsView:
    """The whole record.

    Attributes:
        verdict: what the scores are worth by now.
        figure: the desk's calibration, once enough forecasts are resolved.
        backtest: that of base rates computed afterwards, with its questions.
        few: so many resolved forecasts a diagram needs; `fewest_parts` for Murphy's parts.
    """

    as_of: str
    open: tuple[ForecastView, ...]
    resolved: tuple[ForecastView, ...]
    void: tuple[ForecastView, ...]
    verdict: str
    facts: tuple[ScoreLine, ...]
    entrants: NumbersTable | None
    figure: FigureView | None
    backtest: FigureView | None
    questions: NumbersTable | None
    edition: Link
    article_p: str
    few: int
    fewest_parts: int


def forecasts_page(context: PageContext, figures: Mapping[str, Figure]) -> Page:
    """Return the record of forecasts, with the desk's calibration where there is one yet."""
    live = figures.get(FIGURE)
    newest, book = context.newest.record, context.publication.forecasts
    changed = book.lines[-1].moment.date() if book.lines else newest.as_of
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
    book = context.publication.forecasts
    found = summary(book)
    views = [forecast_view(context, entry, today) for entry in book.entries.values()]
    over = [(view, view.resolved) for view in reversed(views) if view.resolved]
    drawn = context.figures[context.newest.id].get(FIGURE)
    return ForecastsView(
        as_of=day(today),
        open=tuple(view for view in views if not view.resolved),
        resolved=tuple(view for view, resolved in over if not resolved.is_void),
        void=tuple(view for view, resolved in over if resolved.is_void),
        verdict=verdict(found),
        facts=tuple(_facts(found, book)),
        entrants=_entrants(found.entrants) if found.n else None,
        figure=_live(context, live) if live else None,
        backtest=drawn if drawn and not drawn.missing else None,
        questions=_questions(context),
        edition=context.frame.newest,
        article_p=chance(ARTICLE_P),
        few=FEWEST_CALIBRATION,
        fewest_parts=FEWEST_PARTS,
    )


def _facts(found: ScoreSummary, book: ForecastLog) -> list[ScoreLine]:
    facts = [
        ScoreLine("Open", str(found.open)),
        ScoreLine("Resolved", str(found.n)),
        ScoreLine("Void", str(found.voids)),
        ScoreLine("Lines in the file", str(len(book.lines))),
    ]
    if found.n:
        facts += [
            ScoreLine("Brier score", score_text(found.brier)),
            ScoreLine("Its standard error", score_text(found.error)),
            ScoreLine("Expected by our own probabilities", score_text(found.expected)),
            ScoreLine("Log score", score_text(found.log)),
            ScoreLine("Separate spans of time", str(found.clusters)),
        ]
    if parts := found.parts:
        facts += [
            ScoreLine("Reliability", score_text(parts.reliability)),
            ScoreLine("Resolution", score_text(parts.resolution)),
            ScoreLine("Uncertainty", score_text(parts.uncertainty)),
        ]
    return facts


def _entrants(entrants: pd.DataFrame) -> NumbersTable:
    shown = ENTRANT_COLUMNS[1:]
    names = [column.name for column in shown]
    cells = entrants[names].itertuples(index=False, name=None)
    return NumbersTable(
        caption="Brier scores of the desk and of forecasters that need no skill",
        headings=(Heading("Who", "text"), *(Heading(c.label, "number") for c in shown)),
        rows=tuple(
            Row(
                str(label),
                tuple(cell(v, c.unit, c.decimals) for v, c in zip(row, shown, strict=True)),
            )
            for label, row in zip(entrants["label"], cells, strict=True)
        ),
    )


def _live(context: PageContext, figure: Figure) -> FigureView:
    """Return the desk's own diagram; the edition's figure of that name is the back-test's."""
    view = figure_view(figure, context.newest, (), context.labels, context.frame)
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
    return measured_table(metric, numbers)
