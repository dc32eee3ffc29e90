"""All metrics, in reading order."""

from __future__ import annotations

from generator.metrics.buying.breadth import BREADTH, TYPICAL
from generator.metrics.buying.flows import FLOWS
from generator.metrics.buying.positions import POSITIONS, SHORT
from generator.metrics.buying.published import PUBLISHED_FLOWS, published_foreign_revenue
from generator.metrics.buying.themes import INDUSTRY, THEMES
from generator.metrics.cheap.article import ARTICLE_NUMBERS
from generator.metrics.cheap.fund_pages import FUND_PAGES
from generator.metrics.cheap.levels import CROSS_SECTION_WEEKS, LEVELS
from generator.metrics.cheap.price_to_book import BOOK
from generator.metrics.cheap.universe import CROSS_SECTION
from generator.metrics.cheap.valuation import VALUATION, relative_book_marks
from generator.metrics.earnings.filings import FILED_PROFITS
from generator.metrics.earnings.published import ESTIMATES, PUBLISHED_EARNINGS
from generator.metrics.earnings.quality import QUALITY
from generator.metrics.history.century import CENTURY
from generator.metrics.history.premium import PREMIUM
from generator.metrics.history.sizes import SIZES
from generator.metrics.history.spans import HISTORY, YEAR_END
from generator.metrics.rates.credit import CREDIT, high_yield_ratio
from generator.metrics.rates.debt import DEBT_SERVICE, PUBLISHED_DEBT
from generator.metrics.rates.expectations import EXPECTATIONS
from generator.metrics.rates.first_cuts import CUT_LISTS, FIRST_CUTS
from generator.metrics.rates.futures import FUTURES
from generator.metrics.rates.macro import MACRO, credit_spread, yield_curve
from generator.metrics.rates.policy import POLICY
from generator.metrics.rates.recession_dates import RECESSION_DATES
from generator.metrics.rates.recessions import CENTURY_RECESSIONS, RECESSIONS
from generator.metrics.rates.sensitivity import COMOVEMENT, RATE_BETA
from generator.metrics.risk.backtest import BACKTEST
from generator.metrics.risk.downside import DOWNSIDE
from generator.metrics.risk.stress import OPTIONS, STRESS
from generator.metrics.risk.swings import RISK
from generator.metrics.vehicles.trust import DISCOUNT, TRUST
from generator.metrics.vehicles.vehicles import VEHICLES
from generator.metrics.working.momentum import MOMENTUM
from generator.metrics.working.ranking import RANKING
from generator.metrics.working.relative import RELATIVE
from generator.metrics.working.rotation import ROTATION
from generator.metrics.working.weights import BASKETS, CONCENTRATION

METRICS = (
    *RELATIVE,
    *MOMENTUM,
    *ROTATION,
    *BASKETS,
    *CONCENTRATION,
    *VALUATION,
    *ARTICLE_NUMBERS,
    *BOOK,
    *CROSS_SECTION,
    *CROSS_SECTION_WEEKS,
    *LEVELS,
    *POLICY,
    *FIRST_CUTS,
    *RECESSIONS,
    *RATE_BETA,
    yield_curve,
    credit_spread,
    high_yield_ratio,
    *COMOVEMENT,
    *FUTURES,
    *EXPECTATIONS,
    *MACRO,
    *STRESS,
    *CREDIT,
    *QUALITY,
    *ESTIMATES,
    *FILED_PROFITS,
    *DEBT_SERVICE,
    *HISTORY,
    *YEAR_END,
    *CENTURY,
    *CENTURY_RECESSIONS,
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
    *FUND_PAGES,
    *DISCOUNT,
    *TRUST,
    *RANKING,
    *PUBLISHED_DEBT,
    published_foreign_revenue,
    *PUBLISHED_EARNINGS,
    relative_book_marks,
    *PUBLISHED_FLOWS,
)
