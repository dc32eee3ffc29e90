"""All metrics, in reading order."""

from __future__ import annotations

from generator.metrics.history import HISTORY
from generator.metrics.rates import RATES
from generator.metrics.relative import RELATIVE
from generator.metrics.risk import RISK
from generator.metrics.rotation import ROTATION
from generator.metrics.themes import THEMES
from generator.metrics.valuation import VALUATION
from generator.metrics.vehicles import VEHICLES

METRICS = (
    *RELATIVE,
    *ROTATION,
    *VALUATION,
    *RATES,
    *HISTORY,
    *THEMES,
    *RISK,
    *VEHICLES,
)
