"""Why would it work? Real rates, the curve, lenders, prices and the risk of recession."""

from __future__ import annotations

import pandas as pd

from generator.metrics.monthly import growth, three_months
from generator.metrics.policy import at_sessions
from generator.metrics.weekly import iso, last_day, together, too_short, value_on
from generator.metrics.windows import ARTICLE
from generator.model import LARGE, Column, Missing, Window, metric

_BP = 100
YEARS_3 = pd.DateOffset(years=3)
FEWEST_DAYS = 500  # of three years of sessions
MONTHS_12 = 12
_REVISED = "Figures of past months are those published today; some were first published otherwise."


@metric(
    "rates",
    "Middle of the target range",
    "%",
    decimals=3,
    inputs=("fred:DFEDTARU", "fred:DFEDTARL", LARGE),
    formula="(upper + lower end of the Federal Reserve's target range) ÷ 2, as known at the week's "
    "last session",
    pitfalls="What is decided, not what is paid: overnight loans trade a little off the middle. "
    "Before December 2008 there was a single target and no range.",
)
def policy_target(
    upper: pd.Series[float], lower: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float]:
    """The middle of the range that the Federal Reserve has decided on."""
    both = together(upper, lower)
    return at_sessions((both[0] + both[1]) / 2, large)


@metric(
    "rates",
    "Prime rate since the article",
    "pp",
    decimals=2,
    inputs=("fred:DPRIME",),
    columns=(
        Column("label", "Rate", "text"),
        Column("start", "At the article", "%", 2),
        Column("now", "Now", "%", 2),
        Column("value", "Change", "pp", 2),
    ),
    formula="latest known bank prime rate − the rate known on 12 January 2026",
    pitfalls="The base on which loans to small companies are priced. It follows the policy rate to "
    "the day, so it is no second witness; margins above it are not seen.",
)
def prime_since_article(prime: pd.Series[float]) -> pd.DataFrame:
    """Whether the rate on which banks base small companies' loans has fallen."""
    now = float(prime.iloc[-1])
    start = value_on(prime, ARTICLE) if last_day(prime) >= ARTICLE else float("nan")
    rows = {"prime": ("bank prime rate", start, now, now - start)}
    columns = ["label", "start", "now", "value"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


@metric(
    "rates",
    "Real 10-year yield",
    "%",
    decimals=2,
    inputs=("fred:DFII10", LARGE),
    formula="yield of 10-year inflation-protected Treasury bonds as known at the week's last "
    "session",
    pitfalls="These bonds trade less than others; in a panic their yield rises for that reason "
    "alone, as in autumn 2008.",
)
def real_yield(yield_10y: pd.Series[float], large: pd.Series[float]) -> pd.Series[float]:
    """What ten-year money costs the US Treasury after expected inflation."""
    return at_sessions(yield_10y, large)


@metric(
    "rates",
    "Yield curve from 3 months",
    "bp",
    decimals=0,
    inputs=("fred:DGS10", "fred:DGS3MO", LARGE),
    formula="10-year − 3-month Treasury yield as known at the week's last session, basis points",
    pitfalls="It stood below zero before every recession since the 1960s and also from late 2022 "
    "without one.",
)
def yield_curve_3m(
    yield_10y: pd.Series[float], yield_3m: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float]:
    """How much more the US Treasury pays for ten years than for three months."""
    both = together(yield_10y, yield_3m)
    return at_sessions((both[0] - both[1]) * _BP, large)


@metric(
    "rates",
    "Where the high-yield spread stands",
    "count",
    decimals=0,
    inputs=("fred:BAMLH0A0HYM2",),
    columns=(
        Column("label", "Window", "text"),
        Column("since", "Since", "date"),
        Column("value", "Percentile of the spread", "count", 0),
        Column("change", "Change since the article", "bp", 0, n=""),
        Column("n", "Days", "count", 0),
    ),
    formula="share of days of the last 3 years on which the ICE BofA US high-yield spread was at or "
    "below the latest one",
    pitfalls="Three calm years make any spread look high, three rough ones low. The level itself "
    "belongs to its publisher and is not shown; FRED carries it.",
)
def high_yield_standing(spread: pd.Series[float]) -> pd.DataFrame | Missing:
    """Whether weak borrowers pay much or little over Treasuries, against the last three years."""
    recent = spread.loc[last_day(spread) - YEARS_3 :]
    if len(recent) < FEWEST_DAYS:
        return too_short(FEWEST_DAYS, len(recent), "days within three years")
    now = float(recent.iloc[-1])
    percentile = float((recent <= now).mean() * 100)
    start = value_on(spread, ARTICLE) if last_day(spread) >= ARTICLE else float("nan")
    change = (now - start) * _BP
    row = ("last 3 years", iso(recent.index[0]), percentile, change, float(len(recent)))
    columns = [column.name for column in high_yield_standing.columns]
    return pd.DataFrame.from_dict({"y3": row}, orient="index", columns=columns)


@metric(
    "rates",
    "Banks' credit standards for small firms",
    "%",
    inputs=("fred:DRTSCIS",),
    formula="share of US banks that tightened standards for loans to small firms − share that eased "
    "them, survey of senior loan officers, each quarter",
    pitfalls="A count of banks, not of money, four times a year. It says in which direction "
    "standards moved, not how tight they are.",
)
def bank_standards(tightened: pd.Series[float]) -> pd.Series[float]:
    """Whether banks are making it harder or easier for small firms to borrow."""
    return tightened


@metric(
    "rates",
    "Inflation",
    "%",
    inputs=("fred:CPIAUCSL",),
    window=Window(12, "months", averaged=False),
    formula="US consumer price index (CPI-U, seasonally adjusted) against the same month a year "
    "before, on the day it became known",
    pitfalls="A year's change also moves when last year's month drops out. A month that was never "
    "published has no figure, and neither has its counterpart a year later.",
)
def inflation(prices: pd.Series[float]) -> pd.Series[float] | Missing:
    """How much consumer prices have risen in a year: the reason why rates may not fall."""
    return growth(prices)


@metric(
    "risk",
    "Unemployment rate",
    "%",
    inputs=("fred:UNRATE",),
    formula="US unemployment rate, seasonally adjusted, on the day it became known",
    pitfalls=f"It turns late. {_REVISED}",
)
def unemployment(rate: pd.Series[float]) -> pd.Series[float]:
    """The share of the US labour force without work."""
    return rate


@metric(
    "risk",
    "Recession gauge from unemployment",
    "pp",
    decimals=2,
    inputs=("fred:UNRATE",),
    window=Window(15, "months"),
    formula="3-month mean of the unemployment rate − its lowest 3-month mean of the 12 months "
    "before; past recessions have begun at about +0.50",
    pitfalls="It crossed half a point in 2024 without a recession. Computed from today's figures; "
    "those of the day differed by a tenth at times.",
)
def unemployment_gauge(rate: pd.Series[float]) -> pd.Series[float] | Missing:
    """How far unemployment has risen from its low: small caps have lost most recessions."""
    mean = three_months(rate)
    lowest = mean.rolling(MONTHS_12, min_periods=9).min().shift(1)
    gauge = (mean - lowest).dropna()
    return too_short(MONTHS_12, len(rate), "months") if gauge.empty else gauge


@metric(
    "risk",
    "New claims for unemployment benefit",
    "count",
    decimals=0,
    inputs=("fred:ICSA",),
    window=Window(4, "weeks"),
    formula="mean of the last 4 weekly counts of initial claims, seasonally adjusted, on the day "
    "the last one became known",
    pitfalls="Counts are not set against the size of the labour force, which grows. Holidays and "
    "storms move single weeks.",
)
def initial_claims(claims: pd.Series[float]) -> pd.Series[float]:
    """How many people a week newly ask for unemployment benefit: the earliest sign of layoffs."""
    return claims.rolling(4).mean().dropna()


@metric(
    "risk",
    "Financial conditions",
    "ratio",
    decimals=2,
    inputs=("fred:NFCI", LARGE),
    formula="Chicago Fed national financial conditions index as known at the week's last session; 0 "
    "is the average since 1971, above it is tighter",
    pitfalls="The whole history is estimated anew each week, so past values are not what was seen "
    "then. It describes large markets more than small borrowers.",
)
def financial_conditions(index: pd.Series[float], large: pd.Series[float]) -> pd.Series[float]:
    """How tight money is in US markets, from a hundred measures at once."""
    return at_sessions(index, large)


@metric(
    "risk",
    "Financial stress",
    "ratio",
    decimals=2,
    inputs=("fred:STLFSI4", LARGE),
    formula="St. Louis Fed financial stress index as known at the week's last session; 0 is the "
    "average since 1993, above it is more stress",
    pitfalls="Most of it moves with share prices and spreads: it is a sum of what else is shown "
    "here, not a forecast.",
)
def financial_stress(index: pd.Series[float], large: pd.Series[float]) -> pd.Series[float]:
    """How much strain markets are under, from yields, spreads and volatility."""
    return at_sessions(index, large)


MACRO = (
    policy_target,
    prime_since_article,
    real_yield,
    yield_curve_3m,
    high_yield_standing,
    bank_standards,
    inflation,
    unemployment,
    unemployment_gauge,
    initial_claims,
    financial_conditions,
    financial_stress,
)
