"""What do fund pages say, and how far is the closed-end fund's price from what it holds?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.weekly import iso, last_day, together, weekly
from generator.model.metric import Column, Missing, metric

_PE = ("funds:IWM.trailing_pe", "funds:SPY.trailing_pe")
_NO_DATES = (
    "Yahoo gives no date with it: holdings figures are weeks old, and are shown under the day on "
    "which they were fetched."
)
_NO_LOSERS = f"Fund pages leave out loss-makers, which flatters small caps: about a third of them. {_NO_DATES}"
YEARS = (1, 3, 10)
BILLION = 1e9
# A window of years counts when the weeks at hand reach back at least so far into it.
REACH = 0.95
_NO_COMMON_DAY = Missing("no day has both numbers")


@metric(
    "cheap",
    "Price-earnings ratios on fund pages",
    "x",
    inputs=_PE,
    columns=(
        Column("label", "Fund", "text"),
        Column("on", "As Yahoo showed it on", "date"),
        Column("value", "Price-earnings ratio", "x"),
    ),
    formula="as Yahoo's fund page gives it, taken only if the holdings' figure (turned over where it "
    "comes as a reciprocal) is within 35% of the page's own",
    pitfalls=_NO_LOSERS,
)
def fund_pe(small: pd.Series[float], large: pd.Series[float]) -> pd.DataFrame:
    """What the pages of IWM and SPY give as the price of a dollar of earnings."""
    rows = {
        "iwm": ("IWM, Russell 2000", iso(last_day(small)), float(small.iloc[-1])),
        "spy": ("SPY, S&P 500", iso(last_day(large)), float(large.iloc[-1])),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["label", "on", "value"])


@metric(
    "cheap",
    "IWM's price-earnings ratio against SPY's, by their fund pages",
    "%",
    inputs=_PE,
    formula="price-earnings ratio of IWM ÷ that of SPY − 1, both as Yahoo's fund pages give them on "
    "the same day",
    pitfalls=_NO_LOSERS,
)
def fund_pe_gap(small: pd.Series[float], large: pd.Series[float]) -> pd.Series[float] | Missing:
    """How much cheaper the small-cap fund's page makes it look than the large-cap fund's."""
    return _relative(small, large)


@metric(
    "cheap",
    "IJR's price-earnings ratio against SPY's, by their fund pages",
    "%",
    inputs=("funds:IJR.trailing_pe", "funds:SPY.trailing_pe"),
    formula="price-earnings ratio of IJR ÷ that of SPY − 1, both as Yahoo's fund pages give them on "
    "the same day",
    pitfalls="IJR's index lets in only companies with a profit, so leaving out the losers matters "
    f"less here. {_NO_DATES}",
)
def profitable_fund_pe_gap(
    profitable: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """How much cheaper a fund of profitable small caps is than the S&P 500's."""
    return _relative(profitable, large)


@metric(
    "cheap",
    "IWN's price-earnings ratio against SPY's, by their fund pages",
    "%",
    inputs=("funds:IWN.trailing_pe", "funds:SPY.trailing_pe"),
    formula="price-earnings ratio of IWN ÷ that of SPY − 1, both as Yahoo's fund pages give them on "
    "the same day",
    pitfalls=f"Value funds are cheap by construction. {_NO_LOSERS}",
)
def value_fund_pe_gap(
    value: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """How much cheaper a fund of small value stocks is than the S&P 500's."""
    return _relative(value, large)


@metric(
    "cheap",
    "VB's price-earnings ratio against SPY's, by their fund pages",
    "%",
    inputs=("funds:VB.trailing_pe", "funds:SPY.trailing_pe"),
    formula="price-earnings ratio of VB ÷ that of SPY − 1, both as Yahoo's fund pages give them on "
    "the same day",
    pitfalls=f"VB's index holds larger companies than the Russell 2000. {_NO_LOSERS}",
)
def larger_small_fund_pe_gap(
    small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """How much cheaper a fund of the larger small caps is than the S&P 500's."""
    return _relative(small, large)


@metric(
    "cheap",
    "IWM's dividend yield against SPY's",
    "pp",
    decimals=2,
    inputs=("funds:IWM.yield", "funds:SPY.yield"),
    formula="dividend yield of IWM − that of SPY, both as Yahoo's fund pages give them on the same day",
    pitfalls=f"Dividends of the last 12 months over today's price. {_NO_DATES}",
)
def fund_yield_gap(small: pd.Series[float], large: pd.Series[float]) -> pd.Series[float] | Missing:
    """How much more the small-cap fund pays out than the large-cap fund."""
    both = together(small, large)
    return weekly(both[0] - both[1]) if len(both) else _NO_COMMON_DAY


@metric(
    "vehicles",
    "Two funds on one index, by their fund pages",
    "%",
    decimals=2,
    inputs=(
        "funds:IWM.net_assets", "funds:IWM.expense_ratio",
        "funds:VTWO.net_assets", "funds:VTWO.expense_ratio",
    ),
    columns=(
        Column("label", "Fund", "text"),
        Column("on", "As Yahoo showed it on", "date"),
        Column("assets", "Net assets, billion dollars", "usd"),
        Column("ratio", "Fee a year", "%", 2),
    ),
    formula="net assets and net expense ratio as Yahoo's fund pages give them; a fee counts only if "
    "the page's two figures for it are within 35% of each other",
    pitfalls=f"A check of the cited fees, not their source. {_NO_DATES}",
)  # fmt: skip
def fund_pages(
    assets: pd.Series[float],
    ratio: pd.Series[float],
    cheap_assets: pd.Series[float],
    cheap_ratio: pd.Series[float],
) -> pd.DataFrame:
    """How large IWM and its cheaper twin VTWO are, and what they charge."""
    rows = {
        "iwm": ("IWM", *_page_cells(assets, ratio)),
        "vtwo": ("VTWO", *_page_cells(cheap_assets, cheap_ratio)),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["label", "on", "assets", "ratio"])


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
def rvt_nav_discount(price: pd.Series[float], nav: pd.Series[float]) -> pd.Series[float] | Missing:
    """How far the closed-end fund that the article names is priced below what it holds."""
    discount = _discount_pct(price, nav)
    return weekly(discount) if len(discount) else _NO_COMMON_DAY


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
def rvt_discount_standing(price: pd.Series[float], nav: pd.Series[float]) -> pd.DataFrame | Missing:
    """Whether the trust is cheaper than it usually is, by three spans of its own history."""
    discount = _discount_pct(price, nav)
    if discount.empty:
        return _NO_COMMON_DAY
    weeks = weekly(discount)
    rows = {f"y{years}": _standing(weeks, years) for years in YEARS}
    names = [column.name for column in rvt_discount_standing.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


FUND_FACTS = (
    fund_pe,
    fund_pe_gap,
    profitable_fund_pe_gap,
    value_fund_pe_gap,
    larger_small_fund_pe_gap,
    fund_yield_gap,
    fund_pages,
    rvt_nav_discount,
    rvt_discount_standing,
)


def _relative(first: pd.Series[float], second: pd.Series[float]) -> pd.Series[float] | Missing:
    both = together(first, second)
    return weekly((both[0] / both[1] - 1) * 100) if len(both) else _NO_COMMON_DAY


def _page_cells(assets: pd.Series[float], ratio: pd.Series[float]) -> tuple[str, float, float]:
    on = max(last_day(assets), last_day(ratio))
    return iso(on), float(assets.iloc[-1]) / BILLION, float(ratio.iloc[-1])


def _discount_pct(price: pd.Series[float], nav: pd.Series[float]) -> pd.Series[float]:
    both = together(price, nav)
    return (both[0] / both[1] - 1) * 100


def _standing(
    weeks: pd.Series[float], years: int
) -> tuple[str, str, float, float, float, float, int]:
    label = f"{years} year{'s' * (years > 1)}"
    end, now = last_day(weeks), float(weeks.iloc[-1])
    start = end - pd.DateOffset(years=years)
    span = weeks[weeks.index > start]
    if end - span.index[0] < REACH * (end - start):
        return label, "", now, np.nan, np.nan, np.nan, 0
    has_moved = bool((span != now).any())
    z = (now - float(span.mean())) / float(span.std()) if has_moved else np.nan
    share = float((span <= now).mean() * 100)
    return label, iso(span.index[0]), now, float(span.mean()), share, z, len(span)
