"""Calendar years and rolling spans of the two funds: lead, wins, base rates, year-end odds."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from generator.metrics.maths.indices import PAIR
from generator.metrics.maths.observations import (
    last_day,
    together,
    too_short,
    value_on,
    values_on,
    weekly,
)
from generator.metrics.maths.outcomes import spans
from generator.metrics.maths.tables import table_of
from generator.model.formatting import day
from generator.model.metric import Column, Metric, Missing, Series, Window, metric

WELL_AHEAD_PP = 5
_SPAN_FORMULA = (
    "IWM's compound return per year − SPY's, over the calendar years that end with each week; "
    "the start is the last close on or before the same day years ago"
)
_SPAN_PITFALL = (
    "Neighbouring weeks share almost all of their years: the data since 2000 hold only {} spans "
    "that do not overlap."
)
_WIN_SPANS = (15, 25)
_SPANS = {"w13": (13, "13 weeks"), "w52": (52, "52 weeks"), "w156": (156, "3 years")}
WEEK = 7


@metric(
    "history",
    "Calendar years",
    "pp",
    inputs=PAIR,
    columns=(
        Column("label", "Year", "text"),
        Column("value", "Small minus large", "pp"),
        Column("partial", "Part of the year", "text"),
    ),
    formula="total return of IWM − total return of SPY, last close of the year on last close of "
    "the year before",
    pitfalls="A calendar year is an arbitrary window. The funds pay fees and sample their index: "
    "IWM was 1.3 points above the Russell 2000 in 2009.",
)
def calendar_excess(small: Series, large: Series) -> pd.DataFrame | Missing:
    """Which of the two won in each calendar year since 2001, dividends included."""
    years = _calendar_years(small, large)
    if years.empty:
        return Missing("needs a close from before the last new year")
    partial = [_partial(year, last_day(small)) for year in years.index]
    table = {"label": years.index.astype(str), "value": years.to_numpy(), "partial": partial}
    return pd.DataFrame(table, index=[f"y{year}" for year in years.index])


@metric(
    "history",
    "Calendar years won by small caps",
    "count",
    decimals=0,
    inputs=PAIR,
    columns=(
        Column("label", "Span", "text"),
        Column("wins", "Won by small caps", "count", 0, n="years"),
        Column("years", "Years", "count", 0),
    ),
    formula="number of full calendar years in which IWM's total return was above SPY's",
    pitfalls="A count takes the 0.7 points of 2012 for as much as the 19.7 of 2003. "
    "Fifteen or twenty-five years are few.",
)
def calendar_wins(small: Series, large: Series) -> pd.DataFrame | Missing:
    """In how many of the last 15 and 25 full calendar years small caps won."""
    years = _calendar_years(small, large)
    full = years[[not _partial(year, last_day(small)) for year in years.index]]
    if len(full) < min(_WIN_SPANS):
        return too_short(min(_WIN_SPANS), len(full), "full calendar years")
    rows = {f"last_{span}": _wins(full, span) for span in _WIN_SPANS}
    return table_of(rows, calendar_wins.columns)


def _wins(full: Series, span: int) -> tuple[str, float, float]:
    label = f"last {span} full years"
    if len(full) < span:
        return label, float("nan"), float("nan")
    return label, float((full.tail(span) > 0).sum()), float(span)


def _calendar_years(small: Series, large: Series) -> Series:
    """Return small minus large by year, the as-of year included.

    Only the difference is kept: the returns of one fund, year after year, would be its prices.
    """
    both = together(small, large)
    years = range(both.index[0].year, both.index[-1].year + 1)
    ends = pd.DatetimeIndex([f"{year}-12-31" for year in years])
    closes = pd.DataFrame({"small": values_on(both[0], ends), "large": values_on(both[1], ends)})
    returns = (closes.set_axis(list(years)).pct_change() * 100).iloc[1:]
    return returns["small"] - returns["large"]


def _partial(year: int, as_of: pd.Timestamp) -> str:
    """Return `to 14 Aug` while the year's last session has not closed."""
    last_session = pd.offsets.BDay().rollback(pd.Timestamp(year, 12, 31))
    return "" if as_of >= last_session else f"to {day(as_of.date()).rsplit(' ', 1)[0]}"


def _lead_over(years: int, span: str, definition: str, pitfalls: str) -> Metric[[Series, Series]]:
    """Return the metric of small caps' yearly lead over spans of so many years."""

    @metric(
        "history",
        f"Small minus large, {span}",
        "pp/y",
        inputs=PAIR,
        window=Window(years, "years", averaged=False),
        formula=_SPAN_FORMULA,
        pitfalls=pitfalls,
    )
    def lead(small: Series, large: Series) -> Series | Missing:
        return _rolling_excess(small, large, years)

    return replace(lead, id=f"rolling_excess_{years}y", definition=definition)


def _rolling_excess(small: Series, large: Series, years: int) -> Series | Missing:
    both = together(small, large)
    ends = pd.DatetimeIndex(weekly(both).index)
    starts = ends - pd.DateOffset(years=years)
    growth = [
        (values_on(both[i], ends) / values_on(both[i], starts)) ** (1 / years) for i in (0, 1)
    ]
    excess = pd.Series((growth[0] - growth[1]) * 100, index=ends).dropna()
    if excess.empty:
        return too_short(years, (ends[-1] - ends[0]).days // 365, "years")
    return excess


rolling_excess_1y = _lead_over(
    1,
    "1 year",
    "Small caps' return minus large caps' over the year that ends with each week.",
    _SPAN_PITFALL.format("26"),
)
rolling_excess_3y = _lead_over(
    3,
    "3 years",
    "Small caps' yearly return minus large caps' over the three years to each week.",
    _SPAN_PITFALL.format("eight"),
)
rolling_excess_5y = _lead_over(
    5,
    "5 years",
    "Small caps' yearly return minus large caps' over the five years to each week.",
    _SPAN_PITFALL.format("five"),
)
rolling_excess_10y = _lead_over(
    10,
    "10 years",
    "Small caps' yearly return minus large caps' over the ten years to each week.",
    _SPAN_PITFALL.format("two"),
)
rolling_excess_15y = _lead_over(
    15,
    "15 years",
    "Small caps' yearly return minus large caps' over the fifteen years to each week.",
    "The funds' history holds a single span of 15 years: a percentile here ranks one "
    "episode against itself. Longer histories know worse spans.",
)


@metric(
    "risk",
    "How often small caps win, and by how much",
    "pp",
    inputs=PAIR,
    columns=(
        Column("label", "Span", "text"),
        Column("wins", "Won by small caps", "%", 0),
        Column("p10", "10th percentile", "pp"),
        Column("p50", "Median", "pp"),
        Column("p90", "90th percentile", "pp"),
        Column("now", "Latest", "pp", n="", independent=""),
        Column("now_percentile", "Latest, percentile", "count", 0),
        Column("n", "Spans", "count", 0),
        Column("independent", "Not overlapping", "count", 0),
    ),
    formula="total return of IWM − SPY over every span of 13, 52 and 156 weeks, one starting each "
    "week; not annualised",
    pitfalls="Spans overlap: only the last column counts independent evidence, and all of it is "
    "from one quarter of a century.",
)
def excess_base_rate(small: Series, large: Series) -> pd.DataFrame | Missing:
    """What anybody should have expected, before any argument: the record of all past spans."""
    weeks = weekly(together(small, large))
    shortest = min(span for span, _ in _SPANS.values())
    if len(weeks) <= shortest:
        return too_short(shortest + 1, len(weeks), "weeks")
    rows = {key: _base_rate(weeks, span, label) for key, (span, label) in _SPANS.items()}
    return table_of(rows, excess_base_rate.columns)


def _base_rate(weeks: pd.DataFrame, span: int, label: str) -> tuple[str | float, ...]:
    returns = (weeks / weeks.shift(span) - 1) * 100
    excess = (returns[0] - returns[1]).dropna()
    if excess.empty:
        return label, *[float("nan")] * 6, 0.0, 0.0
    now = float(excess.iloc[-1])
    p10, p50, p90 = (float(value) for value in excess.quantile([0.1, 0.5, 0.9]))
    wins, below = float((excess > 0).mean() * 100), float((excess <= now).mean() * 100)
    independent = (len(weeks) - 1) // span
    return label, wins, p10, p50, p90, now, below, float(len(excess)), float(independent)


@metric(
    "history",
    "How the year would end, by past spans",
    "%",
    inputs=PAIR,
    columns=(
        Column("label", "Year", "text"),
        Column("value", "Lead so far", "pp", n="", independent=""),
        Column("share", "Ends 5 points ahead or more", "%", 0),
        Column("wins", "Ends ahead", "%", 0),
        Column("p10", "10th percentile of the lead at the end", "pp"),
        Column("p90", "90th percentile", "pp"),
        Column("n", "Past spans", "count", 0),
        Column("independent", "Not overlapping", "count", 0),
    ),
    formula="this year's total returns of IWM and SPY so far, each compounded with its return over "
    "a past span of as many days as are left, one starting each week since 2000; their difference "
    "in each case",
    pitfalls="A base rate, no forecast: it takes the rest of the year for a span like all others. "
    "Spans overlap, so few of them are independent evidence.",
)
def year_end_odds(small: Series, large: Series) -> pd.DataFrame | Missing:
    """How often the calendar year would end ahead if its rest were like a past span."""
    both = together(small, large)
    year, left = _days_left(last_day(small))
    start = pd.Timestamp(year - 1, 12, 31)
    so_far = [both.iloc[-1][i] / value_on(both[i], start) for i in (0, 1)]
    growth = _growth(weekly(both), left)
    if not left or growth.empty or pd.isna(so_far).any():
        return Missing("needs a year that has begun and is not over, and past spans of its rest")
    ends = (growth[0] * so_far[0] - growth[1] * so_far[1]) * 100
    row = _odds_row(str(year), (so_far[0] - so_far[1]) * 100, ends, left)
    return table_of({f"y{year}": row}, year_end_odds.columns)


def _days_left(as_of: pd.Timestamp) -> tuple[int, int]:
    """Return the year and its days after a day; none are left after its last weekday."""
    end = pd.Timestamp(as_of.year, 12, 31)
    is_over = as_of >= pd.offsets.BDay().rollback(end)
    return as_of.year, 0 if is_over else (end - as_of).days


def _growth(weeks: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return the growth factors over each span of so many days that is over."""
    starts, ends = spans(pd.DatetimeIndex(weeks.index), days)
    return weeks.iloc[ends].div(weeks.iloc[starts].to_numpy())


def _odds_row(label: str, so_far: float, ends: Series, left: int) -> tuple[str | float, ...]:
    p10, p90 = (float(value) for value in ends.quantile([0.1, 0.9]))
    shares = (float((ends >= WELL_AHEAD_PP).mean() * 100), float((ends > 0).mean() * 100))
    # The index holds the ends of spans, which last to the end of a week.
    length = -(-left // WEEK) * WEEK
    independent = float(((ends.index[-1] - ends.index[0]).days + length) // length)
    return label, so_far, *shares, p10, p90, float(len(ends)), independent


HISTORY = (
    calendar_excess,
    calendar_wins,
    rolling_excess_1y,
    rolling_excess_3y,
    rolling_excess_5y,
    rolling_excess_10y,
    rolling_excess_15y,
    excess_base_rate,
)

YEAR_END = (year_end_odds,)
