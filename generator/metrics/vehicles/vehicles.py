"""Costs and kinds of vehicles, and the difference that these have made."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import pair_columns, window_table, yearly_returns, years_label
from generator.metrics.maths.intervals import rolling_slope
from generator.metrics.maths.observations import iso, last_day, together, too_short, weekly
from generator.metrics.maths.tables import NO_FIGURE, cited_table, table_of
from generator.model.metric import SMALL, Column, Missing, Series, metric

INVESTED_USD = 10_000
GROWTH = 1.07  # a year before fees, the round figure of most fee examples
TILT_WEEKS = {"w156": 156, "w520": 520, "all": 100_000}


@metric(
    "vehicles",
    "Royce Small-Cap Trust against the index fund",
    "pp",
    inputs=("RVT", SMALL),
    columns=pair_columns("RVT", "IWM"),
    formula="total return of RVT at its market price − total return of IWM, each from the last "
    "close on or before the window's start to the as-of close, not annualised",
    pitfalls="RVT's price also moves with its discount to net asset value and its borrowing; its "
    "payouts are mostly gains handed out, not income.",
)
def rvt_minus_small(rvt: Series, small: Series) -> pd.DataFrame:
    """How far the closed-end fund that the article names ran ahead of the plain index fund."""
    return window_table(rvt, small)


@metric(
    "vehicles",
    "Same index, lower fee",
    "pp/y",
    inputs=("VTWO", SMALL),
    decimals=2,
    columns=(
        Column("label", "Span", "text"),
        Column("first", "VTWO", "%/y", 2),
        Column("second", "IWM", "%/y", 2),
        Column("value", "VTWO minus IWM", "pp/y", 2),
    ),
    formula="annualised total return of VTWO − that of IWM over the last 1, 5 and 10 years",
    pitfalls="Both follow the Russell 2000. Over a year, closing prices a little off net asset "
    "value can outweigh the fee; over ten years they cannot.",
)
def same_index_gap(cheap: Series, small: Series) -> pd.DataFrame:
    """What the cheaper of two funds on the same index has returned more each year."""
    both = together(cheap, small)
    end = last_day(both)
    rows = {
        f"y{years}": (
            years_label(years),
            *yearly_returns(both, end - pd.DateOffset(years=years), years),
        )
        for years in (1, 5, 10)
    }
    return table_of(rows, same_index_gap.columns)


@metric(
    "vehicles",
    "Fees",
    "%",
    inputs=("facts:fees",),
    decimals=2,
    columns=(
        Column("label", "Fund", "text"),
        Column("ratio", "Fee a year", "%", 2),
        Column("rank", "Rank by fee, 1 is cheapest", "count", 0, n="of"),
        Column("of", "Broad small-cap funds ranked", "count", 0),
        Column("cheaper", "Of the others, cheaper", "%", 0, n="of"),
        Column("kind", "Kind", "text"),
        Column("index", "Index", "text"),
        Column("category", "Category", "text"),
        Column("on", "As of", "date"),
    ),
    formula="published expense ratio, percent of assets a year; rank among the broad small-cap "
    "funds in the table, funds with equal fees share the better rank",
    pitfalls="A small table of well-known funds, not the whole market. RVT's ratio includes the "
    "cost of borrowing in some sources and not in others.",
)
def fees(table: pd.DataFrame) -> pd.DataFrame | Missing:
    """What funds on US small caps charge, and where each stands among its like."""
    broad = table.loc[table["group"] == "small", "ratio_pct"]
    rank = broad.rank(method="min")
    return cited_table(
        _by_ticker(table),
        fees.columns,
        ratio=table["ratio_pct"],
        rank=rank,
        of=broad.notna() * len(broad),
        cheaper=(rank - 1) / max(len(broad) - 1, 1) * 100,
    )


def _by_ticker(table: pd.DataFrame) -> pd.DataFrame:
    """Return facts about funds with the fund's name as the label and its ticker as the id."""
    return table.assign(label=table["name"], id=table["ticker"].str.lower())


@metric(
    "vehicles",
    "What fees take",
    "usd",
    inputs=("facts:fees",),
    decimals=0,
    columns=(
        Column("label", "Fund", "text"),
        Column("y10", "Over 10 years", "usd", 0),
        Column("y20", "Over 20 years", "usd", 0),
    ),
    formula="$10,000 × (1.07^years − (1.07 × (1 − fee))^years): what is missing at the end if the "
    "funds' holdings grow by 7% a year",
    pitfalls="Holds the fee and the growth fixed. Trading costs, taxes and how well a fund follows "
    "its index are left out.",
)
def fee_drag(table: pd.DataFrame) -> pd.DataFrame | Missing:
    """What a fund's fee takes from $10,000 over ten and twenty years."""
    growth = GROWTH * (1 - table["ratio_pct"] / 100)
    drags = {f"y{years}": INVESTED_USD * (GROWTH**years - growth**years) for years in (10, 20)}
    return cited_table(_by_ticker(table), fee_drag.columns, **drags)


@metric(
    "vehicles",
    "What the article's two vehicles are",
    "text",
    inputs=("facts:vehicle_facts",),
    columns=(
        Column("label", "Vehicle", "text"),
        Column("kind", "Kind", "text"),
        Column("benchmark", "Benchmark", "text"),
        Column("category", "Category", "text"),
        Column("inception", "Since", "date"),
    ),
    formula="as stated by the issuer and the fund's listing; category by Morningstar",
    pitfalls="A category describes past holdings; it can change.",
)
def vehicle_kind(vehicles: pd.DataFrame) -> pd.DataFrame | Missing:
    """What kind of fund each vehicle of the article is, and what it is measured against."""
    return cited_table(_by_ticker(vehicles), vehicle_kind.columns)


@metric(
    "vehicles",
    "Discount of the Royce Small-Cap Trust",
    "%",
    inputs=("facts:nav_discounts",),
    columns=(
        Column("label", "Figure", "text"),
        Column("on", "As of", "date"),
        Column("value", "Price against net asset value", "%"),
        Column("n", "Prints", "count", 0),
    ),
    formula="market price ÷ net asset value − 1, as published: the newest print, and the mean and "
    "the range of the earlier ones",
    pitfalls="A few month-end prints, not a history: whether a discount is unusual needs years of "
    "daily net asset values.",
)
def rvt_discount(readings: pd.DataFrame) -> pd.DataFrame | Missing:
    """How far below the value of its holdings the closed-end fund of the article is priced."""
    discounts = readings.set_index("on").sort_index()
    values = (discounts["price"] / discounts["nav"] - 1) * 100
    if values.empty:
        return NO_FIGURE
    earlier = values.iloc[:-1]
    rows = {
        "latest": ("newest print", iso(last_day(values)), float(values.iloc[-1]), 1),
        "mean": ("mean of the earlier prints", "", float(earlier.mean()), len(earlier)),
        "widest": ("widest earlier", "", float(earlier.min()), len(earlier)),
        "narrowest": ("narrowest earlier", "", float(earlier.max()), len(earlier)),
    }
    return table_of(rows, rvt_discount.columns)


@metric(
    "vehicles",
    "How much of a value fund the trust is",
    "ratio",
    decimals=2,
    inputs=("RVT", "IWN", "IWO", SMALL),
    columns=(
        Column("label", "Fund and span", "text"),
        Column("value", "Tilt to value", "ratio", 2),
        Column("lo", "90% band, from", "ratio", 2),
        Column("hi", "to", "ratio", 2),
        Column("n", "Weeks", "count", 0),
    ),
    formula="slope of weekly return of the fund − IWM on weekly return of IWN (small value) − IWO "
    "(small growth), with IWM's return and a constant beside it; band: ±1.645 Newey-West standard "
    "errors with 4 lags. IWN itself is shown for comparison: about one half",
    pitfalls="RVT's market price also moves with its discount and its borrowing. A tilt is how a "
    "fund has moved, not what it holds; a core fund is near nothing, a growth fund below it.",
)
def value_tilt(rvt: Series, value: Series, growth: Series, small: Series) -> pd.DataFrame | Missing:
    """Whether the closed-end fund that the article calls a value fund has moved like one."""
    weeks = weekly(together(rvt, value, growth, small)).pct_change().iloc[1:] * 100
    if len(weeks) < TILT_WEEKS["w156"]:
        return too_short(TILT_WEEKS["w156"], len(weeks), "weeks")
    spans = {key: min(span, len(weeks)) for key, span in TILT_WEEKS.items()}
    rows = {f"rvt_{key}": (f"RVT, last {span} weeks", *_tilt(weeks[0].tail(span), weeks.tail(span)))
            for key, span in spans.items()}  # fmt: skip
    rows["iwn_all"] = (f"IWN, last {len(weeks)} weeks", *_tilt(weeks[1], weeks))
    return table_of(rows, value_tilt.columns)


def _tilt(fund: Series, weeks: pd.DataFrame) -> tuple[float, ...]:
    """Return slope, band and weeks of a fund's lead over IWM on value minus growth.

    Where value and growth do not part, the slope cannot be told and is NaN.
    """
    data = pd.concat([fund - weeks[3], weeks[1] - weeks[2], weeks[3]], axis=1)
    slope = rolling_slope(data, len(data)).reindex(data.index[-1:]).iloc[0]
    return float(slope["beta"]), float(slope["lo"]), float(slope["hi"]), float(len(data))


VEHICLES = (
    rvt_minus_small, same_index_gap, fees, fee_drag, vehicle_kind, value_tilt, rvt_discount,
)  # fmt: skip
