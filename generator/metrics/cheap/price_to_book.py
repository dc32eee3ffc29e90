"""Relative price-to-book since 1926, and the returns that followed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.observations import month_label, together, too_short
from generator.metrics.maths.splice import by_month, rolling_excess
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, Window, metric

BOOKS = ("french:small_book_to_market", "french:large_book_to_market")
PAST = ("french:month", *BOOKS, "french:small_return", "french:large_return")
SINCE = {"since_1926": 1926, "since_1979": 1979, "since_2000": 2000}
HORIZONS = {"y1": 1, "y3": 3, "y5": 5, "y10": 10}
YEAR = 12
_MAP_FROM = 1979
_DECADE = 10
_FORMULA = (
    "book value over market value of the three big portfolios ÷ that of the three small ones (six "
    "portfolios of US stocks by size and book value, split at the median of New York's sizes), "
    "each weighted by number of firms × average size of the month"
)
_PITFALL = (
    "Book value leaves out what firms build inside and sinks with every buyback, so the ratio "
    "drifts. The small half is about 4% of the market's value and not the Russell 2000. The "
    "library revises its history a little."
)


@metric(
    "cheap",
    "Price-to-book, small over large",
    "ratio",
    decimals=2,
    inputs=BOOKS,
    formula=f"{_FORMULA}; dated by the day on which the month is taken as published",
    pitfalls=_PITFALL,
)
def relative_price_to_book(small: Series, large: Series) -> Series:
    """What a dollar of book value costs in small stocks, for each dollar that it costs in large."""
    both = together(small, large)
    ratio: Series = both[1] / both[0]
    return ratio


@metric(
    "cheap",
    "Where price-to-book stands in its history",
    "ratio",
    decimals=2,
    inputs=("french:month", *BOOKS),
    columns=(
        Column("label", "Span", "text"),
        Column("value", "Newest", "ratio", 2, n=""),
        Column("month", "Newest month", "text"),
        Column("percentile", "Percentile", "count", 0),
        Column("median", "Median", "ratio", 2),
        Column("gap", "Newest against the median", "%"),
        Column("mean", "Mean", "ratio", 2),
        Column("lowest", "Lowest", "ratio", 2),
        Column("low_month", "Lowest in", "text"),
        Column("dearer", "Months in which small stocks were dearer", "%", 0),
        Column("n", "Months", "count", 0),
    ),
    formula=f"share of months at or below the newest value, in percent; {_FORMULA}",
    pitfalls=f"Neighbouring months hardly differ: a century holds few separate episodes. {_PITFALL}",
)
def price_to_book_standing(month: Series, small: Series, large: Series) -> pd.DataFrame:
    """How cheap small stocks are by book value against 1926, 1979 and 2000."""
    ratio = _ratio(by_month(month, small, large)).dropna()
    spans = {key: ratio.loc[f"{first}-01" :] for key, first in SINCE.items()}
    rows = {key: _span_cells(span) for key, span in spans.items() if len(span)}
    return table_of(rows, price_to_book_standing.columns)


def _ratio(rows: pd.DataFrame) -> Series:
    """Return small's price-to-book over large's from their book-to-market ratios."""
    ratio: Series = rows[1] / rows[0]
    return ratio


def _span_cells(ratio: Series) -> tuple[str | float, ...]:
    now, median = float(ratio.iloc[-1]), float(ratio.median())
    low = int(ratio.argmin())
    shares = float((ratio <= now).mean() * 100), float((ratio > 1).mean() * 100)
    return (
        f"since {ratio.index[0].year}", now, _month_name(ratio.index[-1]), shares[0], median,
        (now / median - 1) * 100, float(ratio.mean()), float(ratio.iloc[low]), _month_name(ratio.index[low]), shares[1],
        float(len(ratio)),
    )  # fmt: skip


def _month_name(month: pd.Period) -> str:
    return month_label(month.to_timestamp())


@metric(
    "cheap",
    "Small minus large over ten years, six portfolios",
    "pp/y",
    inputs=("french:month", "french:small_return", "french:large_return"),
    window=Window(10, "years", averaged=False),
    formula="compound yearly return of the three small portfolios − that of the three big ones "
    "over 120 months, each weighted by number of firms × average size of the month before; dated "
    "by the day on which the last month is taken as published",
    pitfalls="A century holds ten such spans that do not overlap. These are not funds and have no "
    "costs.",
)
def decade_excess(month: Series, small: Series, large: Series) -> Series | Missing:
    """Small stocks' yearly return minus large stocks' over the ten years to each month."""
    rows = together(month, small, large)
    returns = by_month(month, small, large)
    excess = rolling_excess(returns, _DECADE)
    if excess.empty:
        return too_short(_DECADE, len(returns) // YEAR, "years")
    release_days = pd.Series(rows.index, by_month(rows[0], rows[0])[0].dropna().index)
    return excess.set_axis(pd.DatetimeIndex(release_days[excess.index]))


@metric(
    "cheap",
    "What relative price-to-book has said about later returns",
    "ratio",
    decimals=2,
    inputs=PAST,
    columns=(
        Column("label", "Years ahead", "text"),
        Column("value", "Correlation since 1979", "ratio", 2),
        Column("century", "Correlation since 1926", "ratio", 2, n="century_n", independent=""),
        Column("n", "Starting months since 1979", "count", 0),
        Column("century_n", "Starting months since 1926", "count", 0),
        Column("independent", "Spans that do not overlap", "count", 0),
    ),
    formula="correlation of the logarithm of small's price-to-book over large's with small's "
    "yearly compound return minus large's over the next 1, 3, 5 and 10 years; below zero: cheap "
    f"starts were followed by leads. {_FORMULA}",
    pitfalls="Months share almost all of their later years, so the correlation looks far surer than "
    "it is: count the spans that do not overlap.",
)
def valuation_map(
    month: Series, small: Series, large: Series, small_return: Series, large_return: Series
) -> pd.DataFrame | Missing:
    """Whether small stocks led after they had been cheap by book value, by years ahead."""
    rows = by_month(month, small, large, small_return, large_return)
    ratio = _ratio(rows)
    start = pd.Series(np.log(ratio.to_numpy()), ratio.index)
    returns = rows[[2, 3]].set_axis([0, 1], axis=1)
    table = {key: _foretold(start, returns, years) for key, years in HORIZONS.items()}
    filled = {key: row for key, row in table.items() if row[3]}
    if not filled:
        return too_short(min(HORIZONS.values()), 0, f"years since {_MAP_FROM}")
    return table_of(filled, valuation_map.columns)


def _foretold(
    start: Series, returns: pd.DataFrame, years: int
) -> tuple[str, float, float, float, float, float]:
    """Return the row of one horizon: its correlations and how much they rest on."""
    excess = rolling_excess(returns, years)
    later = excess.set_axis(excess.index - years * YEAR)
    pairs = pd.concat([start, later], axis=1, join="inner", keys=[0, 1]).dropna()
    recent = pairs.loc[f"{_MAP_FROM}-01" :]
    since, century = (float(table[0].corr(table[1])) for table in (recent, pairs))
    label, n = f"{years} year{'s' * (years > 1)}", len(recent)
    return label, since, century, float(n), float(len(pairs)), float(n // (years * YEAR))


BOOK = (relative_price_to_book, price_to_book_standing, decade_excess, valuation_map)
