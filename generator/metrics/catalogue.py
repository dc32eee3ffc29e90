"""All metrics, in reading order."""

from __future__ import annotations

from generator.metrics.buying.breadth import BREADTH
from generator.metrics.buying.flows import FLOWS
from generator.metrics.buying.industry import INDUSTRY
from generator.metrics.buying.positions import POSITIONS
from generator.metrics.buying.published_flows import PUBLISHED_FLOWS
from generator.metrics.buying.short import SHORT
from generator.metrics.buying.themes import THEMES
from generator.metrics.buying.typical import TYPICAL
from generator.metrics.cheap.fund_facts import FUND_FACTS
from generator.metrics.cheap.levels import LEVELS
from generator.metrics.cheap.price_to_book import BOOK
from generator.metrics.cheap.universe import CROSS_SECTION
from generator.metrics.cheap.universe_weeks import CROSS_SECTION_WEEKS
from generator.metrics.cheap.valuation import VALUATION
from generator.metrics.earnings.estimates import ESTIMATES
from generator.metrics.earnings.filings import FILED_PROFITS
from generator.metrics.earnings.quality import QUALITY
from generator.metrics.history.century import CENTURY
from generator.metrics.history.history import HISTORY
from generator.metrics.history.premium import PREMIUM
from generator.metrics.history.sizes import SIZES
from generator.metrics.history.year_end import YEAR_END
from generator.metrics.rates.comovement import COMOVEMENT
from generator.metrics.rates.credit import CREDIT
from generator.metrics.rates.cut_lists import CUT_LISTS
from generator.metrics.rates.debt_service import DEBT_SERVICE
from generator.metrics.rates.expectations import EXPECTATIONS
from generator.metrics.rates.futures import FUTURES
from generator.metrics.rates.macro import MACRO
from generator.metrics.rates.published import PUBLISHED
from generator.metrics.rates.rates import RATES
from generator.metrics.rates.recession_dates import RECESSION_DATES
from generator.metrics.risk.backtest import BACKTEST
from generator.metrics.risk.downside import DOWNSIDE
from generator.metrics.risk.options import OPTIONS
from generator.metrics.risk.risk import RISK
from generator.metrics.vehicles.trust import TRUST
from generator.metrics.vehicles.vehicles import VEHICLES
from generator.metrics.working.baskets import BASKETS
from generator.metrics.working.concentration import CONCENTRATION
from generator.metrics.working.momentum import MOMENTUM
from generator.metrics.working.ranking import RANKING
from generator.metrics.working.relative import RELATIVE
from generator.metrics.working.rotation import ROTATION

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
