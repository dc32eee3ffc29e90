"""The forecasts for programs: every line as it stands in the file, and all scores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

import pandas as pd

from generator.forecasts.lines import ARTICLE_P, LogLine
from generator.forecasts.log import ForecastHistory, ForecastLog
from generator.forecasts.scores import Parts, ScoreSummary, scores_of, summary, verdict
from generator.model.record import FORMAT, Frozen

ForecastRows: TypeAlias = dict[str, Mapping[str, Any]]


class ForecastScores(Frozen):
    """The Brier and log score of a resolved forecast; those of the others are Brier scores."""

    brier: float
    log: float
    base_rate: float | None
    persistence: float | None
    market: float | None
    article: float | None


class PublishedForecast(Frozen):
    """A forecast in short: its newest probability, and what became of it."""

    id: str
    question: str
    p: float
    base_rate: float | None
    resolves_on: date
    outcome: Literal["yes", "no", "void"] | None
    scores: ForecastScores | None
    page: str


class EntrantScore(Frozen):
    """The mean Brier score of one who said something, next to ours on the same questions."""

    label: str
    brier: float
    ours: float
    skill: float | None
    n: int


class CalibrationRow(Frozen):
    """How often came true what was given a fifth of all probabilities; in percent."""

    label: str
    forecast: float
    happened: float
    lo: float
    hi: float
    n: int


class AllScores(Frozen):
    """The whole record in numbers; None is no data, or too few forecasts."""

    verdict: str
    resolved: int
    open: int
    void: int
    clusters: int
    brier: float | None
    brier_error: float | None
    log: float | None
    expected_brier: float | None
    entrants: dict[str, EntrantScore]
    calibration: dict[str, CalibrationRow] | None
    parts: Parts | None


class ForecastsFile(Frozen):
    """data/forecasts.json: all forecasts with their scores, and every line of the file."""

    format: int = FORMAT
    publication: str
    page: str
    lines: int
    sha256: str
    article_p: float = ARTICLE_P
    scores: AllScores
    forecasts: tuple[PublishedForecast, ...]
    file: tuple[LogLine, ...]


def forecasts_file(log: ForecastLog, publication: str, page: str) -> ForecastsFile:
    """Return what is published of a log, by a publication of that title, for its page's address."""
    return ForecastsFile(
        publication=publication,
        page=page,
        lines=len(log.lines),
        sha256=log.digest,
        scores=_scores(summary(log)),
        forecasts=tuple(_forecast(entry, page) for entry in log.entries.values()),
        file=log.lines,
    )


def _scores(found: ScoreSummary) -> AllScores:
    entrants = _rows(found.entrants.rename(columns={"value": "brier"}))
    fifths = None if found.calibration is None else _rows(found.calibration)
    return AllScores(
        verdict=verdict(found),
        resolved=found.n,
        open=found.open,
        void=found.voids,
        clusters=found.clusters,
        brier=found.brier,
        brier_error=found.error,
        log=found.log,
        expected_brier=found.expected,
        entrants={key: EntrantScore(**row) for key, row in entrants.items()},
        calibration=fifths and {key: CalibrationRow(**row) for key, row in fifths.items()},
        parts=found.parts,
    )


def _forecast(entry: ForecastHistory, page: str) -> PublishedForecast:
    forecast, resolution, scores = entry.forecast, entry.resolution, scores_of(entry)
    return PublishedForecast(
        id=forecast.id,
        question=forecast.question,
        p=entry.p,
        base_rate=forecast.benchmark.p,
        resolves_on=forecast.resolves_on,
        outcome=resolution.outcome if resolution else None,
        scores=scores and ForecastScores.model_validate(scores, from_attributes=True),
        page=f"{page}#{forecast.id}",
    )


def _rows(table: pd.DataFrame) -> ForecastRows:
    """Return a table by row and column; a number that is not there is None."""
    return {
        str(key): {str(name): None if pd.isna(v) else v for name, v in cells.items()}
        for key, cells in table.to_dict("index").items()
    }
