"""What a record keeps of the forecasts: those that are open, and those that it resolved."""

from __future__ import annotations

from generator.forecasts.lines import Resolution
from generator.forecasts.log import ForecastHistory, ForecastLog
from generator.forecasts.resolve import NewEdition
from generator.model.record import ForecastState, OpenForecast, ResolvedForecast


def frozen_forecasts(log: ForecastLog, edition: NewEdition) -> ForecastState:
    """Return what an edition's record holds, from a log that its resolutions are in."""
    known = [e for e in log.entries.values() if e.forecast.created_at <= edition.cutoff]
    resolved = [(e, e.resolution) for e in known if e.resolution]
    return ForecastState(
        lines=len(log.lines),
        sha256=log.digest,
        open=tuple(_open(e.until(edition.cutoff)) for e in known if not e.resolution),
        resolved=tuple(_resolved(e, r) for e, r in resolved if r.edition == edition.id),
    )


def resolved_since(log: ForecastLog, state: ForecastState) -> tuple[ResolvedForecast, ...]:
    """Return the forecasts that were open in an edition and have been resolved since."""
    entries = [log.entries[known.id] for known in state.open if known.id in log.entries]
    return tuple(_resolved(entry, entry.resolution) for entry in entries if entry.resolution)


def _open(entry: ForecastHistory) -> OpenForecast:
    forecast = entry.forecast
    return OpenForecast(
        id=forecast.id,
        question=forecast.question,
        p=entry.p,
        base_rate=forecast.benchmark.p,
        resolves_on=forecast.resolves_on,
    )


def _resolved(entry: ForecastHistory, resolution: Resolution) -> ResolvedForecast:
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
