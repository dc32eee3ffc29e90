"""Rival measures of size: calendar years and long spans under each."""

from __future__ import annotations

import pandas as pd

from generator.metrics.history.century import library_years
from generator.metrics.history.spans import calendar_excess, rolling_excess_15y
from generator.metrics.maths.events import figures
from generator.metrics.maths.observations import iso
from generator.metrics.maths.splice import (
    SPLICED,
    YEAR,
    by_month,
    fund_months,
    rolling_excess,
    spliced,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Measured, Missing, Series, metric

_YEARS = 15
WEEKS_A_YEAR = 52
_FROM = (1979, 2001)
_INDEX = "Russell 2000 and S&P 500, published"
_LIBRARY, _FUNDS = "size portfolios", "IWM and SPY"


@metric(
    "history",
    "Calendar years, under rival measures of size",
    "pp",
    inputs=(*SPLICED, "facts:index_returns"),
    columns=(
        Column("label", "Small and large measured by", "text"),
        Column("first", "From", "text"),
        Column("last", "To", "text"),
        Column("n", "Years", "count", 0),
        Column("wins", "Won by small caps", "count", 0),
        Column("median", "Median", "pp"),
        Column("value", "Mean", "pp"),
        Column("lo", "90% interval of the mean, from", "pp"),
        Column("hi", "to", "pp"),
    ),
    formula="small minus large, total return, over full calendar years: the size portfolios over "
    "all of theirs, then each measure over the years that all of them have since 1979 (without the "
    "funds) and since 2001; interval: 5th to 95th percentile of 10,000 bootstrap means, fixed seed",
    pitfalls="For the Russell 2000's returns from 1979 to 1990 no page has been found yet. The "
    "funds pay fees. The size portfolios' small half is smaller than the Russell 2000.",
)
def size_definitions(  # noqa: PLR0913, PLR0917  -- one for each input
    month: Series,
    small: Series,
    large: Series,
    small_fund: Series,
    large_fund: Series,
    index: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """Whether the answer about calendar years hangs on how small and large are measured."""
    library = _by_year(library_years(by_month(month, small, large)))
    published = (index["small"] - index["large"]).set_axis(index["year"].astype(int))
    funds = _by_year(calendar_excess(small_fund, large_fund))
    if library.empty:
        return Missing("the library has no full calendar year")
    rows = {"library_all": _years(_LIBRARY, library)}
    measures = {"library": (_LIBRARY, library), "index": (_INDEX, published)}
    for first in _FROM:
        if first == _FROM[-1]:
            measures["funds"] = (_FUNDS, funds)
        shared = _shared([years for _, years in measures.values()], first)
        rows |= {f"{key}_{first}": _years(label, years.reindex(shared))
                 for key, (label, years) in measures.items() if len(shared)}  # fmt: skip
    return table_of(rows, size_definitions.columns)


def _by_year(table: Measured) -> Series:
    """Return small minus large of the full years of a table, by year."""
    if not isinstance(table, pd.DataFrame):
        return pd.Series(dtype=float)
    full = table[table["partial"] == ""]
    return full["value"].set_axis(full["label"].astype(int))


def _shared(measures: list[Series], first: int) -> list[int]:
    """Return the years from the first that every measure has."""
    years = set.intersection(*(set(values.dropna().index) for values in measures))
    return sorted(year for year in years if year >= first)


def _years(label: str, years: Series) -> tuple[str | float, ...]:
    return label, str(years.index[0]), str(years.index[-1]), *figures(years)


@metric(
    "history",
    "Fifteen years, under rival measures of size",
    "pp/y",
    inputs=SPLICED,
    columns=(
        Column("label", "Small and large measured by", "text"),
        Column("value", "Newest", "pp/y"),
        Column("median", "Median", "pp/y"),
        Column("lowest", "Lowest", "pp/y"),
        Column("lowest_on", "Fifteen years to", "date"),
        Column("percentile", "Newest, percentile", "count", 0),
        Column("won", "Spans won by small caps", "%", 0),
        Column("n", "Spans", "count", 0),
        Column("independent", "Not overlapping", "count", 0),
    ),
    formula="yearly compound return of small − that of large over fifteen years: to each month by "
    "the size portfolios (IWM and SPY after their last month), to each week by IWM and SPY",
    pitfalls="Few of the spans do not overlap: the whole history of the funds "
    "is one and three quarters of such a span, and their percentile says next to nothing.",
)
def span_definitions(
    month: Series, small: Series, large: Series, small_fund: Series, large_fund: Series
) -> pd.DataFrame | Missing:
    """Whether fifteen lean years look as rare by one measure of size as by another."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    ends = rolling_excess(returns, _YEARS)
    library = ends.set_axis(pd.PeriodIndex(ends.index).to_timestamp(how="end").normalize())
    funds = rolling_excess_15y(small_fund, large_fund)
    rows = {}
    for key, first in {"library_1941": "1926-07", "library_1994": "1979-01"}.items():
        since = library[library.index >= pd.Period(first, "M").to_timestamp() + _SPAN]
        if len(since):
            rows[key] = _spans(f"{_LIBRARY}, from {first[:4]} on", since, YEAR)
    if isinstance(funds, pd.Series):
        rows["funds_2015"] = _spans(f"{_FUNDS}, from 2000 on", funds, WEEKS_A_YEAR)
    if not rows:
        return Missing("no measure of size has fifteen years")
    return table_of(rows, span_definitions.columns)


_SPAN = pd.DateOffset(years=_YEARS, days=-1)


def _spans(label: str, ends: Series, a_year: int) -> tuple[str | float, ...]:
    """Return the row of one measure; the first span adds its fifteen years to those counted."""
    now = float(ends.iloc[-1])
    shares = float((ends <= now).mean() * 100), float((ends > 0).mean() * 100)
    independent = (len(ends) - 1 + _YEARS * a_year) // (_YEARS * a_year)
    return (
        label, now, float(ends.median()), float(ends.min()), iso(pd.Timestamp(str(ends.idxmin()))),
        *shares, float(len(ends)), float(independent),
    )  # fmt: skip


SIZES = (size_definitions, span_definitions)
