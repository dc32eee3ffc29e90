"""Is it cheap against its own past? A relative multiple against its average, with few cycles."""

from __future__ import annotations

import math

import pandas as pd

from generator.metrics.cheap.price_to_book import BOOKS
from generator.metrics.cheap.universe import UNIVERSE
from generator.metrics.cheap.universe_weeks import relative_profitable_pe
from generator.metrics.maths.splice import KnownSeries, by_month
from generator.metrics.maths.weekly import too_short
from generator.model.metric import Column, Missing, metric

DECADE = 120  # months
DECADE_WEEKS = 520
FEWEST_WEEKS = 104  # below two years an average is the level itself
_COLUMNS = (
    Column("label", "Measure and span", "text"),
    Column("now", "Newest", "ratio", 2),
    Column("mean", "Mean", "ratio", 2),
    Column("value", "Newest against the mean", "%"),
    Column("z", "In standard deviations", "ratio", 2),
    Column("half_life", "Half-life of a deviation, periods", "count", 0),
    Column("n", "Periods", "count", 0),
    Column("independent", "Half-lives in the span", "count"),
)
_FORMULA = (
    "newest ÷ mean of the span − 1, and (newest − mean) ÷ standard deviation; half-life: ln ½ ÷ ln "
    "of the correlation of each period with the one before; half-lives in the span: periods ÷ half-life"
)
_PITFALL = (
    "The ratio moves slowly: ten years hold one or two of its cycles, which the number of half-lives shows and the "
    "number of periods hides. An average is not where a ratio must return to."
)


@metric(
    "cheap",
    "Relative price-to-book against its own average",
    "%",
    inputs=("french:month", *BOOKS),
    columns=_COLUMNS,
    formula=f"price-to-book of small stocks ÷ that of large ones (six portfolios); {_FORMULA}",
    pitfalls=_PITFALL,
)
def relative_book_level(
    month: KnownSeries, small: KnownSeries, large: KnownSeries
) -> pd.DataFrame | Missing:
    """How far small stocks' relative price-to-book is from its mean of ten years, and of all."""
    rows = by_month(month, small, large)
    ratio = (rows[1] / rows[0]).dropna()
    if len(ratio) < DECADE:
        return too_short(DECADE, len(ratio), "months")
    spans = {"last_10y": ("last 10 years", ratio.tail(DECADE)),
             "since_1979": ("since 1979", ratio.loc["1979-01":]),
             "all": (f"since {ratio.index[0].year}", ratio)}  # fmt: skip
    table = {key: (label, *_level(span)) for key, (label, span) in spans.items()}
    columns = [column.name for column in _COLUMNS]
    return pd.DataFrame.from_dict(table, orient="index", columns=columns)


@metric(
    "cheap",
    "Relative price-earnings ratio against its own average",
    "%",
    inputs=UNIVERSE,
    columns=_COLUMNS,
    formula=f"relative_profitable_pe as a ratio, one value for each stored week; {_FORMULA}",
    pitfalls=f"History begins with the first weekly run and is never filled in. {_PITFALL}",
)
def relative_pe_level(universe: pd.DataFrame) -> pd.DataFrame | Missing:
    """How far profitable small companies' relative multiple is from its mean of the stored weeks."""
    gaps = relative_profitable_pe(universe)
    if not isinstance(gaps, pd.Series):
        return gaps
    known = (1 + gaps.dropna() / 100).tail(DECADE_WEEKS)
    if len(known) < FEWEST_WEEKS:
        return too_short(FEWEST_WEEKS, len(known), "stored weeks")
    row = (f"last {len(known)} weeks", *_level(known))
    columns = [column.name for column in _COLUMNS]
    return pd.DataFrame.from_dict({"weeks": row}, orient="index", columns=columns)


def _level(ratio: pd.Series[float]) -> tuple[float, ...]:
    """Return newest, mean, gap, z, half-life, n and independent of a span."""
    now, mean, spread = float(ratio.iloc[-1]), float(ratio.mean()), float(ratio.std())
    n, half_life = float(len(ratio)), _half_life(ratio)
    z = (now - mean) / spread if spread > 0 else float("nan")
    return now, mean, (now / mean - 1) * 100, z, half_life, n, n / half_life


def _half_life(ratio: pd.Series[float]) -> float:
    """Return in how many periods half of a deviation is gone: at least one, at most the span."""
    carried = float(ratio.autocorr()) if ratio.std() > 0 else float("nan")
    if not carried > 0:
        return 1.0
    longest = float(len(ratio))
    return longest if carried >= 1 else min(max(math.log(0.5) / math.log(carried), 1.0), longest)


LEVELS = (relative_book_level, relative_pe_level)
