"""Has it been this bad before? Calendar years, long spans and base rates."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import last_day, together, too_short, values_on, weekly
from generator.metrics.working.relative import FUNDS
from generator.model.formatting import day
from generator.model.metric import Column, Missing, Window, metric

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


@metric(
    "history",
    "Calendar years",
    "pp",
    inputs=FUNDS,
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
def calendar_excess(small: pd.Series[float], large: pd.Series[float]) -> pd.DataFrame | Missing:
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
    inputs=FUNDS,
    columns=(
        Column("label", "Span", "text"),
        Column("wins", "Won by small caps", "count", 0, n="years"),
        Column("years", "Years", "count", 0),
    ),
    formula="number of full calendar years in which IWM's total return was above SPY's",
    pitfalls="A count takes the 0.7 points of 2012 for as much as the 19.7 of 2003. "
    "Fifteen or twenty-five years are few.",
)
def calendar_wins(small: pd.Series[float], large: pd.Series[float]) -> pd.DataFrame | Missing:
    """In how many of the last 15 and 25 full calendar years small caps won."""
    years = _calendar_years(small, large)
    full = years[[not _partial(year, last_day(small)) for year in years.index]]
    if len(full) < min(_WIN_SPANS):
        return too_short(min(_WIN_SPANS), len(full), "full calendar years")
    rows = {f"last_{span}": _wins(full, span) for span in _WIN_SPANS}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["label", "wins", "years"])


def _wins(full: pd.Series[float], span: int) -> tuple[str, float, float]:
    label = f"last {span} full years"
    if len(full) < span:
        return label, float("nan"), float("nan")
    return label, float((full.tail(span) > 0).sum()), float(span)


def _calendar_years(small: pd.Series[float], large: pd.Series[float]) -> pd.Series[float]:
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


@metric(
    "history",
    "Small minus large, 1 year",
    "pp/y",
    inputs=FUNDS,
    window=Window(1, "years", averaged=False),
    formula=_SPAN_FORMULA,
    pitfalls=_SPAN_PITFALL.format("26"),
)
def rolling_excess_1y(
    small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """Small caps' return minus large caps' over the year that ends with each week."""
    return _rolling_excess(small, large, 1)


@metric(
    "history",
    "Small minus large, 3 years",
    "pp/y",
    inputs=FUNDS,
    window=Window(3, "years", averaged=False),
    formula=_SPAN_FORMULA,
    pitfalls=_SPAN_PITFALL.format("eight"),
)
def rolling_excess_3y(
    small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """Small caps' yearly return minus large caps' over the three years to each week."""
    return _rolling_excess(small, large, 3)


@metric(
    "history",
    "Small minus large, 5 years",
    "pp/y",
    inputs=FUNDS,
    window=Window(5, "years", averaged=False),
    formula=_SPAN_FORMULA,
    pitfalls=_SPAN_PITFALL.format("five"),
)
def rolling_excess_5y(
    small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """Small caps' yearly return minus large caps' over the five years to each week."""
    return _rolling_excess(small, large, 5)


@metric(
    "history",
    "Small minus large, 10 years",
    "pp/y",
    inputs=FUNDS,
    window=Window(10, "years", averaged=False),
    formula=_SPAN_FORMULA,
    pitfalls=_SPAN_PITFALL.format("two"),
)
def rolling_excess_10y(
    small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """Small caps' yearly return minus large caps' over the ten years to each week."""
    return _rolling_excess(small, large, 10)


@metric(
    "history",
    "Small minus large, 15 years",
    "pp/y",
    inputs=FUNDS,
    window=Window(15, "years", averaged=False),
    formula=_SPAN_FORMULA,
    pitfalls="The funds' history holds a single span of 15 years: a percentile here ranks one "
    "episode against itself. Longer histories know worse spans.",
)
def rolling_excess_15y(
    small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """Small caps' yearly return minus large caps' over the fifteen years to each week."""
    return _rolling_excess(small, large, 15)


def _rolling_excess(
    small: pd.Series[float], large: pd.Series[float], years: int
) -> pd.Series[float] | Missing:
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


@metric(
    "risk",
    "How often small caps win, and by how much",
    "pp",
    inputs=FUNDS,
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
def excess_base_rate(small: pd.Series[float], large: pd.Series[float]) -> pd.DataFrame | Missing:
    """What anybody should have expected, before any argument: the record of all past spans."""
    weeks = weekly(together(small, large))
    shortest = min(span for span, _ in _SPANS.values())
    if len(weeks) <= shortest:
        return too_short(shortest + 1, len(weeks), "weeks")
    rows = {key: _base_rate(weeks, span, label) for key, (span, label) in _SPANS.items()}
    names = [column.name for column in excess_base_rate.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


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
