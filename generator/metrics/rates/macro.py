"""Why would it work? Real rates, the curve, prices and the risk of recession."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.monthly import growth, growth_in_order, three_months
from generator.metrics.maths.weekly import last_day, together, too_short, value_on
from generator.metrics.maths.windows import ARTICLE
from generator.metrics.rates.policy import at_sessions
from generator.model.metric import LARGE, Column, Missing, Window, metric

_BP = 100
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
    "Overnight rate of the loan market",
    "%",
    decimals=2,
    inputs=("fred:SOFR", LARGE),
    formula="secured overnight financing rate (SOFR) as known at the week's last session",
    pitfalls="The base of loans at floating rates since 2023, when it replaced Libor; begun in April "
    "2018. It jumps for a day or two at the ends of quarters. What a borrower pays on top is not seen.",
)
def overnight_rate(rate: pd.Series[float], large: pd.Series[float]) -> pd.Series[float]:
    """What money costs overnight against Treasuries: the base on which floating loans are priced."""
    return at_sessions(rate, large)


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
    "rates",
    "Core inflation, the Federal Reserve's measure",
    "%",
    inputs=("fred:PCEPILFE",),
    window=Window(12, "months", averaged=False),
    formula="US price index of personal consumption without food and energy against the same month a "
    "year before, on the day it became known",
    pitfalls="The Federal Reserve's goal of 2% is for the index with food and energy; this one leaves "
    "out what swings most. It runs below consumer price inflation, as rents weigh less. "
    f"{_REVISED}",
)
def core_inflation(prices: pd.Series[float]) -> pd.Series[float] | Missing:
    """How much prices have risen in a year by the measure on which rate decisions lean."""
    return growth_in_order(prices)


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
    "Recession gauge from unemployment, as first published",
    "pp",
    decimals=2,
    inputs=("fred:SAHMREALTIME",),
    window=Window(15, "months"),
    formula="Sahm's real-time indicator: 3-month mean of the unemployment rate − its lowest 3-month "
    "mean of the 12 months before, each from the figures of the day; recessions have begun at +0.50",
    pitfalls="Past values are those of the day and stay, unlike those of the gauge beside it. It "
    "crossed half a point in 2024 without a recession.",
)
def unemployment_gauge_first(gauge: pd.Series[float]) -> pd.Series[float]:
    """How far unemployment had risen from its low, by the figures that were known then."""
    return gauge


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
    overnight_rate,
    real_yield,
    yield_curve_3m,
    inflation,
    core_inflation,
    unemployment,
    unemployment_gauge,
    unemployment_gauge_first,
    initial_claims,
    financial_conditions,
    financial_stress,
)
