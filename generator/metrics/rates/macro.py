"""Real rates, yield curves, the credit spread and inflation."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import ARTICLE
from generator.metrics.maths.observations import (
    REVISED,
    at_sessions,
    growth,
    growth_in_order,
    last_day,
    together,
    value_on,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import LARGE, Column, Missing, Series, Window, metric

_BP = 100


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
def policy_target(upper: Series, lower: Series, large: Series) -> Series:
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
def prime_since_article(prime: Series) -> pd.DataFrame:
    """Whether the rate on which banks base small companies' loans has fallen."""
    now = float(prime.iloc[-1])
    start = value_on(prime, ARTICLE) if last_day(prime) >= ARTICLE else float("nan")
    rows = {"prime": ("bank prime rate", start, now, now - start)}
    return table_of(rows, prime_since_article.columns)


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
def overnight_rate(rate: Series, large: Series) -> Series:
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
def real_yield(yield_10y: Series, large: Series) -> Series:
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
def yield_curve_3m(yield_10y: Series, yield_3m: Series, large: Series) -> Series:
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
def inflation(prices: Series) -> Series | Missing:
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
    f"{REVISED}",
)
def core_inflation(prices: Series) -> Series | Missing:
    """How much prices have risen in a year by the measure on which rate decisions lean."""
    return growth_in_order(prices)


@metric(
    "rates",
    "Yield curve",
    "bp",
    inputs=("fred:DGS10", "fred:DGS2", LARGE),
    decimals=0,
    formula="10-year − 2-year Treasury yield as known at the week's last session, basis points",
    pitfalls="A curve below zero came before past recessions, but with long and uneven leads.",
)
def yield_curve(yield_10y: Series, yield_2y: Series, large: Series) -> Series:
    """How much more the US Treasury pays for ten years than for two."""
    both = together(yield_10y, yield_2y)
    return at_sessions((both[0] - both[1]) * _BP, large)


@metric(
    "rates",
    "Credit spread",
    "pp",
    inputs=("fred:BAA10Y", LARGE),
    decimals=2,
    formula="Moody's Baa corporate yield − 10-year Treasury yield as known at the week's last "
    "session",
    pitfalls="Long investment-grade bonds. Most small companies borrow from banks or at lower "
    "grades, where spreads move more.",
)
def credit_spread(spread: Series, large: Series) -> Series:
    """What companies of middling credit pay over the US Treasury."""
    return at_sessions(spread, large)


MACRO = (
    policy_target,
    prime_since_article,
    overnight_rate,
    real_yield,
    yield_curve_3m,
    inflation,
    core_inflation,
)
