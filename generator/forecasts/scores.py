"""Scores of the forecasts that are resolved, against what anybody could have said.

A question weighs 1 however often its probability was changed: its score is the mean over the days
on which it was open, each with the probability of that day's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum, sqrt

import pandas as pd

from generator.forecasts.log import ForecastHistory, ForecastLog
from generator.metrics.maths.scoring import (
    ENTRANT_COLUMNS,
    EVEN,
    bin_of,
    brier,
    calibration,
    clipped,
    entrant,
    expected_brier,
    log_score,
)
from generator.model.record import Frozen

# With fewer, bins hold two or three forecasts each and a diagram draws noise.
FEWEST_CALIBRATION = 30
# With fewer, the parts of a score are smaller than their own error.
FEWEST_PARTS = 100
WHO = "forecasts of the desk"


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A resolved forecast with its scores; those of the others are None where they said nothing.

    Attributes:
        p: the mean probability over the days on which it was open.
        start: the first day of its span; `end` is the day on which it was resolved.
    """

    id: str
    came_true: bool
    p: float
    brier: float
    log: float
    expected: float
    base_rate: float | None
    persistence: float | None
    market: float | None
    article: float | None
    start: date
    end: date


class Parts(Frozen):
    """Murphy's parts of the Brier score: reliability − resolution + uncertainty.

    Murphy (1973), A new vector partition of the probability score; forecasts count at the mean of
    their fifth, so that the parts add up to the score but for the spread within fifths.
    """

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """The whole record in numbers.

    Attributes:
        n: resolved forecasts; void ones count apart.
        error: standard error of the mean Brier score, forecasts whose spans overlap taken as one
            cluster; None for fewer than two clusters.
        entrants: ENTRANT_COLUMNS, the desk first.
        calibration: CALIBRATION_COLUMNS, from 30 resolved on.
    """

    n: int
    open: int
    voids: int
    clusters: int
    brier: float | None
    error: float | None
    log: float | None
    expected: float | None
    entrants: pd.DataFrame
    calibration: pd.DataFrame | None
    parts: Parts | None


def scores_of(entry: ForecastHistory) -> ScoredForecast | None:
    """Return a forecast's scores, or None while it is open and for a void one."""
    resolution, forecast = entry.resolution, entry.forecast
    if resolution is None or resolution.outcome == "void":
        return None
    came_true = resolution.outcome == "yes"

    def of(p: float | None) -> float | None:
        return None if p is None else brier(clipped(p), came_true)

    days = daily(entry)
    return ScoredForecast(
        id=forecast.id,
        came_true=came_true,
        p=_mean(days),
        brier=_mean([brier(p, came_true) for p in days]),
        log=_mean([log_score(p, came_true) for p in days]),
        expected=_mean([expected_brier(p) for p in days]),
        base_rate=of(forecast.benchmark.p),
        persistence=of(forecast.persistence.p),
        market=of(forecast.market.p),
        article=of(forecast.article),
        start=forecast.horizon_start,
        end=forecast.resolves_on,
    )


def daily(entry: ForecastHistory) -> list[float]:
    """Return the probability at the end of each day from the first to the one before the last."""
    first, last = entry.forecast.created_at.date(), entry.forecast.resolves_on
    newest_first = entry.stated[::-1]
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [next(chance.p for chance in newest_first if chance.at.date() <= day) for day in days]


def summary(log: ForecastLog) -> ScoreSummary:
    """Return the scores of all resolved forecasts."""
    resolved = [forecast for entry in log.entries.values() if (forecast := scores_of(entry))]
    outcomes = [e.resolution.outcome for e in log.entries.values() if e.resolution]
    clusters = clusters_of(resolved)
    return ScoreSummary(
        n=len(resolved),
        open=len(log.entries) - len(outcomes),
        voids=outcomes.count("void"),
        clusters=len(clusters),
        brier=_mean([forecast.brier for forecast in resolved]) if resolved else None,
        error=standard_error(clusters),
        log=_mean([forecast.log for forecast in resolved]) if resolved else None,
        expected=_mean([forecast.expected for forecast in resolved]) if resolved else None,
        entrants=_entrants(resolved),
        calibration=_calibration(resolved) if len(resolved) >= FEWEST_CALIBRATION else None,
        parts=parts(resolved) if len(resolved) >= FEWEST_PARTS else None,
    )


def clusters_of(resolved: Iterable[ScoredForecast]) -> list[list[ScoredForecast]]:
    """Return the forecasts by spans that overlap, directly or through others."""
    clusters: list[list[ScoredForecast]] = []
    until = date.min
    for forecast in sorted(resolved, key=lambda forecast: forecast.start):
        if forecast.start >= until:
            clusters.append([])
        clusters[-1].append(forecast)
        until = max(until, forecast.end)
    return clusters


def standard_error(clusters: Sequence[Sequence[ScoredForecast]]) -> float | None:
    """Return the standard error of the mean Brier score, the clusters being independent.

    Square root of the sum over clusters of (sum of deviations from the mean)², divided by n, with
    the usual factor for few clusters (Cameron and Miller 2015).
    """
    if len(clusters) < 2:  # noqa: PLR2004  -- one cluster has no spread
        return None
    scores = [[forecast.brier for forecast in cluster] for cluster in clusters]
    n = sum(map(len, scores))
    # Exact sums: a plain one of floats gives other digits from Python 3.12 on.
    mean = fsum(score for cluster in scores for score in cluster) / n
    squares = fsum(fsum(score - mean for score in cluster) ** 2 for cluster in scores)
    return sqrt(squares * len(scores) / (len(scores) - 1)) / n


def parts(resolved: Sequence[ScoredForecast]) -> Parts:
    """Return Murphy's parts of the mean Brier score, by fifths of the probability."""
    base = _mean([float(forecast.came_true) for forecast in resolved])
    bins: dict[int, list[ScoredForecast]] = {}
    for forecast in resolved:
        bins.setdefault(bin_of(forecast.p), []).append(forecast)
    reliability, resolution = 0.0, 0.0
    for inside in bins.values():
        weight = len(inside) / len(resolved)
        happened = _mean([float(forecast.came_true) for forecast in inside])
        reliability += weight * (_mean([forecast.p for forecast in inside]) - happened) ** 2
        resolution += weight * (happened - base) ** 2
    return Parts(reliability=reliability, resolution=resolution, uncertainty=base * (1 - base))


def verdict(summary: ScoreSummary) -> str:
    """Return in plain words what the scores are worth by now."""
    if not summary.n:
        return "No forecast has resolved yet: there is nothing to score."
    counted = f"{summary.n} forecast{'s' * (summary.n != 1)} resolved"
    if summary.n < FEWEST_CALIBRATION:
        return f"{counted}; too few to call skill."
    if summary.n < FEWEST_PARTS:
        return f"{counted}; enough to look at calibration, too few to call skill."
    return f"{counted}, in {summary.clusters} separate spans of time."


def _calibration(resolved: Sequence[ScoredForecast]) -> pd.DataFrame:
    probabilities = pd.Series([forecast.p for forecast in resolved])
    return calibration(probabilities, pd.Series([forecast.came_true for forecast in resolved]), WHO)


_ENTRANTS: tuple[tuple[str, str, Callable[[ScoredForecast], float | None]], ...] = (
    ("desk", "the desk", lambda forecast: forecast.brier),
    ("base_rate", "base rate", lambda forecast: forecast.base_rate),
    ("persistence", "persistence", lambda forecast: forecast.persistence),
    ("market", "market", lambda forecast: forecast.market),
    ("even", "always 50%", lambda forecast: brier(EVEN, forecast.came_true)),
    ("article", "the article", lambda forecast: forecast.article),
)


def _entrants(resolved: Sequence[ScoredForecast]) -> pd.DataFrame:
    rows = dict(_entrant_rows(resolved))
    names = [column.name for column in ENTRANT_COLUMNS]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def _entrant_rows(
    resolved: Sequence[ScoredForecast],
) -> Iterator[tuple[str, tuple[str, float, float, float, float]]]:
    """Give each entrant that said something, next to the desk on the same questions."""
    for key, label, score_of in _ENTRANTS:
        scores = pd.Series([score_of(forecast) for forecast in resolved], dtype=float)
        is_scored = scores.notna()
        if is_scored.any():
            own_scores = pd.Series([forecast.brier for forecast in resolved])
            yield key, entrant(label, scores[is_scored], own_scores[is_scored])


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
