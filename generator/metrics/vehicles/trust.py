"""If you act at all: what has the closed-end fund returned, and what was that made of?"""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import iso, last_day, since, together
from generator.metrics.maths.windows import ARTICLE, NOT_YET, yearly_returns, years_label
from generator.metrics.rates.published import LABEL, METHOD, NOTHING, ON
from generator.model.formatting import day as written
from generator.model.metric import SMALL, Column, Missing, metric

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
def rvt_over_years(rvt: pd.Series[float], small: pd.Series[float]) -> pd.DataFrame:
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
    columns = [column.name for column in rvt_over_years.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


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
    rvt: pd.Series[float],
    price: pd.Series[float],
    nav: pd.Series[float],
    small: pd.Series[float],
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
    columns = [column.name for column in rvt_return_parts.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


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
    known = payouts[payouts["ticker"] == "RVT"]
    if known.empty:
        return NOTHING
    ordered = known.sort_values("on", kind="stable").set_index("id").assign(n=1.0)
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
    known = debts[debts["ticker"] == "RVT"]
    if known.empty:
        return NOTHING
    net = known["assets"] - known["borrowed"]
    table = known.assign(value=known["borrowed"] / net * 100, on=known["on"].map(iso))
    names = [column.name for column in rvt_leverage.columns]
    return table.set_axis(known["id"].tolist())[names]


TRUST = (rvt_over_years, rvt_return_parts, rvt_payouts, rvt_leverage)


def _payouts(total: pd.Series[float], price: pd.Series[float]) -> pd.Series[float]:
    """Return what was paid a share by day, as the vendor's adjustment of the price holds it.

    The vendor scales earlier prices by 1 − payout ÷ the close before, which is turned round here.
    """
    both = together(total, price)
    kept = both[1].pct_change().add(1) / both[0].pct_change().add(1)
    payouts: pd.Series[float] = (both[1].shift() * (1 - kept)).fillna(0.0)
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
