"""Recessions: small minus large in and after them, in the daily history and over a century."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.metrics.maths.events import (
    BASIS_COLUMN,
    PRICES_AND_FUNDS,
    SUMMARY_COLUMNS,
    SUMMARY_PITFALLS,
    Histories,
    summary,
)
from generator.metrics.maths.observations import (
    iso,
    month_end,
    month_label,
    together,
)
from generator.metrics.maths.splice import (
    FUNDS,
    HALVES_FORMULA,
    HALVES_PITFALL,
    LIBRARY,
    SPLICED,
    YEAR,
    by_month,
    excess_pp,
    fund_months,
    spliced,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Measured, Missing, Series, metric

SPANS = {"during": "peak to trough", "after_12m": "12 months after the trough"}
LONG_SPANS = {**SPANS, "after_36m": "36 months after the trough"}


@metric(
    "rates",
    "Small minus large in and after recessions",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:recessions"),
    columns=(
        Column("label", "Recession", "text"),
        Column("peak", "Peak", "date"),
        Column("trough", "Trough", "date"),
        BASIS_COLUMN,
        Column("during", "From peak to trough", "pp"),
        Column("after_12m", "12 months after the trough", "pp"),
    ),
    formula="return of small caps − return of large caps from the last close of the peak month to "
    "the last close of the trough month, and over the 12 months after that; price indices before "
    "IWM existed, total return since",
    pitfalls="A recession enters only when its end has been announced, 8 to 21 months late, so "
    "nobody could trade these dates. Daily history holds few recessions.",
)
def recession_excess(
    small_price: Series, large_price: Series, small: Series, large: Series, recessions: pd.DataFrame
) -> pd.DataFrame | Missing:
    """How far small caps ran ahead of large caps in each recession and in the year after it."""
    histories = Histories(together(small_price, large_price), together(small, large))
    months = zip(recessions["id"], recessions["peak"], recessions["trough"], strict=True)
    rows = {
        row: _recession(histories, month_end(peak), month_end(trough))
        for row, peak, trough in months
        if histories.covers(month_end(peak))
    }
    if not rows:
        return Missing("no recession lies within the price history")
    return table_of(rows, recession_excess.columns)


@metric(
    "rates",
    "Small caps in and after recessions, summed up",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:recessions"),
    columns=SUMMARY_COLUMNS,
    formula="wins, mean and median of small minus large over the recessions in the daily history; "
    "interval: 5th to 95th percentile of 10,000 bootstrap means, fixed seed",
    pitfalls=SUMMARY_PITFALLS,
)
def recession_summary(
    small_price: Series, large_price: Series, small: Series, large: Series, recessions: pd.DataFrame
) -> Measured:
    """In how many recessions small caps led, and in how many of the years that followed."""
    table = recession_excess(small_price, large_price, small, large, recessions)
    return summary(table, SPANS)


def _recession(
    histories: Histories, peak: pd.Timestamp, trough: pd.Timestamp
) -> tuple[str, str, str, str, float, float]:
    year_later = month_end((trough + pd.DateOffset(months=12)).strftime("%Y-%m"))
    label = f"{month_label(peak)} to {month_label(trough)}"
    during, after = histories.excess(peak, trough), histories.excess(trough, year_later)
    return label, iso(peak), iso(trough), histories.basis(peak), during, after


@metric(
    "rates",
    "Small minus large in and after all recessions since 1929",
    "pp",
    inputs=(*SPLICED, "facts:recessions"),
    columns=(
        Column("label", "Recession", "text"),
        Column("peak", "Peak", "date"),
        Column("trough", "Trough", "date"),
        Column("basis", "Measured by", "text"),
        Column("during", "From peak to trough", "pp"),
        Column("after_12m", "12 months after the trough", "pp"),
        Column("after_36m", "36 months after the trough", "pp"),
    ),
    formula="compound return of small − that of large over the months after the peak month to the "
    f"trough month, and over the 12 and 36 months after that; {HALVES_FORMULA}",
    pitfalls="A recession's end is announced 8 to 21 months late, so nobody could trade these "
    f"dates. {HALVES_PITFALL}",
)
def century_recession_excess(  # noqa: PLR0913, PLR0917  -- one for each input
    month: Series,
    small: Series,
    large: Series,
    small_fund: Series,
    large_fund: Series,
    recessions: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """How small stocks did against large ones in each recession, and in the years after it."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    library_end = by_month(month, small).index[-1]
    ends = zip(recessions["id"], recessions["peak"], recessions["trough"], strict=True)
    spans = {row: (pd.Period(peak, "M"), pd.Period(trough, "M")) for row, peak, trough in ends}
    rows = {
        row: (*_recession_label(peak, trough, library_end), *_around(returns, peak, trough))
        for row, (peak, trough) in spans.items()
        if returns.index[0] <= peak + 1
    }
    if not rows:
        return Missing("no recession was known on that day")
    return table_of(rows, century_recession_excess.columns)


def _recession_label(
    peak: pd.Period, trough: pd.Period, library: pd.Period
) -> tuple[str, str, str, str]:
    first, last = (end.to_timestamp(how="end").normalize() for end in (peak, trough))
    basis = LIBRARY if trough <= library else FUNDS
    return f"{month_label(first)} to {month_label(last)}", iso(first), iso(last), basis


def _around(
    returns: pd.DataFrame, peak: pd.Period, trough: pd.Period
) -> tuple[float, float, float]:
    excess = partial(excess_pp, returns)
    year, three = trough + YEAR, trough + 3 * YEAR
    return excess(peak + 1, trough), excess(trough + 1, year), excess(trough + 1, three)


@metric(
    "rates",
    "All recessions since 1929, summed up",
    "pp",
    inputs=(*SPLICED, "facts:recessions"),
    columns=SUMMARY_COLUMNS,
    formula="wins, mean and median of small minus large over the recessions; interval: 5th to 95th "
    "percentile of 10,000 bootstrap means, fixed seed",
    pitfalls="The rebound of 1933 rules the mean and its interval: read the median and the count.",
)
def century_recession_summary(  # noqa: PLR0913, PLR0917  -- one for each input
    month: Series,
    small: Series,
    large: Series,
    small_fund: Series,
    large_fund: Series,
    recessions: pd.DataFrame,
) -> Measured:
    """In how many recessions since 1929 small stocks led, and in how many of the years after."""
    table = century_recession_excess(month, small, large, small_fund, large_fund, recessions)
    return summary(table, LONG_SPANS)


RECESSIONS = (recession_excess, recession_summary)
CENTURY_RECESSIONS = (century_recession_excess, century_recession_summary)
