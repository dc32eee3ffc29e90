"""How does one forecast stand on a page? Its question, what was said of it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.forecasts.lines import Resolution
from generator.forecasts.log import ForecastHistory
from generator.forecasts.scores import scored
from generator.model.formatting import NO_DATA, chance, day, number
from generator.model.record import ForecastState, OpenForecast, ResolvedForecast
from generator.site.pages.context import PageContext
from generator.site.pages.page import Link

FORECASTS = "forecasts"
_OUTCOMES = {"yes": "Yes", "no": "No", "void": "Void"}
_HOW = {
    "rule": "resolved by the rule",
    "fallback": "resolved by the fallback for missing data",
    "void": "since the data were missing",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One probability of a forecast's history."""

    date: str
    p: str
    note: str


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else says to the question, from where, or why nothing."""

    name: str
    p: str
    source: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What became of a forecast; scores are dashes for a void one."""

    outcome: str
    how: str
    is_void: bool
    value: str
    brier: str
    log: str
    base_rate: str
    edition: Link


@dataclass(frozen=True, slots=True)
class ForecastView:
    """A forecast with all that was known and said of it.

    Attributes:
        days_left: until it is resolved, from the page's own date.
        others: what base rate, persistence, market and the article say, each with its reason.
        resolved: how it came out, for one that is.
    """

    id: str
    question: str
    p: str
    said: tuple[Said, ...]
    others: tuple[Other, ...]
    author: str
    span: str
    resolves_on: str
    days_left: str
    rule: str
    void: str
    metric: Link | None
    claims: tuple[Link, ...]
    is_mechanism: bool
    is_late: bool
    resolved: OutcomeView | None


@dataclass(frozen=True, slots=True)
class EditionForecast:
    """A forecast as an edition's record keeps it."""

    link: Link
    question: str
    p: str
    base_rate: str
    result: str


@dataclass(frozen=True, slots=True)
class EditionForecasts:
    """What was open in an edition, and what it resolved."""

    open: tuple[EditionForecast, ...]
    resolved: tuple[EditionForecast, ...]


def forecast_view(context: PageContext, entry: ForecastHistory, today: date) -> ForecastView:
    """Return a forecast as readers see it on a day."""
    forecast = entry.forecast
    left = (forecast.resolves_on - today).days
    labels = {name: context.labels[name] for name in forecast.rule.names if name in context.labels}
    known = {claim.id for claim in context.publication.claims}
    return ForecastView(
        id=forecast.id,
        question=forecast.question,
        p=chance(entry.p),
        said=tuple(Said(day(at.date()), chance(p), note) for at, p, note in entry.stated),
        others=_others(entry, labels),
        author=forecast.author,
        span=f"{day(forecast.horizon_start)} to {day(forecast.resolves_on)}",
        resolves_on=day(forecast.resolves_on),
        days_left=f"{left} days left" if left > 0 else "waits for its data",
        rule=forecast.rule.text,
        void=forecast.void,
        metric=labels.get(forecast.rule.names[0]),
        claims=tuple(Link(c, f"claims/{c}/") for c in forecast.claims if c in known),
        is_mechanism=forecast.mechanism,
        is_late=forecast.late,
        resolved=_resolved(entry, entry.resolution) if entry.resolution else None,
    )


def edition_forecasts(state: ForecastState) -> EditionForecasts:
    """Return what an edition's page says of forecasts, from its record alone."""
    return EditionForecasts(
        open=tuple(_kept(f, f"until {day(f.resolves_on)}") for f in state.open),
        resolved=resolved_forecasts(state.resolved),
    )


def resolved_forecasts(found: Iterable[ResolvedForecast]) -> tuple[EditionForecast, ...]:
    """Return resolved forecasts with how they came out."""
    return tuple(_kept(one, outcome_text(one)) for one in found)


def outcome_text(forecast: ResolvedForecast) -> str:
    """Return how a forecast came out: `Yes, resolved by the rule`."""
    return f"{_OUTCOMES[forecast.outcome]}, {_HOW[forecast.how]}"


def score_text(value: float | None) -> str:
    """Return a score, or a dash."""
    return number(value, "ratio", 3)


def _kept(forecast: OpenForecast | ResolvedForecast, result: str) -> EditionForecast:
    return EditionForecast(
        link=Link(forecast.id, f"{FORECASTS}/#{forecast.id}"),
        question=forecast.question,
        p=chance(forecast.p),
        base_rate=chance(forecast.base_rate),
        result=result,
    )


def _others(entry: ForecastHistory, labels: Mapping[str, Link]) -> tuple[Other, ...]:
    """Return the other forecasters; metrics go by the names that readers know."""
    forecast, rate = entry.forecast, entry.forecast.benchmark
    source = rate.computed_from
    for name, label in labels.items():
        source = source.replace(name, f"“{label.text}”")
    counted = (
        f"{number(rate.n, 'count', 0)} {source}; "
        f"{number(rate.independent, 'count', 0)} that do not overlap"
    )
    known = f", known on {day(rate.as_of)}" if rate.as_of else ""
    article = "asserts it" if forecast.article else "does not speak of this span"
    return (
        Other("Base rate", chance(rate.p), f"{rate.missing or counted}{known}"),
        Other("Persistence", chance(forecast.persistence.p), forecast.persistence.source),
        Other("Market", chance(forecast.market.p), forecast.market.source),
        Other("The article", chance(forecast.article), article),
    )


def _resolved(entry: ForecastHistory, resolution: Resolution) -> OutcomeView:
    scores = scored(entry)
    value = resolution.value_used
    used = NO_DATA if value is None else number(value, "ratio", 2)
    return OutcomeView(
        outcome=_OUTCOMES[resolution.outcome],
        how=_HOW[resolution.how],
        is_void=resolution.outcome == "void",
        value=f"{used} on {day(resolution.as_of)}" if resolution.as_of else NO_DATA,
        brier=score_text(scores.brier if scores else None),
        log=score_text(scores.log if scores else None),
        base_rate=score_text(scores.base_rate if scores else None),
        edition=Link(resolution.edition, f"editions/{resolution.edition}/"),
    )
