"""Ranks: small caps among asset classes, the article's vehicles among small-cap funds."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import ARTICLE
from generator.metrics.maths.observations import change_pct, iso, last_day, together
from generator.model.metric import LARGE, SMALL, Column, Missing, Series, metric

# Fixed on the article's date; the twelve are those that a buyer could have held instead.
ASSETS = {
    SMALL: "US small caps (IWM)",
    LARGE: "US large caps (SPY)",
    "QQQ": "Nasdaq 100 (QQQ)",
    "EFA": "developed markets abroad (EFA)",
    "EEM": "emerging markets (EEM)",
    "AGG": "US bonds (AGG)",
    "TLT": "long US government bonds (TLT)",
    "HYG": "US high-yield bonds (HYG)",
    "GLD": "gold (GLD)",
    "VNQ": "US real estate (VNQ)",
    "DBC": "commodities (DBC)",
    "BIL": "short US government bills (BIL)",
}
CORE = (SMALL, LARGE, "QQQ", "TLT", "HYG")
FUNDS = {
    SMALL: "Russell 2000 (IWM)",
    "RVT": "Royce Small-Cap Trust (RVT)",
    "VTWO": "Russell 2000, cheaper (VTWO)",
    "IJR": "S&P SmallCap 600 (IJR)",
    "IWN": "Russell 2000 Value (IWN)",
}
YEAR_START, YEAR_END = pd.Timestamp(2025, 12, 31), pd.Timestamp(2026, 12, 31)
_RANK_COLUMNS = (
    Column("label", "Fund", "text"),
    Column("start", "From the close of", "date"),
    Column("value", "Total return", "%"),
    Column("rank", "Rank, 1 is best", "count", 0, n="of"),
    Column("of", "Funds ranked", "count", 0),
)
_YEAR = (
    "total return from the close of 31 December 2025 to the as-of close or, if earlier, that of "
)


@metric(
    "working",
    "Asset classes in 2026",
    "%",
    inputs=tuple(ASSETS),
    columns=_RANK_COLUMNS,
    formula=f"{_YEAR}31 December 2026, ranked among twelve funds",
    pitfalls="One fund stands for each class, and the choice of twelve decides who can win. Needs "
    "the prices of all twelve: a rank among fewer would be another number.",
)
def asset_ranking(*funds: Series) -> pd.DataFrame | Missing:
    """Whether small caps are the most rewarding of twelve asset classes in calendar 2026."""
    return _year_table(list(ASSETS), funds)


@metric(
    "working",
    "Five of the asset classes in 2026",
    "%",
    inputs=CORE,
    columns=_RANK_COLUMNS,
    formula=f"{_YEAR}31 December 2026, ranked among five of the twelve funds",
    pitfalls="Whoever is not first of these five is not first of the twelve; whoever is first of "
    "the five need not be.",
)
def asset_ranking_core(*funds: Series) -> pd.DataFrame | Missing:
    """How small caps stand in calendar 2026 among the five classes whose prices are always here."""
    return _year_table(list(CORE), funds)


@metric(
    "vehicles",
    "Vehicles since the article",
    "%",
    inputs=tuple(FUNDS),
    columns=_RANK_COLUMNS,
    formula="total return from the close of 12 January 2026 to the as-of close, at market prices, "
    "ranked among five funds on small caps; after the funds' own costs",
    pitfalls="Five well-known funds, not the market. The costs of buying and taxes are left out, "
    "and the return of RVT moves with its discount to net asset value.",
)
def vehicle_ranking(*funds: Series) -> pd.DataFrame | Missing:
    """Whether the two vehicles that the article names did better than others on the shelf."""
    both = together(*funds)
    end = last_day(both)
    if end <= ARTICLE:
        return Missing("no session has closed after the article")
    return _ranked(FUNDS, both, (ARTICLE, end))


RANKING = (asset_ranking, asset_ranking_core, vehicle_ranking)


def _year_table(tickers: list[str], funds: tuple[Series, ...]) -> pd.DataFrame | Missing:
    both = together(*funds)
    end = min(last_day(both), YEAR_END)
    if end <= YEAR_START:
        return Missing("the year 2026 has not begun")
    return _ranked({ticker: ASSETS[ticker] for ticker in tickers}, both, (YEAR_START, end))


def _ranked(
    labels: dict[str, str], funds: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp]
) -> pd.DataFrame | Missing:
    start, end = span
    if funds.index[0] > start:
        return Missing("a fund has no price at the start")
    returns = pd.Series([change_pct(funds[column], start, end) for column in funds])
    columns = {
        "label": list(labels.values()),
        "start": iso(pd.Timestamp(funds.loc[:start].index[-1])),
        "value": returns,
        "rank": returns.rank(ascending=False, method="min"),
        "of": len(returns),
    }
    return pd.DataFrame(columns).set_axis([ticker.lower() for ticker in labels])
