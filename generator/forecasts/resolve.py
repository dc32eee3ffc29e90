"""Forecasts whose day has come, and what an edition's record keeps of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from generator.forecasts.base_rates import FALLBACK_DAYS, DatedValue, ResolvedValue, Span
from generator.forecasts.lines import Forecast, Resolution
from generator.forecasts.log import ForecastHistory, ForecastLog, with_line
from generator.ledger.ledger import Ledger
from generator.model.record import ForecastState, OpenForecast, ResolvedForecast

WAIT = timedelta(days=FALLBACK_DAYS)


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition that is being recorded; the newest week of the ledger is its own.

    Attributes:
        backfilled: computed after a later week was over.
    """

    id: str
    as_of: date
    published_at: datetime
    backfilled: bool

    @property
    def cutoff(self) -> datetime:
        """Return until when a forecast must have been made to count in it.

        An edition that is computed afterwards may not know what came after its week.
        """
        end = datetime.combine(self.as_of, time.max, UTC)
        return min(end, self.published_at) if self.backfilled else self.published_at


def with_resolutions(log: ForecastLog, ledger: Ledger, edition: NewEdition) -> ForecastLog:
    """Return the log with a line for each forecast that an edition resolves."""
    for entry in tuple(log.entries.values()):
        line = _resolution(entry, ledger, edition) if _is_due(entry, edition) else None
        log = with_line(log, line) if line else log
    return log


def _is_due(entry: ForecastHistory, edition: NewEdition) -> bool:
    forecast = entry.forecast
    is_open = entry.resolution is None and forecast.created_at <= edition.cutoff
    return is_open and forecast.resolves_on <= edition.as_of


def _resolution(entry: ForecastHistory, ledger: Ledger, edition: NewEdition) -> Resolution | None:
    """Return the line, or None while a missing value is waited for."""
    forecast = entry.forecast
    end = forecast.rule.value_at(ledger, forecast.resolves_on, edition.as_of)
    if resolved := _resolved(forecast, ledger, end, edition):
        return _line(forecast, resolved, edition, ledger)
    if edition.as_of < forecast.resolves_on + WAIT:
        return None
    end = forecast.rule.value_before(ledger, forecast.resolves_on, edition.as_of)
    resolved = _resolved(forecast, ledger, end, edition)
    return _line(forecast, resolved, edition, ledger, fallback=True)


def _resolved(
    forecast: Forecast, ledger: Ledger, end: DatedValue | None, edition: NewEdition
) -> ResolvedValue | None:
    if end is None:
        return None
    span = Span(forecast.horizon_start, forecast.resolves_on)
    return forecast.rule.resolve(ledger, span, end, edition.as_of)


def _line(
    forecast: Forecast,
    resolved: ResolvedValue | None,
    edition: NewEdition,
    ledger: Ledger,
    *,
    fallback: bool = False,
) -> Resolution:
    how = "fallback" if fallback else "rule"
    return Resolution(
        prev="",
        id=forecast.id,
        at=edition.published_at,
        edition=edition.id,
        outcome=("yes" if resolved.came_true else "no") if resolved else "void",
        value_used=resolved.value if resolved else None,
        as_of=resolved.day if resolved else None,
        vintage=datetime.fromisoformat(ledger.weeks["vintage"].iloc[-1]),
        how=how if resolved else "void",
    )


def forecast_state(log: ForecastLog, edition: NewEdition) -> ForecastState:
    """Return what an edition's record holds, from a log that its resolutions are in."""
    entries = [e for e in log.entries.values() if e.forecast.created_at <= edition.cutoff]
    resolved = [(e, e.resolution) for e in entries if e.resolution]
    return ForecastState(
        lines=len(log.lines),
        sha256=log.digest,
        open=tuple(_open(e.until(edition.cutoff)) for e in entries if not e.resolution),
        resolved=tuple(_recorded_resolved(e, r) for e, r in resolved if r.edition == edition.id),
    )


def resolved_since(log: ForecastLog, state: ForecastState) -> tuple[ResolvedForecast, ...]:
    """Return the forecasts that were open in an edition and have been resolved since."""
    entries = [log.entries[forecast.id] for forecast in state.open if forecast.id in log.entries]
    return tuple(
        _recorded_resolved(entry, entry.resolution) for entry in entries if entry.resolution
    )


def _open(entry: ForecastHistory) -> OpenForecast:
    forecast = entry.forecast
    return OpenForecast(
        id=forecast.id,
        question=forecast.question,
        p=entry.p,
        base_rate=forecast.benchmark.p,
        resolves_on=forecast.resolves_on,
    )


def _recorded_resolved(entry: ForecastHistory, resolution: Resolution) -> ResolvedForecast:
    forecast = entry.forecast
    return ResolvedForecast(
        id=forecast.id,
        question=forecast.question,
        p=entry.p,
        base_rate=forecast.benchmark.p,
        outcome=resolution.outcome,
        how=resolution.how,
        value_used=resolution.value_used,
        as_of=resolution.as_of,
    )
