"""The closed-end fund: its discount, its returns and their parts, payouts and debt."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.indices import ARTICLE, NOT_YET, yearly_returns, years_label
from generator.metrics.maths.observations import (
    NO_COMMON_DAY,
    iso,
    last_day,
    since,
    together,
    weekly,
)
from generator.metrics.maths.tables import LABEL, METHOD, NO_FIGURE, ON, cited_table, table_of
from generator.model.formatting import day as written
from generator.model.metric import SMALL, Column, Missing, Series, metric

DISCOUNT_YEARS = (1, 3, 10)
# A window of years counts when the weeks at hand reach back at least so far into it.
LEAST_COVERAGE = 0.95
YEARS = (1, 3, 5, 10)
DAYS_A_YEAR = 365.25
_SOURCES = ("income", "short_gains", "long_gains", "capital")
_PRICE, _NAV, _INDEX = "price_return", "nav_return", "index_return"
_RIGHTS = (
    "New shares that the trust offered its holders at a discount, last in 2018, count only as far as "
    "the vendor's adjusted prices hold them."
)


@metric(
    "vehicles",
    "Price of the Royce Small-Cap Trust against its net asset value",
    "%",
    inputs=("close:RVT", "close:XRVTX"),
    formula="closing price of RVT ÷ net asset value a share (XRVTX) − 1, on days that have both; "
    "below zero is a discount",
    pitfalls="The value is struck after the close, sometimes published a day late. Both are as Yahoo "
    "shows them, adjusted for splits only.",
)
def rvt_nav_discount(price: Series, nav: Series) -> Series | Missing:
    """How far the closed-end fund that the article names is priced below what it holds."""
    discount = _discount_pct(price, nav)
    return weekly(discount) if len(discount) else NO_COMMON_DAY


@metric(
    "vehicles",
    "Is the discount unusual?",
    "ratio",
    inputs=("close:RVT", "close:XRVTX"),
    columns=(
        Column("label", "Against the last", "text"),
        Column("start", "From", "date"),
        Column("now", "Price against net asset value", "%", n=""),
        Column("mean", "Mean of the span", "%"),
        Column("percentile", "Share of weeks at or below today's", "%", 0),
        Column("z", "Standard deviations from the mean", "ratio"),
        Column("n", "Weeks", "count", 0),
    ),
    formula="today's discount against the weekly discounts of the last 1, 3 and 10 years: (today − "
    "mean) ÷ standard deviation, and the share of weeks at or below it",
    pitfalls="A discount moves slowly, so that weeks repeat each other: ten years hold a few "
    "independent values. A wide discount can stay wide.",
)
def rvt_discount_standing(price: Series, nav: Series) -> pd.DataFrame | Missing:
    """Whether the trust is cheaper than it usually is, by three spans of its own history."""
    discount = _discount_pct(price, nav)
    if discount.empty:
        return NO_COMMON_DAY
    weeks = weekly(discount)
    rows = {f"y{years}": _discount_cells(weeks, years) for years in DISCOUNT_YEARS}
    return table_of(rows, rvt_discount_standing.columns)


def _discount_pct(price: Series, nav: Series) -> Series:
    both = together(price, nav)
    return (both[0] / both[1] - 1) * 100


def _discount_cells(weeks: Series, years: int) -> tuple[str, str, float, float, float, float, int]:
    label = f"{years} year{'s' * (years > 1)}"
    end, now = last_day(weeks), float(weeks.iloc[-1])
    start = end - pd.DateOffset(years=years)
    span = weeks[weeks.index > start]
    if end - span.index[0] < LEAST_COVERAGE * (end - start):
        return label, "", now, np.nan, np.nan, np.nan, 0
    has_moved = bool((span != now).any())
    z = (now - float(span.mean())) / float(span.std()) if has_moved else np.nan
    share = float((span <= now).mean() * 100)
    return label, iso(span.index[0]), now, float(span.mean()), share, z, len(span)


@metric(
    "vehicles",
    "The Royce Small-Cap Trust against the index fund, over years",
    "pp/y",
    inputs=("RVT", SMALL),
    columns=(
        Column("label", "Span", "text"),
        Column("start", "From the close of", "date"),
        Column("first", "RVT", "%/y"),
        Column("second", "IWM", "%/y"),
        Column("value", "RVT minus IWM", "pp/y"),
    ),
    formula="compound yearly total return of RVT at its market price − that of IWM; the row `all` "
    "begins with IWM's first day",
    pitfalls="The end points decide: a discount that is wider at the end than at the start costs "
    f"return that the holdings earned. {_RIGHTS}",
)
def rvt_over_years(rvt: Series, small: Series) -> pd.DataFrame:
    """What holders of the trust have earned a year against those of the plain index fund."""
    both = together(rvt, small)
    end, first = last_day(both), both.index[0]
    starts = {f"y{n}": (years_label(n), end - pd.DateOffset(years=n), n) for n in YEARS}
    whole = (f"since {written(first.date())}", first, (end - first).days / DAYS_A_YEAR)
    rows = {
        key: (label, _day(both, start), *yearly_returns(both, start, years))
        for key, (label, start, years) in {**starts, "all": whole}.items()
        if years
    }
    return table_of(rows, rvt_over_years.columns)


@metric(
    "vehicles",
    "What the trust's return was made of",
    "%",
    inputs=("RVT", "close:RVT", "close:XRVTX", SMALL),
    columns=(
        Column("label", "Span", "text"),
        Column("start", "From the close of", "date"),
        Column("value", "Return at the market price", "%"),
        Column("nav", "Return of the holdings", "%"),
        Column("discount", "Added by the discount", "pp"),
        Column("rest", "Payouts reinvested below value, and the rest", "pp"),
        Column("index", "IWM", "%"),
        Column("lead", "Holdings minus IWM", "pp"),
    ),
    formula="total return at the market price = total return of the net asset value + what the "
    "discount added ((1 + discount at the end) ÷ (1 + discount at the start) − 1) + rest, over the whole "
    "span; payouts, as RVT's adjusted price holds them, are put back at net asset value for the second; the row "
    "`all` begins with the first day that has both",
    pitfalls="A discount that narrows is a gain once; it cannot go on. The rest holds what reinvesting "
    f"below net asset value adds, and what the two parts multiply to. {_RIGHTS}",
)
def rvt_return_parts(
    rvt: Series, price: Series, nav: Series, small: Series
) -> pd.DataFrame | Missing:
    """How much of the trust's return its holdings earned, and how much its discount gave or took."""
    days = together(rvt, price, nav, small, _payouts(rvt, price).cumsum())
    if days.empty:
        return Missing("no day has both a price and a net asset value")
    indices = pd.DataFrame({
        _PRICE: days[0],
        _NAV: (days[2] / (days[2].shift() - days[4].diff())).fillna(1.0).cumprod(),
        _INDEX: days[3],
        "ratio": days[1] / days[2],
    })  # fmt: skip
    rows = {
        key: (label, _day(indices, start), *_parts(since(indices, start)))
        for key, (label, start) in _spans(indices).items()
    }
    return table_of(rows, rvt_return_parts.columns)


@metric(
    "vehicles",
    "What the trust's payouts came from",
    "%",
    decimals=0,
    inputs=("facts:payouts",),
    columns=(
        Column("label", "Payout", "text"),
        ON,
        Column("paid", "Paid a share", "usd", 2),
        Column("value", "Income", "%", 0),
        Column("short_gains", "Short-term gains", "%", 0),
        Column("long_gains", "Long-term gains", "%", 0),
        Column("capital", "Capital given back", "%"),
        Column("n", "Payouts", "count", 0),
    ),
    formula="part of the payout ÷ payout, as the trust estimated it when it was declared; the row "
    "`all` adds up the payouts of the table",
    pitfalls="Estimates of the day, which the year's tax form replaces. The table holds the releases "
    "that could be read, not every payout. The trust pays 7% a year of its net asset value whatever it "
    "earns, so a payout is not a yield.",
)
def rvt_payouts(payouts: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much of what the trust pays out is income, and how much is gains or holders' own money."""
    cited = payouts[payouts["ticker"] == "RVT"]
    if cited.empty:
        return NO_FIGURE
    ordered = cited.sort_values("on", kind="stable").set_index("id").assign(n=1.0)
    whole = ordered[["paid", *_SOURCES, "n"]].sum().to_frame("all").T
    sums = pd.concat([ordered, whole.assign(label=f"the {len(ordered)} payouts together")])
    shares = sums[list(_SOURCES)].div(sums["paid"], axis=0) * 100
    table = sums.assign(on=sums["on"].map(iso), **shares).rename(columns={"income": "value"})
    return table[[column.name for column in rvt_payouts.columns]]


@metric(
    "vehicles",
    "Debt of the trust",
    "%",
    inputs=("facts:fund_borrowing",),
    columns=(
        LABEL,
        ON,
        Column("assets", "All it owns, million dollars", "count", 0),
        Column("borrowed", "Of it borrowed", "count", 0),
        Column("value", "Borrowed against net assets", "%"),
        METHOD,
    ),
    formula="borrowed ÷ (all that the fund owns − borrowed), as published",
    pitfalls="One page of 2021. Later reports to the regulator give the sums, but we have found none "
    "in a form that could be read and cited: what the trust owes today is not known here.",
)
def rvt_leverage(debts: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much the closed-end fund had borrowed to own more than its holders' money buys."""
    cited = debts[debts["ticker"] == "RVT"]
    net = cited["assets"] - cited["borrowed"]
    return cited_table(cited, rvt_leverage.columns, value=cited["borrowed"] / net * 100)


def _payouts(total: Series, price: Series) -> Series:
    """Return what was paid a share by day, as the vendor's adjustment of the price holds it.

    The vendor scales earlier prices by 1 − payout ÷ the close before, which is turned round here.
    """
    both = together(total, price)
    retained = both[1].pct_change().add(1) / both[0].pct_change().add(1)
    payouts: Series = (both[1].shift() * (1 - retained)).fillna(0.0)
    return payouts


def _spans(days: pd.DataFrame) -> dict[str, tuple[str, pd.Timestamp]]:
    """Return row key -> label and start of each span that ends on the last day."""
    first, end = days.index[0], last_day(days)
    years = {f"y{n}": (years_label(n), end - pd.DateOffset(years=n)) for n in YEARS}
    return {
        **years,
        "all": (f"since {written(first.date())}", first),
        "since_article": ("since the article", ARTICLE if end > ARTICLE else NOT_YET),
    }


def _parts(span: pd.DataFrame) -> tuple[float, ...]:
    """Return price return, its parts, the index's return and the holdings' lead over it."""
    if span.empty:
        return (float("nan"),) * 6
    gain = (span.iloc[-1] / span.iloc[0] - 1) * 100
    total, nav, index, discount = (float(gain[name]) for name in (_PRICE, _NAV, _INDEX, "ratio"))
    return total, nav, discount, total - nav - discount, index, nav - index


def _day(rows: pd.DataFrame, start: pd.Timestamp) -> str:
    span = since(rows, start)
    return "" if span.empty else iso(last_day(span.iloc[:1]))


TRUST = (rvt_over_years, rvt_return_parts, rvt_payouts, rvt_leverage)
DISCOUNT = (rvt_nav_discount, rvt_discount_standing)
