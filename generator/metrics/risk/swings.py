"""Swings, falls, and how closely small caps follow large caps."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import PAIR, drawdown_pct, worst_fall
from generator.metrics.maths.observations import (
    iso,
    last_day,
    together,
    too_short,
    value_on,
    weekly,
)
from generator.metrics.maths.tables import table_of
from generator.model.formatting import day
from generator.model.metric import LARGE, SMALL, Column, Missing, Series, Window, metric

SESSIONS_60 = 60
WEEKS_52 = 52
SESSIONS_A_YEAR = 252
WORST = 5
_LABEL = Column("label", "Fund", "text")
EPISODES = {
    "covid_low": ("Pandemic, to the low", "2020-02-19", "2020-03-23"),
    "covid_august": ("Pandemic, to the end of August", "2020-02-19", "2020-08-31"),
    "gfc_low": ("Financial crisis, to the low", "2007-12-31", "2009-03-09"),
    "gfc_recovery": ("End of 2007 to end of 2013", "2007-12-31", "2013-12-31"),
}


@metric(
    "risk",
    "Risk of small and large caps",
    "%",
    inputs=PAIR,
    columns=(
        _LABEL,
        Column("volatility_60d", "Volatility, 60 sessions", "%", n=SESSIONS_60),
        Column("volatility_52w", "Volatility, 52 weeks", "%", n=WEEKS_52),
        Column("drawdown", "Below its high", "%"),
        Column("worst", "Worst fall", "%"),
        Column("worst_on", "Low of the worst fall", "date"),
    ),
    formula="volatility: standard deviation of daily (weekly) returns × √252 (√52); falls: "
    "total-return index against its highest daily value so far",
    pitfalls="Volatility treats gains and losses alike. The record begins in 2000 and holds two "
    "great falls; the next one need not look like them.",
)
def risk(small: Series, large: Series) -> pd.DataFrame:
    """How much small and large caps swing, and how far they have fallen."""
    rows = {"small": ("Small caps", *_risk(small)), "large": ("Large caps", *_risk(large))}
    return table_of(rows, risk.columns)


def _risk(index: Series) -> tuple[float | str, ...]:
    _, low, worst = worst_fall(index)
    daily = _volatility(index, SESSIONS_60, SESSIONS_A_YEAR).iloc[-1]
    weeks = _volatility(weekly(index), WEEKS_52, WEEKS_52).iloc[-1]
    return daily, weeks, float(drawdown_pct(index).iloc[-1]), worst, iso(low)


def _volatility(index: Series, window: int, periods_a_year: int) -> Series:
    """Return the annualised standard deviation of the last `window` returns, in percent."""
    returns = index.pct_change() * 100
    return returns.rolling(window).std() * float(periods_a_year**0.5)


def _weekly_volatility(index: Series) -> Series | Missing:
    volatility = weekly(_volatility(index, SESSIONS_60, SESSIONS_A_YEAR))
    return too_short(SESSIONS_60 + 1, len(index), "sessions") if volatility.empty else volatility


@metric(
    "risk",
    "Volatility of small caps",
    "%",
    inputs=(SMALL,),
    window=Window(SESSIONS_60, "sessions"),
    formula="standard deviation of the last 60 daily total returns of IWM × √252",
    pitfalls="It looks back three months: it is calm just before every storm.",
)
def volatility_small(small: Series) -> Series | Missing:
    """How strongly small caps have swung over the last 60 sessions, as a yearly rate."""
    return _weekly_volatility(small)


@metric(
    "risk",
    "Volatility of large caps",
    "%",
    inputs=(LARGE,),
    window=Window(SESSIONS_60, "sessions"),
    formula="standard deviation of the last 60 daily total returns of SPY × √252",
    pitfalls="It looks back three months: it is calm just before every storm.",
)
def volatility_large(large: Series) -> Series | Missing:
    """How strongly large caps have swung over the last 60 sessions, as a yearly rate."""
    return _weekly_volatility(large)


@metric(
    "risk",
    "Drawdown of small caps",
    "%",
    inputs=(SMALL,),
    formula="IWM total-return index against its highest daily value so far, minus 1; at each week's end",
    pitfalls="With dividends reinvested; price-only figures are deeper and last longer. The lows "
    "within a week are not shown.",
)
def drawdown_small(small: Series) -> Series:
    """How far small caps stand below their highest value so far."""
    return weekly(drawdown_pct(small))


@metric(
    "risk",
    "Drawdown of large caps",
    "%",
    inputs=(LARGE,),
    formula="SPY total-return index against its highest daily value so far, minus 1; at each week's end",
    pitfalls="With dividends reinvested; price-only figures are deeper and last longer. The lows "
    "within a week are not shown.",
)
def drawdown_large(large: Series) -> Series:
    """How far large caps stand below their highest value so far."""
    return weekly(drawdown_pct(large))


@metric(
    "risk",
    "Beta of small caps",
    "ratio",
    decimals=2,
    inputs=PAIR,
    window=Window(WEEKS_52, "weeks"),
    formula="covariance of IWM's and SPY's last 52 weekly total returns ÷ variance of SPY's",
    pitfalls="An average over a year; in a sudden fall small caps have often moved by more.",
)
def beta(small: Series, large: Series) -> Series | Missing:
    """By how many percent small caps have moved with a move of large caps by one percent."""
    returns = _weekly_returns(small, large)
    both = returns[0].rolling(WEEKS_52).cov(returns[1])
    return _known(both / returns[1].rolling(WEEKS_52).var(), len(returns))


@metric(
    "risk",
    "Correlation of small and large caps",
    "ratio",
    decimals=2,
    inputs=PAIR,
    window=Window(WEEKS_52, "weeks"),
    formula="correlation of IWM's and SPY's last 52 weekly total returns",
    pitfalls="Correlation says how alike two funds move, not which one gains more.",
)
def correlation(small: Series, large: Series) -> Series | Missing:
    """How closely small caps have followed large caps over a year: 1 is in step."""
    returns = _weekly_returns(small, large)
    return _known(returns[0].rolling(WEEKS_52).corr(returns[1]), len(returns))


def _weekly_returns(small: Series, large: Series) -> pd.DataFrame:
    return weekly(together(small, large)).pct_change().iloc[1:]


def _known(rolling: Series, has: int) -> Series | Missing:
    filled = rolling.dropna()
    return too_short(WEEKS_52, has, "weekly returns") if filled.empty else filled


@metric(
    "risk",
    "Worst falls of small caps",
    "%",
    inputs=PAIR,
    columns=(
        Column("label", "Fall", "text"),
        Column("peak", "From the close of", "date"),
        Column("trough", "To the close of", "date"),
        Column("recovered", "Made good on", "date"),
        Column("small", "Small caps", "%"),
        Column("large", "Large caps, same days", "%"),
    ),
    formula="from each highest value so far of the IWM total-return index to its lowest before the "
    "next one; SPY over the same two days",
    pitfalls="The days are those of small caps' own high and low, so large caps' own worst fall of "
    "the time can be deeper than shown.",
)
def worst_drawdowns(small: Series, large: Series) -> pd.DataFrame | Missing:
    """The five deepest falls of small caps since 2000, and large caps over the same days."""
    both = together(small, large)
    falls = _falls(both[0]).nsmallest(WORST, "small")
    if falls.empty:
        return Missing("small caps have not fallen in this history")
    large_at = [
        both[1].loc[pd.DatetimeIndex(falls[name])].to_numpy() for name in ("trough", "peak")
    ]
    cells = {
        "label": [_months(*days) for days in zip(falls["peak"], falls["trough"], strict=True)],
        **{name: falls[name].map(iso).tolist() for name in ("peak", "trough", "recovered")},
        "small": falls["small"].tolist(),
        "large": (large_at[0] / large_at[1] - 1) * 100,
    }
    return pd.DataFrame(cells, index=[f"d{rank}" for rank in range(1, len(falls) + 1)])


def _falls(index: Series) -> pd.DataFrame:
    """Return each fall from a record high: peak, trough, recovered (NaT: not yet), small (%)."""
    fall = drawdown_pct(index)
    record = (fall == 0).cumsum()
    days = index.index.to_series()
    peaks = days.groupby(record).first()
    falls = pd.DataFrame(
        {
            "peak": peaks,
            "trough": fall.groupby(record).idxmin(),
            "recovered": peaks.shift(-1),
            "small": fall.groupby(record).min(),
        }
    )
    return falls[falls["small"] < 0]


def _months(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return " to ".join(day(end_day.date()).split(" ", 1)[1] for end_day in (start, end))


@metric(
    "risk",
    "Small against large in two crises",
    "pp",
    inputs=PAIR,
    columns=(
        Column("label", "Episode", "text"),
        Column("start", "From the close of", "date"),
        Column("end", "To the close of", "date"),
        Column("small", "Small caps", "%"),
        Column("large", "Large caps", "%"),
        Column("value", "Small minus large", "pp"),
    ),
    formula="total return of IWM − total return of SPY between the two closes",
    pitfalls="Start and end decide the sign. The dates are the S&P 500's peak and low, month-ends "
    "and the span that the article names.",
)
def episode_excess(small: Series, large: Series) -> pd.DataFrame:
    """How small caps did in the two crises that the article cites as their wins."""
    both = together(small, large)
    rows = {key: _episode(both, *episode) for key, episode in EPISODES.items()}
    return table_of(rows, episode_excess.columns)


def _episode(
    both: pd.DataFrame, label: str, start: str, end: str
) -> tuple[str, str, str, float, float, float]:
    days = pd.Timestamp(start), pd.Timestamp(end)
    if last_day(both) < days[1]:
        return label, start, end, float("nan"), float("nan"), float("nan")
    first, last = ([value_on(both[i], end_day) for i in (0, 1)] for end_day in days)
    small, large = ((last[i] / first[i] - 1) * 100 for i in (0, 1))
    return label, start, end, small, large, small - large


RISK = (
    risk,
    volatility_small,
    volatility_large,
    drawdown_small,
    drawdown_large,
    beta,
    correlation,
    worst_drawdowns,
    episode_excess,
)
