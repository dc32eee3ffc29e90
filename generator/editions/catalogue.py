"""The catalogue: what a publication measures, draws and asks, passed in from the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.charts.kit.drawing import Chart
from generator.model.metric import Metric
from generator.model.series import Family
from generator.sources.ask import SourceFetcher


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All metrics and charts in reading order, and the sources in the order of asking.

    Attributes:
        families: of the inputs that metrics may name.
        sources: gives them; a function, so that only a fetch loads the vendors' libraries.
    """

    metrics: tuple[Metric[...], ...]
    charts: tuple[Chart, ...]
    sources: Callable[[], tuple[SourceFetcher, ...]]
    families: tuple[Family, ...]
