"""The full catalogue: every metric, chart, source and input, imported here and nowhere below."""

from __future__ import annotations

from generator.charts.catalogue import CHARTS
from generator.editions.catalogue import Catalogue
from generator.metrics.catalogue import METRICS
from generator.model.series import FAMILIES
from generator.sources.ask import SourceFetcher


def _sources() -> tuple[SourceFetcher, ...]:
    # yfinance takes half a second to import, and only a fetch needs it.
    from generator.sources.catalogue import SOURCES  # noqa: PLC0415

    return SOURCES


FULL = Catalogue(METRICS, CHARTS, _sources, FAMILIES)
