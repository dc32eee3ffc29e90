"""Credit: spreads and standards of lenders to weak and to small borrowers."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import ARTICLE, ratio, rebased
from generator.metrics.maths.observations import (
    iso,
    last_day,
    too_short,
    value_on,
    weekly,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

_BP = 100
FEWEST_DAYS = 500  # of three years of sessions
_SPREAD_COLUMNS = (
    Column("label", "Window", "text"),
    Column("since", "Since", "date"),
    Column("value", "Percentile of the spread", "count", 0),
    Column("change", "Change since the article", "bp", 0, n=""),
    Column("n", "Days", "count", 0),
)
_SPREAD_PITFALLS = (
    "Three calm years make any spread look high, three rough ones low. The level itself belongs to "
    "its publisher and is not shown; FRED carries it, and only for the last three years."
)
_SURVEY = "survey of senior loan officers, each quarter"
_SURVEY_PITFALLS = "A count of banks, not of money, four times a year. "


@metric(
    "rates",
    "Where the high-yield spread stands",
    "count",
    decimals=0,
    inputs=("fred:BAMLH0A0HYM2",),
    columns=_SPREAD_COLUMNS,
    formula="share of days of the last 3 years, and of the last one, on which the ICE BofA US high-yield spread was at or "
    "below the latest one",
    pitfalls=_SPREAD_PITFALLS,
)
def high_yield_standing(spread: Series) -> pd.DataFrame | Missing:
    """Whether weak borrowers pay much or little over Treasuries, against the last three years."""
    return _percentile_rows(spread)


@metric(
    "rates",
    "Where the spread of the weakest bonds stands",
    "count",
    decimals=0,
    inputs=("fred:BAMLH0A3HYC",),
    columns=_SPREAD_COLUMNS,
    formula="share of days of the last 3 years, and of the last one, on which the ICE BofA spread of US bonds rated CCC or "
    "below was at or below the latest one",
    pitfalls=f"Few and often troubled companies, so single ones move it. {_SPREAD_PITFALLS}",
)
def weakest_credit_standing(spread: Series) -> pd.DataFrame | Missing:
    """Whether companies close to default pay much or little, against the last three years."""
    return _percentile_rows(spread)


@metric(
    "rates",
    "Investment-grade bonds relative to Treasuries",
    "index",
    inputs=("LQD", "IEF"),
    formula="LQD total-return index ÷ IEF total-return index, first week = 100",
    pitfalls="LQD's bonds run longer than IEF's, so the ratio also falls when rates rise. Set beside "
    "the ratio of high-yield bonds: where only that one falls, the fear is of default.",
)
def investment_grade_ratio(corporate: Series, treasuries: Series) -> Series:
    """Bonds of sound companies against government bonds: how far a fright reaches."""
    return rebased(weekly(ratio(corporate, treasuries)))


@metric(
    "rates",
    "Banks' credit standards for small firms",
    "%",
    inputs=("fred:DRTSCIS",),
    formula="share of US banks that tightened standards for loans to small firms − share that eased "
    f"them, {_SURVEY}",
    pitfalls=f"{_SURVEY_PITFALLS}It says in which direction standards moved, not how tight they are.",
)
def bank_standards(tightened: Series) -> Series:
    """Whether banks are making it harder or easier for small firms to borrow."""
    return tightened


@metric(
    "rates",
    "Banks' credit standards for larger firms",
    "%",
    inputs=("fred:DRTSCILM",),
    formula="share of US banks that tightened standards for loans to large and middle-sized firms − "
    f"share that eased them, {_SURVEY}",
    pitfalls=f"{_SURVEY_PITFALLS}The survey's small firms sell for under 50 million dollars a year, so "
    "that many companies of the Russell 2000 are middle-sized to it.",
)
def bank_standards_large(tightened: Series) -> Series:
    """Whether banks are making it harder or easier for larger firms to borrow."""
    return tightened


@metric(
    "rates",
    "Banks' loan margins for small firms",
    "%",
    inputs=("fred:DRISCFS",),
    formula="share of US banks that widened the spread of loan rates over their own cost of funds "
    f"for small firms − share that narrowed it, {_SURVEY}",
    pitfalls=f"{_SURVEY_PITFALLS}When margins widen, small firms' loans can grow dearer while the "
    "policy rate falls.",
)
def bank_margins(widened: Series) -> Series:
    """Whether banks add more or less to their own cost of funds when they lend to small firms."""
    return widened


def _percentile_rows(spread: Series) -> pd.DataFrame | Missing:
    longest = _last_years(spread, 3)
    if len(longest) < FEWEST_DAYS:
        return too_short(FEWEST_DAYS, len(longest), "days within three years")
    start = value_on(spread, ARTICLE) if last_day(spread) >= ARTICLE else float("nan")
    change = (float(spread.iloc[-1]) - start) * _BP
    rows = {
        "y1": ("last year", *_share(_last_years(spread, 1), change)),
        "y3": ("last 3 years", *_share(longest, change)),
    }
    return table_of(rows, _SPREAD_COLUMNS)


def _last_years(spread: Series, years: int) -> Series:
    return spread.loc[last_day(spread) - pd.DateOffset(years=years) :]


def _share(span: Series, change: float) -> tuple[str, float, float, float]:
    """Return first day, share of days at or below the last one, the change given, and days."""
    share = float((span <= span.iloc[-1]).mean() * 100)
    return iso(span.index[0]), share, change, float(len(span))


@metric(
    "rates",
    "High-yield bonds relative to Treasuries",
    "index",
    inputs=("HYG", "IEF"),
    formula="HYG total-return index ÷ IEF total-return index, first week = 100",
    pitfalls="The funds differ in maturity, so the ratio also moves with rates, not only with the "
    "market's fear of default.",
)
def high_yield_ratio(high_yield: Series, treasuries: Series) -> Series:
    """Bonds of weak borrowers against government bonds: it falls when lenders take fright."""
    return rebased(weekly(ratio(high_yield, treasuries)))


CREDIT = (
    high_yield_standing,
    weakest_credit_standing,
    investment_grade_ratio,
    bank_standards,
    bank_standards_large,
    bank_margins,
)
