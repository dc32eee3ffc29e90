"""An edition's pictures: its figures and its card, drawn once and kept by what they show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.charts.card import card_png, card_svg, forget_cards
from generator.charts.figures.calibration import calibration
from generator.charts.kit.drawing import Figure
from generator.charts.render import FigureJob, draw_missing, render_figures
from generator.editions.publication import Publication
from generator.forecasts.scores import summary
from generator.model.formatting import day
from generator.site.pages.forecasts import FORECASTS
from generator.site.pages.page import week_name
from generator.site.pages.verdicts import tally


@dataclass(frozen=True, slots=True)
class Artwork:
    """Where pictures come from.

    Attributes:
        draw: draws many editions' pictures at once, those that are not drawn yet.
        figures: edition -> figure id -> figure; the forecasts' own figures are under FORECASTS.
        card: edition -> its card as PNG.
    """

    draw: Callable[[Collection[str]], None]
    figures: Callable[[str], Mapping[str, Figure]]
    card: Callable[[str], bytes]


def artwork(publication: Publication, cache: Path) -> Artwork:
    """Return the pictures of a publication; a folder keeps those that are drawn."""
    return Artwork(
        partial(_draw, publication, cache),
        partial(_figures, publication, cache / "figures"),
        lambda edition: card_png(_card(publication, edition), cache / "cards"),
    )


def _draw(publication: Publication, cache: Path, editions: Collection[str]) -> None:
    is_all = len(editions) == len(publication.issues)
    jobs = (job for edition in editions for job in _jobs(publication, edition))
    draw_missing(jobs, cache / "figures", is_all=is_all)
    cards = [_card(publication, edition) for edition in editions]
    for card in cards:
        card_png(card, cache / "cards")
    if is_all:
        forget_cards(cache / "cards", cards)


def _figures(publication: Publication, cache: Path, edition: str) -> Mapping[str, Figure]:
    is_own = edition == FORECASTS
    jobs = _forecast_jobs(publication) if is_own else _jobs(publication, edition)
    return render_figures(jobs, cache).get(edition, {})


def _jobs(publication: Publication, name: str) -> Iterator[FigureJob]:
    edition = publication.edition(name)
    as_of, words = edition.record.as_of, edition.record.figures
    ledger = publication.ledger_of(edition)
    for chart in publication.charts:
        measured = tuple(ledger.measurement(metric, as_of) for metric in chart.metrics)
        revised = tuple(ledger.revised_points(chart.metrics))
        yield FigureJob(name, chart, as_of, measured, words.get(chart.id), revised)


def _forecast_jobs(publication: Publication) -> Iterator[FigureJob]:
    """Give the calibration of the desk's own forecasts, once enough of them are resolved."""
    scores = summary(publication.forecasts)
    if scores.calibration is not None:
        as_of = publication.editions[-1].record.as_of
        yield FigureJob(FORECASTS, calibration, as_of, (scores.calibration, scores.entrants))


def _card(publication: Publication, name: str) -> str:
    """Return the drawing that goes with a shared link to an edition."""
    edition = publication.edition(name)
    counts = tally(edition.record.verdicts)
    lines = (
        f"{publication.config.title}, {week_name(edition)}",
        f"{counts.total} claims: {counts.text}",
        f"Data to {day(edition.record.as_of)}",
    )
    return card_svg(edition.title, lines)
