"""Fund flows: what went into funds, estimated from net assets on their pages.

A fund's net assets grow with the price of a share and with the number of shares. What the price does
not explain came in or went out: assets now − assets before × price now ÷ price before. With net
assets and price of the same day that is the change of the number of shares × the price.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.observations import last_day, together, weekly
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

SMALL_FUNDS = ("IWM", "VTWO", "IJR", "IWN", "VB", "AVUV")
LARGE_FUNDS = ("SPY", "VOO", "IVV")
BILLION = 1e9
SPANS = (4, 52)  # weeks
_COLUMNS = (
    Column("label", "Fund", "text"),
    Column("value", "4 weeks, share of net assets", "%", 2, n="weeks_4"),
    Column("billions_4", "4 weeks, billion dollars", "usd", 2, n="weeks_4"),
    Column("weeks_4", "Weeks of the 4 that are there", "count", 0),
    Column("share_52", "52 weeks, share of net assets", "%", 2, n="weeks_52"),
    Column("billions_52", "52 weeks, billion dollars", "usd", 2, n="weeks_52"),
    Column("weeks_52", "Weeks of the 52 that are there", "count", 0),
)
_FORMULA = (
    "an estimate: net assets (Yahoo's fund page) − those a week before × price ÷ price a week before; "
    "added up over the last 4 and 52 weeks as far as they are there, and as a share of the assets before "
    "the first of them. A figure that is the same as a week before counts as not renewed: the next one "
    "spans both weeks"
)
_PITFALLS = (
    "Yahoo gives no date with net assets. Where they are some days old, those days' price move passes "
    "for a flow, so the error grows with volatility; it evens out over many weeks. The history begins "
    "with the first weekly run, and weeks without one are not filled in."
)


def _inputs(funds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for fund in funds for name in (f"funds:{fund}.net_assets", f"close:{fund}"))


@metric(
    "buying",
    "Flows of small-cap funds, estimated",
    "%",
    decimals=2,
    inputs=_inputs(SMALL_FUNDS),
    columns=_COLUMNS,
    formula=_FORMULA,
    pitfalls=f"{_PITFALLS} Vanguard's figures (VTWO, VB) hold its mutual funds on the same portfolio "
    "too. Shares of IWM are also created to be lent and sold short, which is no purchase.",
)
def small_fund_flows(*histories: Series) -> pd.DataFrame | Missing:
    """Whether money goes into funds of small caps or out of them."""
    return _table(SMALL_FUNDS, histories)


@metric(
    "buying",
    "Flows of funds on the S&P 500, estimated",
    "%",
    decimals=2,
    inputs=_inputs(LARGE_FUNDS),
    columns=_COLUMNS,
    formula=_FORMULA,
    pitfalls=f"{_PITFALLS} Vanguard's figure (VOO) holds its mutual funds on the same portfolio too. "
    "Money moves from one of the three to a cheaper one: read the sum.",
)
def large_fund_flows(*histories: Series) -> pd.DataFrame | Missing:
    """Whether money goes into the three largest funds on the S&P 500 or out of them."""
    return _table(LARGE_FUNDS, histories)


FLOWS = (small_fund_flows, large_fund_flows)


def _table(funds: tuple[str, ...], histories: tuple[Series, ...]) -> pd.DataFrame | Missing:
    assets, closes = histories[::2], histories[1::2]
    flows = [_flows(*pair) for pair in zip(assets, closes, strict=True)]
    if all(flow.empty for flow in flows):
        return Missing("needs net assets of two weekly runs with a network")
    week = max(_monday(last_day(close)) for close in closes)
    sums = np.array([[_added(flow, week - pd.Timedelta(weeks=n)) for n in SPANS] for flow in flows])
    rows = {fund.lower(): (fund, *_cells(cells)) for fund, cells in zip(funds, sums, strict=True)}
    whole = np.concatenate([sums[:, :, :2].sum(axis=0), sums[:, :, 2:].min(axis=0)], axis=1)
    rows["sum"] = ("all of them", *_cells(whole))
    return table_of(rows, _COLUMNS)


def _flows(assets: Series, close: Series) -> pd.DataFrame:
    """Return flow and assets before it, billion dollars, between one renewed figure and the next.

    `start` is the Monday of the week of the earlier figure.
    """
    renewed = assets[assets != assets.shift()]
    weeks = weekly(together(renewed, close))
    before = weeks.shift()
    mondays = pd.Series([_monday(day) for day in weeks.index], weeks.index)
    flows = {
        "flow": (weeks[0] - before[0] * weeks[1] / before[1]) / BILLION,
        "before": before[0] / BILLION,
        "start": mondays.shift(),
        "weeks": mondays.diff() / pd.Timedelta(weeks=1),
    }
    return pd.DataFrame(flows).iloc[1:]


def _added(flows: pd.DataFrame, start: pd.Timestamp) -> tuple[float, float, float]:
    """Return the sum of the flows since a week, the assets before the first, and their weeks."""
    recent = flows[flows["start"] >= start]
    if recent.empty:
        return np.nan, np.nan, 0.0
    return (
        float(recent["flow"].sum()),
        float(recent["before"].iloc[0]),
        float(recent["weeks"].sum()),
    )


def _cells(sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[float]:
    return [
        cell for flow, before, weeks in sums.tolist() for cell in (flow / before * 100, flow, weeks)
    ]


def _monday(day: pd.Timestamp) -> pd.Timestamp:
    return day - pd.Timedelta(days=day.day_of_week)
