"""Downside: the cost of being wrong, and the frequency of falls."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import PAIR
from generator.metrics.maths.observations import (
    iso,
    last_day,
    together,
    too_short,
    values_on,
    weekly,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

WEEKS_52 = 52
SESSIONS_26W = 126
SESSIONS_WEEK = 5
MONTHS_A_YEAR = 12
# Fewer months than this say nothing.
FEWEST_MONTHS = 24
SPANS = {"y3": (36, "3 years"), "y10": (120, "10 years"), "all": (10_000, "all since 2000")}
FALLS = {"fall_10": 10, "fall_20": 20}


@metric(
    "risk",
    "What small caps do in falling and rising months",
    "%",
    inputs=PAIR,
    columns=(
        Column("label", "Span", "text"),
        Column("down", "Share of large caps' falls taken", "%", 0, n="down_months"),
        Column("down_months", "Falling months", "count", 0),
        Column("up", "Share of large caps' rises taken", "%", 0, n="up_months"),
        Column("up_months", "Rising months", "count", 0),
    ),
    formula="mean monthly total return of IWM ÷ that of SPY, over the months in which SPY fell "
    "(rose), full calendar months only",
    pitfalls="Above 100 on both sides is what a higher beta looks like; only the difference between "
    "the two says whether the risk was paid. Three years hold few falling months.",
)
def downside_capture(small: Series, large: Series) -> pd.DataFrame | Missing:
    """How much of large caps' falls and rises small caps have taken part in."""
    months = monthly_returns(together(small, large))
    if len(months) < FEWEST_MONTHS:
        return too_short(FEWEST_MONTHS, len(months), "full months")
    rows = {
        key: (label, *_captured(months.tail(span), -1), *_captured(months.tail(span), 1))
        for key, (span, label) in SPANS.items()
    }
    return table_of(rows, downside_capture.columns)


def _captured(months: pd.DataFrame, sign: int) -> tuple[float, float]:
    side = months[months[1] * sign > 0]
    means = side.mean()
    return float(means[0] / means[1] * 100), float(len(side))


def monthly_returns(indices: pd.DataFrame) -> pd.DataFrame:
    """Return the returns of full calendar months, in percent."""
    ends = indices.resample("ME").last()
    last_session = pd.offsets.BDay().rollback(ends.index[-1])
    full = ends if last_day(indices) >= last_session else ends.iloc[:-1]
    return (full.pct_change() * 100).dropna()


@metric(
    "risk",
    "Worst years of small caps against large caps",
    "pp",
    inputs=(*PAIR, "^RUT", "^GSPC"),
    columns=(
        Column("label", "Span", "text"),
        Column("start", "From the close of", "date"),
        Column("end", "To the close of", "date"),
        Column("value", "Small minus large", "pp"),
        Column("n", "Spans", "count", 0),
        Column("independent", "Not overlapping", "count", 0),
    ),
    formula="lowest (latest) total return of IWM − SPY over 52 weeks; before 2000 the same of the "
    "Russell 2000 and S&P 500 price indices, since 1987",
    pitfalls="The worst of the past is no floor. The price indices leave out dividends, of which "
    "large companies pay more, so their figure flatters small caps a little.",
)
def worst_excess(
    small: Series, large: Series, small_price: Series, large_price: Series
) -> pd.DataFrame | Missing:
    """What a year of being wrong about small caps has cost at the worst."""
    funds, prices = _year_excess(small, large), _year_excess(small_price, large_price)
    if funds.empty:
        return too_short(WEEKS_52 + 1, len(weekly(small)), "weeks")
    rows = {
        "worst": ("worst 52 weeks, with dividends", *_at(funds, int(funds["excess"].argmin()))),
        "worst_price": (
            "worst 52 weeks, prices only",
            *_at(prices, int(prices["excess"].argmin())),
        ),
        "now": ("latest 52 weeks", *_at(funds, len(funds) - 1)),
    }
    return table_of(rows, worst_excess.columns)


def _year_excess(small: Series, large: Series) -> pd.DataFrame:
    """Return the excess over 52 weeks in pp and the span's first session, by its last one."""
    weeks = weekly(together(small, large))
    returns = weeks.pct_change(WEEKS_52) * 100
    start = weeks.index.to_series().shift(WEEKS_52)
    return pd.DataFrame({"start": start, "excess": returns[0] - returns[1]}).dropna()


def _at(spans: pd.DataFrame, place: int) -> tuple[str, str, float, float, float]:
    n = len(spans)
    independent = (n + WEEKS_52 - 1) // WEEKS_52
    start, excess = spans.iloc[place]
    return iso(start), iso(spans.index[place]), float(excess), float(n), float(independent)


@metric(
    "risk",
    "How often small caps fall within half a year",
    "%",
    inputs=("IWM",),
    columns=(
        Column("label", "Fall", "text"),
        Column("share", "Weeks followed by it", "%", 0),
        Column("n", "Weeks", "count", 0),
        Column("independent", "Half-years that do not overlap", "count", 0),
    ),
    formula="share of weeks since 2000 that were followed, within 126 sessions, by a close of IWM "
    "(dividends included) at least 10% (20%) below the week's own close",
    pitfalls="A base rate, no forecast: falls come in clusters, and a quarter of a century holds "
    "few great ones. Weeks less than half a year old are not counted yet.",
)
def fall_odds(small: Series) -> pd.DataFrame | Missing:
    """How often small caps were 10% or 20% lower at some close of the next half-year."""
    lowest = small[::-1].rolling(SESSIONS_26W).min()[::-1].shift(-1)
    ends = weekly(small).index
    deepest = ((lowest / small - 1) * 100).reindex(ends).dropna()
    if deepest.empty:
        return too_short(SESSIONS_26W + SESSIONS_WEEK, len(small), "sessions")
    n, independent = float(len(deepest)), float((len(small) - 1) // SESSIONS_26W)
    rows = {
        key: (f"{size}% or more", float((deepest <= -size).mean() * 100), n, independent)
        for key, size in FALLS.items()
    }
    return table_of(rows, fall_odds.columns)


@metric(
    "risk",
    "Return for risk taken",
    "ratio",
    decimals=2,
    inputs=(*PAIR, "fred:DGS3MO"),
    columns=(
        Column("label", "What, over which span", "text"),
        Column("value", "Sharpe ratio", "ratio", 2),
        Column("error", "Standard error", "ratio", 2),
        Column("n", "Months", "count", 0),
    ),
    formula="mean ÷ standard deviation of monthly total returns over the 3-month Treasury yield, × "
    "√12; the last rows use IWM − SPY instead; standard error √((1 + ½s²) ÷ n) × √12, s the monthly "
    "ratio",
    pitfalls="The error assumes independent months and is as large as most differences between "
    "funds: twenty years cannot tell a ratio of 0.4 from one of 0.6.",
)
def sharpe(small: Series, large: Series, bill: Series) -> pd.DataFrame | Missing:
    """How much return small and large caps have given for each unit of their swings."""
    months = monthly_returns(together(small, large))
    if len(months) < FEWEST_MONTHS:
        return too_short(FEWEST_MONTHS, len(months), "full months")
    starts = pd.DatetimeIndex(months.index) - pd.offsets.MonthBegin()
    safe = values_on(bill, starts) / MONTHS_A_YEAR
    over = {
        "small": ("small caps", months[0] - safe),
        "large": ("large caps", months[1] - safe),
        "excess": ("small minus large", months[0] - months[1]),
    }
    rows = {
        f"{key}_{span}": (f"{label}, {words}", *_sharpe(excess.tail(length)))
        for key, (label, excess) in over.items()
        for span, (length, words) in SPANS.items()
    }
    return table_of(rows, sharpe.columns)


def _sharpe(excess: Series) -> tuple[float, float, float]:
    months = excess.dropna()
    monthly, n = float(months.mean() / months.std()), len(months)
    year = MONTHS_A_YEAR**0.5
    return monthly * year, ((1 + monthly**2 / 2) / n) ** 0.5 * year, float(n)


DOWNSIDE = (downside_capture, worst_excess, fall_odds, sharpe)
