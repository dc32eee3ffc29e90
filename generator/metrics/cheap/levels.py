"""Bottom-up multiples week by week, and relative multiples against their own average."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from generator.metrics.cheap.price_to_book import BOOKS
from generator.metrics.cheap.universe import CAPPED, covered_yield
from generator.metrics.maths.cross_section import (
    FORWARD,
    NOT_RUSSELL,
    SEGMENTS,
    TRAILING,
    UNIVERSE,
    WHAT,
    history,
    is_covered,
    multiple,
    profitable,
    relative_pct,
    segment,
)
from generator.metrics.maths.observations import too_short
from generator.metrics.maths.splice import by_month
from generator.metrics.maths.tables import table_of
from generator.model.metric import MAG7, Column, Measured, Missing, Series, metric

DECADE = 120  # months
DECADE_WEEKS = 520
FEWEST_WEEKS = 104  # below two years an average is the level itself
_LEVEL_COLUMNS = (
    Column("label", "Measure and span", "text"),
    Column("now", "Newest", "ratio", 2),
    Column("mean", "Mean", "ratio", 2),
    Column("value", "Newest against the mean", "%"),
    Column("z", "In standard deviations", "ratio", 2),
    Column("half_life", "Half-life of a deviation, periods", "count", 0),
    Column("n", "Periods", "count", 0),
    Column("independent", "Half-lives in the span", "count"),
)
_LEVEL_FORMULA = (
    "newest ÷ mean of the span − 1, and (newest − mean) ÷ standard deviation; half-life: ln ½ ÷ ln "
    "of the correlation of each period with the one before; half-lives in the span: periods ÷ half-life"
)
_LEVEL_PITFALL = (
    "The ratio moves slowly: ten years hold one or two of its cycles, which the number of half-lives shows and the "
    "number of periods hides. An average is not where a ratio must return to."
)


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
        enough = all(is_covered(part, TRAILING) for part in parts)
        return relative_pct(small, large) if enough else np.nan

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


@metric(
    "cheap",
    "Relative price-to-book against its own average",
    "%",
    inputs=("french:month", *BOOKS),
    columns=_LEVEL_COLUMNS,
    formula=f"price-to-book of small stocks ÷ that of large ones (six portfolios); {_LEVEL_FORMULA}",
    pitfalls=_LEVEL_PITFALL,
)
def relative_book_level(month: Series, small: Series, large: Series) -> pd.DataFrame | Missing:
    """How far small stocks' relative price-to-book is from its mean of ten years, and of all."""
    rows = by_month(month, small, large)
    ratio = (rows[1] / rows[0]).dropna()
    if len(ratio) < DECADE:
        return too_short(DECADE, len(ratio), "months")
    spans = {"last_10y": ("last 10 years", ratio.tail(DECADE)),
             "since_1979": ("since 1979", ratio.loc["1979-01":]),
             "all": (f"since {ratio.index[0].year}", ratio)}  # fmt: skip
    table = {key: (label, *_level(span)) for key, (label, span) in spans.items()}
    return table_of(table, _LEVEL_COLUMNS)


@metric(
    "cheap",
    "Relative price-earnings ratio against its own average",
    "%",
    inputs=UNIVERSE,
    columns=_LEVEL_COLUMNS,
    formula=f"relative_profitable_pe as a ratio, one value for each stored week; {_LEVEL_FORMULA}",
    pitfalls=f"History begins with the first weekly run and is never filled in. {_LEVEL_PITFALL}",
)
def relative_pe_level(universe: pd.DataFrame) -> pd.DataFrame | Missing:
    """How far profitable small companies' relative multiple is from its mean of the stored weeks."""
    gaps = relative_profitable_pe(universe)
    if not isinstance(gaps, pd.Series):
        return gaps
    ratios = (1 + gaps.dropna() / 100).tail(DECADE_WEEKS)
    if len(ratios) < FEWEST_WEEKS:
        return too_short(FEWEST_WEEKS, len(ratios), "stored weeks")
    row = (f"last {len(ratios)} weeks", *_level(ratios))
    return table_of({"weeks": row}, _LEVEL_COLUMNS)


def _level(ratio: Series) -> tuple[float, ...]:
    """Return newest, mean, gap, z, half-life, n and independent of a span."""
    now, mean, spread = float(ratio.iloc[-1]), float(ratio.mean()), float(ratio.std())
    n, half_life = float(len(ratio)), _half_life(ratio)
    z = (now - mean) / spread if spread > 0 else float("nan")
    return now, mean, (now / mean - 1) * 100, z, half_life, n, n / half_life


def _half_life(ratio: Series) -> float:
    """Return in how many periods half of a deviation is gone: at least one, at most the span."""
    carried = float(ratio.autocorr()) if ratio.std() > 0 else float("nan")
    if not carried > 0:
        return 1.0
    longest = float(len(ratio))
    return longest if carried >= 1 else min(max(math.log(0.5) / math.log(carried), 1.0), longest)


CROSS_SECTION_WEEKS = (
    small_earnings_yield,
    large_earnings_yield,
    relative_profitable_pe,
    mag7_forward_pe,
)

LEVELS = (relative_book_level, relative_pe_level)


def implied_excess(now: float, target: float, years: float, gaps: float = 0) -> float:
    """Return the yearly excess return of small caps, in percent, that their re-rating implies.

    Args:
        now: today's multiple of small caps against that of large caps, as -10 for 10% below.
        target: the same at the end.
        years: how long the way takes.
        gaps: growth and yield of small caps less those of large caps, percentage points a year.
    """
    return (math.pow((100 + target) / (100 + now), 1 / years) - 1) * 100 + gaps
