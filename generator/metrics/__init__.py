"""All metrics, in reading order."""

from __future__ import annotations

from generator.metrics.backtest import BACKTEST
from generator.metrics.baskets import BASKETS
from generator.metrics.book import BOOK
from generator.metrics.breadth import BREADTH
from generator.metrics.century import CENTURY
from generator.metrics.comovement import COMOVEMENT
from generator.metrics.concentration import CONCENTRATION
from generator.metrics.credit import CREDIT
from generator.metrics.cut_lists import CUT_LISTS
from generator.metrics.debt_service import DEBT_SERVICE
from generator.metrics.downside import DOWNSIDE
from generator.metrics.estimates import ESTIMATES
from generator.metrics.expectations import EXPECTATIONS
from generator.metrics.filings import FILED_PROFITS
from generator.metrics.flows import FLOWS
from generator.metrics.fund_facts import FUND_FACTS
from generator.metrics.futures import FUTURES
from generator.metrics.history import HISTORY
from generator.metrics.industry import INDUSTRY
from generator.metrics.levels import LEVELS
from generator.metrics.macro import MACRO
from generator.metrics.momentum import MOMENTUM
from generator.metrics.options import OPTIONS
from generator.metrics.positions import POSITIONS
from generator.metrics.premium import PREMIUM
from generator.metrics.published import PUBLISHED
from generator.metrics.published_flows import PUBLISHED_FLOWS
from generator.metrics.quality import QUALITY
from generator.metrics.ranking import RANKING
from generator.metrics.rates import RATES
from generator.metrics.recession_dates import RECESSION_DATES
from generator.metrics.relative import RELATIVE
from generator.metrics.risk import RISK
from generator.metrics.rotation import ROTATION
from generator.metrics.short import SHORT
from generator.metrics.sizes import SIZES
from generator.metrics.themes import THEMES
from generator.metrics.trust import TRUST
from generator.metrics.typical import TYPICAL
from generator.metrics.universe import CROSS_SECTION
from generator.metrics.universe_weeks import CROSS_SECTION_WEEKS
from generator.metrics.valuation import VALUATION
from generator.metrics.vehicles import VEHICLES
from generator.metrics.year_end import YEAR_END

METRICS = (
    *RELATIVE,
    *MOMENTUM,
    *ROTATION,
    *BASKETS,
    *CONCENTRATION,
    *VALUATION,
    *BOOK,
    *CROSS_SECTION,
    *CROSS_SECTION_WEEKS,
    *LEVELS,
    *RATES,
    *COMOVEMENT,
    *FUTURES,
    *EXPECTATIONS,
    *MACRO,
    *CREDIT,
    *QUALITY,
    *ESTIMATES,
    *FILED_PROFITS,
    *DEBT_SERVICE,
    *HISTORY,
    *YEAR_END,
    *CENTURY,
    *CUT_LISTS,
    *RECESSION_DATES,
    *PREMIUM,
    *SIZES,
    *THEMES,
    *INDUSTRY,
    *POSITIONS,
    *FLOWS,
    *BREADTH,
    *TYPICAL,
    *SHORT,
    *RISK,
    *DOWNSIDE,
    *OPTIONS,
    *BACKTEST,
    *VEHICLES,
    *FUND_FACTS,
    *TRUST,
    *RANKING,
    *PUBLISHED,
    *PUBLISHED_FLOWS,
)
