"""Which figures does an edition have? All of them, in reading order."""

from __future__ import annotations

from generator.charts.book import relative_pb, valuation_map
from generator.charts.calibration import calibration
from generator.charts.convergence import convergence
from generator.charts.definitions import cut_lists, recovery_dates
from generator.charts.discount import discount_history
from generator.charts.events import first_cuts, recessions
from generator.charts.growth import growth_slope
from generator.charts.history import calendar_years, rolling_15y
from generator.charts.rates import policy_path
from generator.charts.relative import relative_ratio
from generator.charts.risk import base_rates, drawdowns
from generator.charts.rotation import mag7_rotation
from generator.charts.since import since_article
from generator.charts.valuation import method_ladder
from generator.charts.vehicles import fees

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
