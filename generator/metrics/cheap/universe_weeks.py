"""Is it cheap? The bottom-up numbers that get a history, one value for each week from the first on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.cheap.universe import CAPPED, FORWARD, TRAILING, UNIVERSE, covered_yield
from generator.metrics.maths.cross_section import (
    NOT_RUSSELL,
    SEGMENTS,
    WHAT,
    history,
    is_covered,
    multiple,
    profitable,
    relative_pct,
    segment,
)
from generator.model.metric import MAG7, Measured, metric


@metric(
    "cheap",
    "Earnings yield of small caps",
    "%",
    inputs=UNIVERSE,
    companies="earnings_yield.small.n",
    formula="sum of the last 12 months' earnings of small caps, losses included ÷ sum of their "
    f"market values; {CAPPED}. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} One value for each week since the first; the members change.",
)
def small_earnings_yield(universe: pd.DataFrame) -> Measured:
    """What small companies as one earn on their market value, week by week."""
    return history(universe, lambda rows: covered_yield(segment(rows, "small")))


@metric(
    "cheap",
    "Earnings yield of large caps",
    "%",
    inputs=UNIVERSE,
    companies="earnings_yield.large.n",
    formula="sum of the last 12 months' earnings of large caps, losses included ÷ sum of their "
    f"market values; {CAPPED}. {WHAT}",
    pitfalls="It is not the S&P 500, which a committee picks. One value for each week since the first.",
)
def large_earnings_yield(universe: pd.DataFrame) -> Measured:
    """What large companies as one earn on their market value, week by week."""
    return history(universe, lambda rows: covered_yield(segment(rows, "large")))


@metric(
    "cheap",
    "Small caps' multiple against large caps', losers left out",
    "%",
    inputs=UNIVERSE,
    companies="typical_pe.median.small_n",
    formula="price-earnings ratio of small caps with a profit ÷ that of large caps with a profit − 1, "
    f"last 12 months' earnings, each a sum over a sum. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} A falling profit base drops names and can make the rest look cheaper. A "
    "few weeks of history say nothing about what is normal.",
)
def relative_profitable_pe(universe: pd.DataFrame) -> Measured:
    """How much cheaper profitable small companies are than profitable large ones, week by week."""

    def relative(rows: pd.DataFrame) -> float:
        parts = [segment(rows, name) for name in SEGMENTS]
        small, large = (multiple(profitable(part), TRAILING) for part in parts)
        known = all(is_covered(part, TRAILING) for part in parts)
        return relative_pct(small, large) if known else np.nan

    return history(universe, relative)


@metric(
    "cheap",
    "Forward price-earnings ratio of the Mag-7",
    "x",
    inputs=UNIVERSE,
    companies=7,
    formula="sum of the seven's market values ÷ sum of (market value ÷ price × estimated earnings a "
    "share of the next fiscal year)",
    pitfalls="Fiscal years end in different months, and estimates leave out one-off costs. One value "
    "for each week since the first: no history to rank it in yet.",
)
def mag7_forward_pe(universe: pd.DataFrame) -> Measured:
    """What a dollar of next year's expected earnings of the seven costs."""

    def of_seven(rows: pd.DataFrame) -> float:
        seven = rows[rows["symbol"].isin(MAG7)].dropna(subset=FORWARD)
        return multiple(seven, FORWARD) if len(seven) == len(MAG7) else np.nan

    return history(universe, of_seven, "an estimate is missing for at least one of the seven")


CROSS_SECTION_WEEKS = (
    small_earnings_yield,
    large_earnings_yield,
    relative_profitable_pe,
    mag7_forward_pe,
)
