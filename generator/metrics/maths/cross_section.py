"""Sums over a cross-section of companies, by one method for small and large.

A company's shares are its market value over its price, so that every class counts in the same coin;
its earnings are shares x earnings a share. Sums are over sums: the large count for more.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from generator.metrics.maths.observations import weekly
from generator.model.formatting import number
from generator.model.metric import Column, Measured, Missing, Series

UNIVERSE = ("universe",)
TRAILING, FORWARD, BOOK = "eps_trailing", "eps_forward", "book_value"
SEGMENTS = {"small": "Small caps", "large": "Large caps"}
# A share that earns or loses its own price in a year has a stale price or a split not yet in the data.
MOST_EARNED = 1.0
MOST_BOOK = 5.0
# Below this share of market value a sum of earnings is too close to zero to divide by.
LEAST_YIELD_PCT = 1.5
LEAST_COVERAGE_PCT = 60
WEEKS_4 = pd.Timedelta(days=28)
NEAREST, FARTHEST = pd.Timedelta(days=21), pd.Timedelta(days=42)
HEALTH, FINANCIALS = "Healthcare", "Financial Services"
BOTH_COLUMNS = (
    Column("small_coverage", "Small caps: market value counted", "%", 0),
    Column("large_coverage", "Large caps: market value counted", "%", 0),
)
BOTH_COUNTS = (
    Column("small_n", "Small caps counted", "count", 0),
    Column("large_n", "Large caps counted", "count", 0),
)
WHAT = (
    "US-listed companies by market value on Yahoo, not an index: ranks 1,001 to 3,000 are the small "
    "caps, ranks 1 to 500 the large caps"
)
NOT_RUSSELL = (
    "It is not the Russell 2000: foreign firms with a US listing, closed-end funds and shell companies "
    "with dollar accounts are in it."
)
TOO_FEW = (
    f"earnings are known for less than {LEAST_COVERAGE_PCT}% of the market value, or not meaningful"
)


def newest(universe: pd.DataFrame) -> pd.DataFrame:
    """Return the last cross-section."""
    rows: pd.DataFrame = universe[universe["date"] == universe["date"].iloc[-1]]
    return rows


def four_weeks_before(universe: pd.DataFrame) -> pd.DataFrame | Missing:
    """Return the stored cross-section nearest to four weeks before the last one."""
    days = pd.DatetimeIndex(universe["date"].unique())
    now = universe["date"].iloc[-1]
    near = days[(days >= now - FARTHEST) & (days <= now - NEAREST)]
    if near.empty:
        return Missing("needs a stored cross-section of three to six weeks before")
    then = near[np.abs((near - (now - WEEKS_4)).days).argmin()]
    rows: pd.DataFrame = universe[universe["date"] == then]
    return rows


def segment(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the small or the large companies of a cross-section."""
    members: pd.DataFrame = rows[rows["segment"] == name]
    return members


def history(
    universe: pd.DataFrame, of: Callable[[pd.DataFrame], float], lacking: str = TOO_FEW
) -> Measured:
    """Return a number of each stored cross-section; Missing where the newest has none."""
    values = pd.Series({day: of(rows) for day, rows in universe.groupby("date")}, dtype=float)
    return Missing(lacking) if np.isnan(values.iloc[-1]) else weekly(values)


def per_price(rows: pd.DataFrame, column: str) -> Series:
    """Return earnings or book value a share over the price, extremes drawn in to a stated limit."""
    limit = MOST_BOOK if column == "book_value" else MOST_EARNED
    return (rows[column] / rows["price"]).clip(-limit, limit)


def covered(rows: pd.DataFrame, column: str) -> float:
    """Return how much of the market value belongs to companies for which a column is known, in %."""
    return share_of_value(rows, rows[column].notna())


def share_of_value(rows: pd.DataFrame, members: pd.Series[bool]) -> float:
    """Return the share of some companies in the market value of all, in percent."""
    return float(rows["market_cap"][members].sum() / rows["market_cap"].sum() * 100)


def total(rows: pd.DataFrame, column: str) -> float:
    """Return the sum of earnings (or book value) in dollars."""
    return float((rows["market_cap"] * per_price(rows, column)).sum())


def yield_pct(rows: pd.DataFrame, column: str) -> float:
    """Return the sum of earnings over the market value of the companies that have one, in percent."""
    companies = rows.dropna(subset=column)
    return (
        total(companies, column) / float(companies["market_cap"].sum()) * 100
        if len(companies)
        else np.nan
    )


def multiple(rows: pd.DataFrame, column: str) -> float:
    """Return market value over earnings; NaN where that is not meaningful (n.m.)."""
    percent = yield_pct(rows, column)
    return 100 / percent if percent >= LEAST_YIELD_PCT else np.nan


def profitable(rows: pd.DataFrame, column: str = "eps_trailing") -> pd.DataFrame:
    """Return the companies with earnings above zero."""
    companies: pd.DataFrame = rows[rows[column] > 0]
    return companies


def is_covered(rows: pd.DataFrame, column: str) -> bool:
    """Return whether enough of the market value has the column for a sum to speak for it."""
    return covered(rows, column) >= LEAST_COVERAGE_PCT


def why_not(rows: pd.DataFrame, name: str, column: str) -> str:
    """Return why a segment has no multiple: too little is known, or earnings are about zero."""
    coverage = covered(rows, column)
    if coverage < LEAST_COVERAGE_PCT:
        return f"{SEGMENTS[name]}: known for {number(coverage, '%', 0)} of market value"
    return f"{SEGMENTS[name]}: n.m., earnings are {number(yield_pct(rows, column), '%')} of value"


def relative_pct(small: float, large: float) -> float:
    """Return by how many percent the small multiple differs from the large one."""
    return (small / large - 1) * 100
