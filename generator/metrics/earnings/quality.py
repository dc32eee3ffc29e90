"""Loss-makers, expected growth and revised estimates, small and large."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.cross_section import (
    BOTH_COLUMNS,
    BOTH_COUNTS,
    FORWARD,
    HEALTH,
    LEAST_COVERAGE_PCT,
    LEAST_YIELD_PCT,
    NOT_RUSSELL,
    SEGMENTS,
    TRAILING,
    UNIVERSE,
    WHAT,
    covered,
    four_weeks_before,
    history,
    is_covered,
    newest,
    segment,
    share_of_value,
    total,
    yield_pct,
)
from generator.metrics.maths.observations import iso
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Measured, Missing, metric

_LABEL = Column("label", "Companies", "text")
_N = Column("n", "Companies counted", "count", 0)
_GROWTH_ROWS = {
    "all": "all companies",
    "ex_losers": "without loss-makers",
    "ex_losers_health": "also without health care",
    "ex_health": "all without health care",
}


@metric(
    "earnings",
    "Loss-makers",
    "%",
    inputs=UNIVERSE,
    columns=(
        _LABEL,
        Column("value", "Share of companies", "%"),
        Column("cap_share", "Share of market value", "%"),
        Column("losers", "Loss-makers", "count", 0),
        _N,
        Column("coverage", "Market value counted", "%", 0),
    ),
    formula="companies with earnings a share below zero over the last 12 months ÷ companies whose "
    f"earnings are known; also by market value. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Reported earnings: one write-down makes a loss-maker for a year.",
)
def loss_makers(universe: pd.DataFrame) -> pd.DataFrame:
    """How many companies lose money, and how much of the market value they are."""
    rows = newest(universe)
    table = {}
    for name, label in SEGMENTS.items():
        counted = segment(rows, name).dropna(subset=TRAILING)
        loses = counted[TRAILING] < 0
        shares = (loses.mean() * 100, share_of_value(counted, loses) if len(counted) else np.nan)
        counts = (int(loses.sum()), len(counted), covered(segment(rows, name), TRAILING))
        table[name] = (label, *shares, *counts)
    return table_of(table, loss_makers.columns)


@metric(
    "earnings",
    "Loss-makers by sector",
    "%",
    inputs=UNIVERSE,
    columns=(
        Column("label", "Sector", "text"),
        Column("small", "Small caps", "%", 0, n="small_n"),
        Column("large", "Large caps", "%", 0, n="large_n"),
        *BOTH_COUNTS,
    ),
    formula="companies with earnings a share below zero over the last 12 months ÷ companies whose "
    f"earnings are known, sector by sector. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Yahoo's sectors; some hold few large companies: read the counts.",
)
def loss_makers_by_sector(universe: pd.DataFrame) -> pd.DataFrame | Missing:
    """In which sectors the companies that lose money are."""
    counted = newest(universe).dropna(subset=TRAILING)
    if counted.empty:
        return Missing("no company's earnings are known")
    loses = counted.assign(loses=(counted[TRAILING] < 0) * 100.0)
    share, count = (
        loses.pivot_table(index="sector", columns="segment", values="loses", aggfunc=way)
        .reindex(columns=list(SEGMENTS))
        .astype(float)
        for way in ("mean", "size")
    )
    cells = share.join(count.fillna(0).add_suffix("_n")).rename_axis(None, axis="columns")
    labels = share.index.str.lower()
    cells.insert(0, "label", labels)
    return cells.set_axis(labels.str.replace(" ", "_").to_list())


@metric(
    "earnings",
    "Loss-makers among small caps",
    "%",
    inputs=UNIVERSE,
    companies="loss_makers.small.n",
    formula="small caps with earnings a share below zero over the last 12 months ÷ small caps whose "
    f"earnings are known. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} One value for each week since the first; the members change.",
)
def small_loss_makers(universe: pd.DataFrame) -> Measured:
    """The share of small companies that lose money, week by week."""

    def losing(rows: pd.DataFrame) -> float:
        part = segment(rows, "small")
        companies = part.dropna(subset=TRAILING)
        return (
            float((companies[TRAILING] < 0).mean() * 100) if is_covered(part, TRAILING) else np.nan
        )

    return history(universe, losing)


@metric(
    "earnings",
    "Expected growth of earnings",
    "%",
    inputs=UNIVERSE,
    columns=(
        _LABEL,
        Column("small", "Small caps", "%", n="small_n"),
        Column("large", "Large caps", "%", n="large_n"),
        Column("value", "Small minus large", "pp"),
        *BOTH_COUNTS,
        *BOTH_COLUMNS,
        Column("note", "Why a number is missing", "text"),
    ),
    formula="sum of the earnings expected for the next fiscal year ÷ sum of the last 12 months' "
    "earnings − 1, over companies for which both are known; no number where the last 12 months' "
    f"earnings are below {LEAST_YIELD_PCT}% of market value or both are known for less than "
    f"{LEAST_COVERAGE_PCT}% of it. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Estimates leave out one-off costs that reported earnings hold, so the growth "
    "is flattered, most where losses are. Analysts follow the better companies. The span is one to "
    "two years, as fiscal years end.",
)
def expected_growth(universe: pd.DataFrame) -> pd.DataFrame:
    """By how much analysts see earnings grow, and what is left without losers and health care."""
    rows = newest(universe)
    table = {key: _growth_cells(rows, key) for key in _GROWTH_ROWS}
    return table_of(table, expected_growth.columns)


def _growth_cells(rows: pd.DataFrame, key: str) -> tuple[str | float, ...]:
    growths, counts, shares, notes = [], [], [], []
    for name in SEGMENTS:
        part = segment(rows, name)
        both = part.dropna(subset=[TRAILING, FORWARD])
        companies = _companies_in(both, key)
        growth = _growth_pct(companies)
        too_few = share_of_value(part, part["symbol"].isin(both["symbol"])) < LEAST_COVERAGE_PCT
        growths.append(np.nan if too_few else growth)
        counts.append(len(companies))
        shares.append(share_of_value(part, part["symbol"].isin(companies["symbol"])))
        notes += [f"{SEGMENTS[name]}: {'too few known' if too_few else 'n.m.'}"] * bool(
            np.isnan(growths[-1])
        )
    small, large = growths
    return _GROWTH_ROWS[key], small, large, small - large, *counts, *shares, "; ".join(notes)


def _companies_in(both: pd.DataFrame, key: str) -> pd.DataFrame:
    is_in = pd.Series(data=True, index=both.index)
    if "losers" in key:
        is_in &= both[TRAILING] > 0
    if "health" in key:
        is_in &= both["sector"] != HEALTH
    return both[is_in]


def _growth_pct(companies: pd.DataFrame) -> float:
    if companies.empty or yield_pct(companies, TRAILING) < LEAST_YIELD_PCT:
        return np.nan
    return (total(companies, FORWARD) / total(companies, TRAILING) - 1) * 100


@metric(
    "earnings",
    "Expected growth of small caps' earnings, week by week",
    "%",
    inputs=UNIVERSE,
    companies="expected_growth.all.small_n",
    formula="sum of the earnings expected for the next fiscal year ÷ sum of the last 12 months' "
    f"earnings − 1, over small caps for which both are known. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} The archive of estimates begins with the first weekly run. It drifts for "
    "three reasons: estimates are revised, reported earnings take their place, and members change.",
)
def small_expected_growth(universe: pd.DataFrame) -> Measured:
    """How what analysts expect of small companies' earnings moves from week to week."""

    def growth(rows: pd.DataFrame) -> float:
        part = segment(rows, "small")
        both = part.dropna(subset=[TRAILING, FORWARD])
        enough = share_of_value(part, part["symbol"].isin(both["symbol"])) >= LEAST_COVERAGE_PCT
        return _growth_pct(both) if enough else np.nan

    return history(universe, growth)


@metric(
    "earnings",
    "Revised estimates",
    "pp",
    inputs=UNIVERSE,
    columns=(
        _LABEL,
        Column("since", "Since", "date"),
        Column("up", "Raised", "%"),
        Column("down", "Cut", "%"),
        Column("value", "Raised minus cut", "pp"),
        _N,
    ),
    formula="companies whose estimate for the next fiscal year is above, or below, that of the stored "
    f"cross-section nearest to four weeks before ÷ companies with an estimate in both. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} When a fiscal year ends, the next one takes its place and looks like a "
    "revision. How large a revision is does not count.",
)
def revision_breadth(universe: pd.DataFrame) -> pd.DataFrame | Missing:
    """For how many companies analysts have raised their estimates over four weeks, or cut them."""
    earlier = four_weeks_before(universe)
    if isinstance(earlier, Missing):
        return earlier
    rows, then = newest(universe), earlier["date"].iloc[0]
    before = earlier.set_index("symbol")[FORWARD]
    change = (rows.set_index("symbol")[FORWARD] - before).reindex(rows["symbol"])
    moved = rows.assign(change=change.to_numpy()).dropna(subset="change")
    table = {name: _revised(segment(moved, name), label, then) for name, label in SEGMENTS.items()}
    return table_of(table, revision_breadth.columns)


def _revised(
    companies: pd.DataFrame, label: str, then: pd.Timestamp
) -> tuple[str, str, float, float, float, int]:
    up, down = ((companies["change"] > 0).mean() * 100, (companies["change"] < 0).mean() * 100)
    return label, iso(then), up, down, up - down, len(companies)


QUALITY = (
    loss_makers,
    small_loss_makers,
    loss_makers_by_sector,
    expected_growth,
    small_expected_growth,
    revision_breadth,
)
