"""What do programs get of the forecasts? Every line as it stands in the file, and all scores."""

from __future__ import annotations

from typing import Any, TypeAlias

import pandas as pd

from generator.forecasts.book import Book, Entry
from generator.forecasts.lines import ARTICLE_P
from generator.forecasts.scores import Summary, scored, summary, verdict

Fields: TypeAlias = dict[str, Any]


def forecasts_index(book: Book, page: str) -> Fields:
    """Return all forecasts with their scores, and the lines; None is no data."""
    found = summary(book)
    return {
        "page": page,
        "lines": len(book.lines),
        "sha256": book.digest,
        "article_p": ARTICLE_P,
        "scores": _scores(found),
        "forecasts": [_forecast(entry, page) for entry in book.entries.values()],
        "file": [line.model_dump(mode="json") for line in book.lines],
    }


def _scores(found: Summary) -> Fields:
    parts = found.parts
    names = ("reliability", "resolution", "uncertainty")
    return {
        "verdict": verdict(found),
        "resolved": found.n,
        "open": found.open,
        "void": found.voids,
        "clusters": found.clusters,
        "brier": found.brier,
        "brier_error": found.error,
        "log": found.log,
        "expected_brier": found.expected,
        "entrants": _rows(found.entrants.rename(columns={"value": "brier"})),
        "calibration": None if found.calibration is None else _rows(found.calibration),
        "parts": {name: getattr(parts, name) for name in names} if parts else None,
    }


def _forecast(entry: Entry, page: str) -> Fields:
    scores, resolution = scored(entry), entry.resolution
    names = ("brier", "log", "base_rate", "persistence", "market", "article")
    return {
        "id": entry.forecast.id,
        "question": entry.forecast.question,
        "p": entry.p,
        "base_rate": entry.forecast.benchmark.p,
        "resolves_on": entry.forecast.resolves_on.isoformat(),
        "outcome": resolution.outcome if resolution else None,
        "scores": {name: getattr(scores, name) for name in names} if scores else None,
        "page": f"{page}#{entry.forecast.id}",
    }


def _rows(table: pd.DataFrame) -> Fields:
    """Return a table by row and column; a number that is not there is None."""
    return {
        str(key): {name: None if pd.isna(v) else v for name, v in cells.items()}
        for key, cells in table.to_dict("index").items()
    }
