"""What did we say would happen, how likely, and did it? A record that is only ever added to."""

from __future__ import annotations

from generator.forecasts.book import (
    EMPTY_BOOK,
    NAME,
    Book,
    Entry,
    read_forecasts,
    require_whole,
    write_forecasts,
)
from generator.forecasts.found import Span
from generator.forecasts.frozen import frozen_forecasts, resolved_since
from generator.forecasts.kinds import KINDS, Kind, first_close
from generator.forecasts.lines import ARTICLE_P, Forecast, Line, Resolution, Update
from generator.forecasts.opening import Opening, draft, opened, updated
from generator.forecasts.published import ForecastsFile, forecasts_file
from generator.forecasts.resolve import Making, resolved
from generator.forecasts.scores import (
    FEWEST_CALIBRATION,
    FEWEST_PARTS,
    Scored,
    Summary,
    scored,
    summary,
    verdict,
)

__all__ = [
    "ARTICLE_P",
    "EMPTY_BOOK",
    "FEWEST_CALIBRATION",
    "FEWEST_PARTS",
    "KINDS",
    "NAME",
    "Book",
    "Entry",
    "Forecast",
    "ForecastsFile",
    "Kind",
    "Line",
    "Making",
    "Opening",
    "Resolution",
    "Scored",
    "Span",
    "Summary",
    "Update",
    "draft",
    "first_close",
    "forecasts_file",
    "frozen_forecasts",
    "opened",
    "read_forecasts",
    "require_whole",
    "resolved",
    "resolved_since",
    "scored",
    "summary",
    "updated",
    "verdict",
    "write_forecasts",
]
