"""Has it been this bad before, in a century? Small against large stocks since 1926."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.metrics.history.history import calendar_excess
from generator.metrics.maths.splice import (
    FUNDS,
    LIBRARY,
    KnownSeries,
    by_month,
    excess_pp,
    fund_months,
    last_weekday,
    rolling_excess,
    spliced,
)
from generator.metrics.maths.weekly import iso, too_short
from generator.metrics.rates.events import SPANS, SUMMARY_COLUMNS, month_label, summed_up
from generator.model.metric import LARGE, SMALL, Column, Measured, Missing, Window, metric

HALVES = ("french:month", "french:small_half", "french:large_half")
SPLICED = (*HALVES, SMALL, LARGE)
LONG_SPANS = {**SPANS, "after_36m": "36 months after the trough"}
YEAR = 12
WELL_AHEAD_PP = 5
_YEAR_SPANS = {"since_1927": 1927, "since_1979": 1979, "since_2001": 2001}
HALVES_FORMULA = (
    "small: the five smallest tenths of US stocks by the sizes of New York listings, weighted "
    "1:2:3:4:5, about as their market values; large: the five largest tenths (5% for each of the "
    "sixth and seventh, 90% for the largest three, value-weighted)"
)
HALVES_PITFALL = (
    "Not the Russell 2000: the small half is about 4% of the market's value and has smaller "
    "companies. The library revises its history a little with every edition. Its returns have no "
    "costs; those of the funds have."
)
_ROLLING_FORMULA = (
    "compound yearly return of small − that of large over {} months, by the last weekday of the "
    f"last of them; {HALVES_FORMULA}. Months after the library's last: IWM and SPY"
)
_ROLLING_PITFALL = (
    "A century holds {} such spans that do not overlap. The newest spans end with some months of "
    f"the funds. {HALVES_PITFALL}"
)


@metric(
    "history",
    "Calendar years since 1927",
    "pp",
    inputs=SPLICED,
    columns=(
        Column("label", "Year", "text"),
        Column("value", "Small minus large", "pp"),
        Column("partial", "Part of the year", "text"),
        Column("basis", "Measured by", "text"),
    ),
    formula=f"compound return of the year's months; {HALVES_FORMULA}. Years after the last full "
    "one of the library: IWM and SPY, total return",
    pitfalls=HALVES_PITFALL,
)
def century_calendar_excess(
    month: KnownSeries,
    small: KnownSeries,
    large: KnownSeries,
    small_fund: KnownSeries,
    large_fund: KnownSeries,
) -> pd.DataFrame | Missing:
    """Which half of the market won in each calendar year since 1927, dividends included."""
    return _calendar(by_month(month, small, large), calendar_excess(small_fund, large_fund))


def _calendar(library: pd.DataFrame, funds: Measured) -> pd.DataFrame | Missing:
    years = library_years(library)
    if years.empty:
        return Missing("the library has no full calendar year")
    if not isinstance(funds, pd.DataFrame):
        return years
    later = funds["label"].astype(int) > int(years["label"].iloc[-1])
    return pd.concat([years, funds.loc[later].assign(basis=FUNDS)])


def library_years(returns: pd.DataFrame) -> pd.DataFrame:
    """Return the years of which the library has all twelve months."""
    ends = {year: (_month(year, 1), _month(year, YEAR)) for year in _years(returns)}
    excess = pd.Series({y: excess_pp(returns, *end) for y, end in ends.items()}).dropna()
    table = {"label": excess.index.astype(str), "value": excess.to_numpy()}
    rows = [f"y{year}" for year in excess.index]
    return pd.DataFrame(table, index=rows).assign(partial="", basis=LIBRARY)


def _month(year: int, month: int) -> pd.Period:
    return pd.Period(year=year, month=month, freq="M")


def _years(returns: pd.DataFrame) -> list[int]:
    return sorted({month.year for month in pd.PeriodIndex(returns.index)})


@metric(
    "history",
    "What a calendar year can be expected to bring",
    "pp",
    inputs=SPLICED,
    columns=(
        Column("label", "Span", "text"),
        Column("wins", "Years won by small stocks", "%", 0),
        Column("well_ahead", "Won by 5 points or more", "%", 0),
        Column("p90", "90th percentile", "pp"),
        Column("n", "Years", "count", 0),
    ),
    formula="shares and 90th percentile of small minus large over the full calendar years of "
    "century_calendar_excess",
    pitfalls="The years after the library's last are those of IWM and SPY, which are larger "
    "companies than the small half and so move less apart from each other.",
)
def century_year_odds(
    month: KnownSeries,
    small: KnownSeries,
    large: KnownSeries,
    small_fund: KnownSeries,
    large_fund: KnownSeries,
) -> pd.DataFrame | Missing:
    """How often small stocks won a calendar year, how often by far, and what a great year is."""
    funds = calendar_excess(small_fund, large_fund)
    table = _calendar(by_month(month, small, large), funds)
    if isinstance(table, Missing):
        return table
    full = table.loc[table["partial"] == ""]
    years = full["value"].set_axis(full["label"].astype(int))
    rows = {key: _odds(years.loc[first:], first) for key, first in _YEAR_SPANS.items()}
    columns = [column.name for column in century_year_odds.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _odds(years: pd.Series[float], first: int) -> tuple[str, float, float, float, float]:
    wins, well_ahead = (years > 0).mean(), (years >= WELL_AHEAD_PP).mean()
    shares = float(wins) * 100, float(well_ahead) * 100
    return f"since {first}", *shares, float(years.quantile(0.9)), float(len(years))


@metric(
    "history",
    "Small minus large, 15 years, since 1941",
    "pp/y",
    inputs=SPLICED,
    window=Window(15, "years", averaged=False),
    formula=_ROLLING_FORMULA.format(180),
    pitfalls=_ROLLING_PITFALL.format("six"),
)
def century_rolling_15y(
    month: KnownSeries,
    small: KnownSeries,
    large: KnownSeries,
    small_fund: KnownSeries,
    large_fund: KnownSeries,
) -> pd.Series[float] | Missing:
    """Small stocks' yearly return minus large stocks' over the fifteen years to each month."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    return _rolling(returns, 15)


@metric(
    "history",
    "Small minus large, 20 years, since 1946",
    "pp/y",
    inputs=SPLICED,
    window=Window(20, "years", averaged=False),
    formula=_ROLLING_FORMULA.format(240),
    pitfalls=_ROLLING_PITFALL.format("five"),
)
def century_rolling_20y(
    month: KnownSeries,
    small: KnownSeries,
    large: KnownSeries,
    small_fund: KnownSeries,
    large_fund: KnownSeries,
) -> pd.Series[float] | Missing:
    """Small stocks' yearly return minus large stocks' over the twenty years to each month."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    return _rolling(returns, 20)


def _rolling(returns: pd.DataFrame, years: int) -> pd.Series[float] | Missing:
    excess = rolling_excess(returns, years)
    if excess.empty:
        return too_short(years, len(returns) // YEAR, "years")
    return excess.set_axis(pd.DatetimeIndex([last_weekday(end) for end in excess.index]))


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
    month: KnownSeries,
    small: KnownSeries,
    large: KnownSeries,
    small_fund: KnownSeries,
    large_fund: KnownSeries,
    recessions: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """How small stocks did against large ones in each recession, and in the years after it."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    return _recessions(returns, by_month(month, small).index[-1], recessions)


def _recessions(
    returns: pd.DataFrame, library_end: pd.Period, recessions: pd.DataFrame
) -> pd.DataFrame | Missing:
    ends = zip(recessions["id"], recessions["peak"], recessions["trough"], strict=True)
    spans = {row: (pd.Period(peak, "M"), pd.Period(trough, "M")) for row, peak, trough in ends}
    rows = {
        row: (*_span(peak, trough, library_end), *_around(returns, peak, trough))
        for row, (peak, trough) in spans.items()
        if returns.index[0] <= peak + 1
    }
    if not rows:
        return Missing("no recession was known on that day")
    columns = [column.name for column in century_recession_excess.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _span(peak: pd.Period, trough: pd.Period, library: pd.Period) -> tuple[str, str, str, str]:
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
    month: KnownSeries,
    small: KnownSeries,
    large: KnownSeries,
    small_fund: KnownSeries,
    large_fund: KnownSeries,
    recessions: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """In how many recessions since 1929 small stocks led, and in how many of the years after."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    table = _recessions(returns, by_month(month, small).index[-1], recessions)
    return table if isinstance(table, Missing) else summed_up(table, LONG_SPANS)


CENTURY = (
    century_calendar_excess,
    century_year_odds,
    century_rolling_15y,
    century_rolling_20y,
    century_recession_excess,
    century_recession_summary,
)
