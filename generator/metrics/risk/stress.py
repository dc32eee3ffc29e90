"""Signs of stress: unemployment, financial conditions, option prices."""

from __future__ import annotations

from generator.metrics.maths.observations import (
    REVISED,
    at_sessions,
    three_months,
    together,
    too_short,
)
from generator.model.metric import LARGE, Missing, Series, Window, metric

MONTHS_12 = 12


@metric(
    "risk",
    "Unemployment rate",
    "%",
    inputs=("fred:UNRATE",),
    formula="US unemployment rate, seasonally adjusted, on the day it became known",
    pitfalls=f"It turns late. {REVISED}",
)
def unemployment(rate: Series) -> Series:
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
def unemployment_gauge(rate: Series) -> Series | Missing:
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
def unemployment_gauge_first(gauge: Series) -> Series:
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
def initial_claims(claims: Series) -> Series:
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
def financial_conditions(index: Series, large: Series) -> Series:
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
def financial_stress(index: Series, large: Series) -> Series:
    """How much strain markets are under, from yields, spreads and volatility."""
    return at_sessions(index, large)


@metric(
    "risk",
    "Expected swings of small caps against large caps",
    "ratio",
    decimals=2,
    inputs=("fred:RVXCLS", "fred:VIXCLS", LARGE),
    formula="volatility that options on the Russell 2000 imply (RVX) ÷ that of options on the S&P "
    "500 (VIX), both for the next 30 days, as known at the week's last session",
    pitfalls="Above 1 is normal, since small caps swing more. The ratio falls in a panic, when large "
    "caps swing as much: a low one is no sign of calm.",
)
def implied_volatility_ratio(small: Series, large: Series, sessions: Series) -> Series:
    """How much more than for large caps the options market expects small caps to swing."""
    both = together(small, large)
    return at_sessions(both[0] / both[1], sessions)


OPTIONS = (implied_volatility_ratio,)
STRESS = (
    unemployment,
    unemployment_gauge,
    unemployment_gauge_first,
    initial_claims,
    financial_conditions,
    financial_stress,
)
