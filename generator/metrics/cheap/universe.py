"""Multiples of small and large companies from the bottom up, by one method for both."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.cross_section import (
    BOOK,
    BOTH_COLUMNS,
    BOTH_COUNTS,
    FINANCIALS,
    FORWARD,
    HEALTH,
    NOT_RUSSELL,
    SEGMENTS,
    TRAILING,
    UNIVERSE,
    WHAT,
    covered,
    is_covered,
    multiple,
    newest,
    per_price,
    profitable,
    relative_pct,
    segment,
    share_of_value,
    why_not,
    yield_pct,
)
from generator.metrics.maths.intervals import SEED
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

DRAWS = 2_000
CAPPED = (
    "a company's earnings count at most as its market value, either way (a stale price, a split "
    "not yet in the data)"
)
_PAIR = (
    Column("small", "Small caps", "x", n="small_n"),
    Column("large", "Large caps", "x", n="large_n"),
    Column("value", "Small caps against large caps", "%"),
)
_ROWS = {
    "trailing_all": ("Last 12 months, losers counted", TRAILING, False),
    "trailing_profitable": ("Last 12 months, losers left out", TRAILING, True),
    "forward_all": ("Next fiscal year, losers counted", FORWARD, False),
    "forward_profitable": ("Next fiscal year, losers left out", FORWARD, True),
}
MEDIAN = 50
_PE_LABELS = {
    "p10": "a tenth are cheaper",
    "p25": "a quarter are cheaper",
    "median": "median",
    "p75": "a quarter are dearer",
    "p90": "a tenth are dearer",
    "harmonic": "harmonic mean",
}


@metric(
    "cheap",
    "Price-earnings ratios, small and large by one method",
    "x",
    inputs=UNIVERSE,
    columns=(
        Column("label", "Earnings", "text"),
        *_PAIR,
        *BOTH_COUNTS,
        *BOTH_COLUMNS,
        Column("note", "Why a number is missing", "text"),
    ),
    formula="sum of market values ÷ sum of (market value ÷ price × earnings a share); "
    f"{CAPPED}; no number where earnings are below 1.5% of market value or known for less than 60% "
    f"of it. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Leaving out the losers makes small caps look cheaper, counting them "
    "dearer: only rows of one method compare. Analysts' estimates leave out one-off costs and are "
    "missing for many small companies.",
)
def aggregate_pe(universe: pd.DataFrame) -> pd.DataFrame:
    """What a dollar of earnings costs among small and among large companies, losers in and out."""
    rows = newest(universe)
    table = {key: _pe_cells(rows, row) for key, row in _ROWS.items()}
    return table_of(table, aggregate_pe.columns)


def _pe_cells(rows: pd.DataFrame, row: tuple[str, str, bool]) -> tuple[str | float, ...]:
    label, column, leave_out = row
    multiples, counts, shares, notes = [], [], [], []
    for name in SEGMENTS:
        part = segment(rows, name)
        companies = profitable(part, column) if leave_out else part.dropna(subset=column)
        ratio = multiple(companies, column) if is_covered(part, column) else np.nan
        multiples.append(ratio)
        counts.append(len(companies))
        shares.append(share_of_value(part, part["symbol"].isin(companies["symbol"])))
        notes += [why_not(part, name, column)] if np.isnan(ratio) else []
    small, large = multiples
    return label, small, large, relative_pct(small, large), *counts, *shares, "; ".join(notes)


@metric(
    "cheap",
    "The spread of price-earnings ratios",
    "x",
    inputs=UNIVERSE,
    columns=(
        Column("label", "Company", "text"),
        *_PAIR,
        Column("small_n", "Small caps with a profit", "count", 0),
        Column("large_n", "Large caps with a profit", "count", 0),
    ),
    formula="price ÷ earnings a share of the last 12 months, companies with a profit only: "
    "percentiles of companies by earnings yield, and the harmonic mean (count ÷ sum of earnings yields). "
    f"{WHAT}",
    pitfalls=f"{NOT_RUSSELL} The median describes the typical profitable company, not an index; "
    "loss-makers have no ratio and are absent.",
)
def typical_pe(universe: pd.DataFrame) -> pd.DataFrame | Missing:
    """What the typical profitable company costs, each company counting the same."""
    parts = [profitable(segment(newest(universe), name)) for name in SEGMENTS]
    if any(part.empty for part in parts):
        return Missing("no company with a profit is known")
    yields = [per_price(part, TRAILING) for part in parts]
    rows = {
        f"p{share}" if share != MEDIAN else "median": [
            1 / float(e.quantile(1 - share / 100)) for e in yields
        ]
        for share in (10, 25, MEDIAN, 75, 90)
    } | {"harmonic": [1 / float(e.mean()) for e in yields]}
    counts = [len(part) for part in parts]
    table = {
        key: (_PE_LABELS[key], small, large, relative_pct(small, large), *counts)
        for key, (small, large) in rows.items()
    }
    return table_of(table, typical_pe.columns)


@metric(
    "cheap",
    "Price to book value, small and large by one method",
    "x",
    inputs=UNIVERSE,
    columns=(Column("label", "Companies", "text"), *_PAIR, *BOTH_COUNTS, *BOTH_COLUMNS),
    formula="sum of market values ÷ sum of (market value ÷ price × book value a share), where book "
    "value is known; a company's book value counts at most as five times its market value, either "
    f"way. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Book value leaves out most of what software and drug companies own, and "
    "buybacks lower it; hence the second row.",
)
def aggregate_price_to_book(universe: pd.DataFrame) -> pd.DataFrame:
    """What a dollar of book value costs among small and among large companies."""
    rows = newest(universe)
    rest = rows[~rows["sector"].isin([HEALTH, FINANCIALS])]
    labels = {"all": "all", "ex_financials_health": "without financials and health care"}
    table = {}
    for key, part in zip(labels, (rows, rest), strict=True):
        parts = [segment(part, name) for name in SEGMENTS]
        small, large = (multiple(side, BOOK) for side in parts)
        counts = [int(side[BOOK].notna().sum()) for side in parts]
        shares = [covered(side, BOOK) for side in parts]
        table[key] = (labels[key], small, large, relative_pct(small, large), *counts, *shares)
    return table_of(table, aggregate_price_to_book.columns)


@metric(
    "cheap",
    "Earnings yield, losers counted",
    "%",
    inputs=UNIVERSE,
    columns=(
        Column("label", "Companies", "text"),
        Column("value", "Earnings over market value", "%"),
        Column("lo", "90% interval, from", "%"),
        Column("hi", "to", "%"),
        Column("coverage", "Market value counted", "%", 0),
        Column("n", "Companies", "count", 0),
    ),
    formula="sum of the last 12 months' earnings, losses included ÷ sum of market values; "
    f"{CAPPED}; interval: 5th to 95th percentile of 2,000 draws of as many companies with "
    f"replacement, fixed seed. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} The interval shows how much the yield hangs on single companies, not "
    "how far it may move.",
)
def earnings_yield(universe: pd.DataFrame) -> pd.DataFrame:
    """What companies earn on their market value: it is defined where a P/E is not."""
    rows = newest(universe)
    table = {}
    for name, label in SEGMENTS.items():
        companies = segment(rows, name).dropna(subset=TRAILING)
        cells = (yield_pct(companies, TRAILING), *_interval(companies))
        table[name] = (label, *cells, covered(segment(rows, name), TRAILING), len(companies))
    return table_of(table, earnings_yield.columns)


def covered_yield(part: pd.DataFrame) -> float:
    """Return the earnings yield of a segment; NaN where too little of it is known."""
    return yield_pct(part, TRAILING) if is_covered(part, TRAILING) else np.nan


def _interval(companies: pd.DataFrame) -> tuple[float, float]:
    """Return the 90 % interval of the yield over draws of companies; NaN for fewer than two."""
    if len(companies) <= 1:
        return np.nan, np.nan
    value = companies["market_cap"].to_numpy(float)
    earnings = value * per_price(companies, TRAILING).to_numpy(float)
    draws = np.random.default_rng(SEED).integers(0, len(companies), (DRAWS, len(companies)))
    yields = earnings[draws].sum(axis=1) / value[draws].sum(axis=1) * 100
    low, high = np.quantile(yields, [0.05, 0.95])
    return float(low), float(high)


@metric(
    "cheap",
    "Earnings yield against the real bond yield",
    "pp",
    inputs=("universe", "fred:DFII10"),
    columns=(
        Column("label", "Companies", "text"),
        Column("earnings_yield", "Earnings over market value", "%"),
        Column("real_yield", "Real ten-year yield", "%", n=""),
        Column("value", "Gap", "pp"),
        Column("n", "Companies", "count", 0),
    ),
    formula="earnings yield, losers counted − yield of ten-year inflation-protected Treasury bonds "
    "(FRED DFII10)",
    pitfalls=f"{NOT_RUSSELL} A yield on today's earnings is a forecast of real return only if "
    "earnings keep up with prices.",
)
def equity_yield_gap(universe: pd.DataFrame, real: Series) -> pd.DataFrame:
    """How much more companies earn on their market value than a safe real bond pays."""
    rows, bond = newest(universe), float(real.iloc[-1])
    table = {}
    for name, label in SEGMENTS.items():
        percent = covered_yield(segment(rows, name))
        n = int(segment(rows, name)[TRAILING].notna().sum())
        table[name] = (label, percent, bond, percent - bond, n)
    return table_of(table, equity_yield_gap.columns)


CROSS_SECTION = (
    aggregate_pe,
    earnings_yield,
    typical_pe,
    aggregate_price_to_book,
    equity_yield_gap,
)
