"""All figures, in reading order."""

from __future__ import annotations

from generator.charts.figures.calibration import calibration
from generator.charts.figures.definitions import cut_lists, recovery_dates
from generator.charts.figures.events import first_cuts, recessions
from generator.charts.figures.growth import growth_slope
from generator.charts.figures.history import calendar_years, rolling_15y
from generator.charts.figures.price_to_book import relative_pb, valuation_map
from generator.charts.figures.rates import policy_path
from generator.charts.figures.relative import relative_ratio, since_article
from generator.charts.figures.risk import base_rates, drawdowns
from generator.charts.figures.rotation import mag7_rotation
from generator.charts.figures.valuation import convergence, method_ladder
from generator.charts.figures.vehicles import discount_history, fees

CHARTS = (
    since_article,
    relative_ratio,
    mag7_rotation,
    method_ladder,
    relative_pb,
    valuation_map,
    convergence,
    policy_path,
    first_cuts,
    cut_lists,
    recessions,
    recovery_dates,
    growth_slope,
    rolling_15y,
    calendar_years,
    drawdowns,
    base_rates,
    calibration,
    fees,
    discount_history,
)
