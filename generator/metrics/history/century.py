"""Small against large stocks since 1926: calendar years and long spans."""

from __future__ import annotations

import pandas as pd

from generator.metrics.history.spans import WELL_AHEAD_PP, calendar_excess
from generator.metrics.maths.observations import too_short
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
    last_weekday,
    rolling_excess,
    spliced,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Measured, Missing, Series, Window, metric

_YEAR_SPANS = {"since_1927": 1927, "since_1979": 1979, "since_2001": 2001}
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
    month: Series, small: Series, large: Series, small_fund: Series, large_fund: Series
) -> pd.DataFrame | Missing:
    """Which half of the market won in each calendar year since 1927, dividends included."""
    years = library_years(by_month(month, small, large))
    funds = calendar_excess(small_fund, large_fund)
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
    month: Series, small: Series, large: Series, small_fund: Series, large_fund: Series
) -> Measured:
    """How often small stocks won a calendar year, how often by far, and what a great year is."""
    table = century_calendar_excess(month, small, large, small_fund, large_fund)
    if not isinstance(table, pd.DataFrame):
        return table
    full = table.loc[table["partial"] == ""]
    years = full["value"].set_axis(full["label"].astype(int))
    rows = {key: _odds(years.loc[first:], first) for key, first in _YEAR_SPANS.items()}
    return table_of(rows, century_year_odds.columns)


def _odds(years: Series, first: int) -> tuple[str, float, float, float, float]:
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
    month: Series, small: Series, large: Series, small_fund: Series, large_fund: Series
) -> Series | Missing:
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
    month: Series, small: Series, large: Series, small_fund: Series, large_fund: Series
) -> Series | Missing:
    """Small stocks' yearly return minus large stocks' over the twenty years to each month."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund))
    return _rolling(returns, 20)


def _rolling(returns: pd.DataFrame, years: int) -> Series | Missing:
    excess = rolling_excess(returns, years)
    if excess.empty:
        return too_short(years, len(returns) // YEAR, "years")
    return excess.set_axis(pd.DatetimeIndex([last_weekday(end) for end in excess.index]))


CENTURY = (
    century_calendar_excess,
    century_year_odds,
    century_rolling_15y,
    century_rolling_20y,
)
