"""Positions: futures that investors hold, and shares that they have sold short."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.observations import iso, last_day, too_short
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

WEEKS_26, WEEKS_156 = 26, 156
HOLDERS = {
    "small_asset_manager": "Russell 2000, asset managers",
    "small_leveraged": "Russell 2000, leveraged funds",
    "large_asset_manager": "S&P 500, asset managers",
    "large_leveraged": "S&P 500, leveraged funds",
}
SERIES = (
    "cftc:239742_asset_manager_net",
    "cftc:239742_leveraged_net",
    "cftc:13874A_asset_manager_net",
    "cftc:13874A_leveraged_net",
)
_FORMULA = "long − short positions in the E-mini future ÷ its open interest, Tuesday's count"
_PITFALL = (
    "Futures are a small part of what institutions own and serve to hedge as well as to bet. "
    "During the closure of the US government in late 2025 the counts came weeks late; here all are "
    "taken as known three business days after their Tuesday."
)
_BANDS = {
    "small": "Worth 0.3 to 5 billion dollars",
    "large": "Worth 20 billion dollars or more",
}
_DAYS = (0, 5, 10)


@metric(
    "buying",
    "Positions in stock-index futures",
    "%",
    inputs=SERIES,
    columns=(
        Column("label", "Contract and holders", "text"),
        Column("on", "Known on", "date"),
        Column("net", "Net position, share of open interest", "%", n=""),
        Column("change", "Change over 26 weeks", "pp", n=""),
        Column("z", "Distance from the 3-year mean, standard deviations", "ratio", n=WEEKS_156),
        Column("percentile_3y", "Percentile, 3 years", "count", 0, n=WEEKS_156),
        Column("percentile", "Percentile, all", "count", 0),
        Column("n", "Weeks", "count", 0),
    ),
    formula=f"{_FORMULA}; change, z and percentiles over the last 26, 156 and all weeks",
    pitfalls=f"{_PITFALL} The Russell contract returned to this exchange in 2017: the record is "
    "short, and neighbouring weeks say nearly the same.",
)
def positioning(*nets: Series) -> pd.DataFrame | Missing:
    """Whether institutions have built positions in small caps, as the article says."""
    shortest = min(len(net) for net in nets)
    if shortest <= WEEKS_26:
        return too_short(WEEKS_26 + 1, shortest, "weekly counts")
    rows = {
        key: (label, *_position_cells(net))
        for (key, label), net in zip(HOLDERS.items(), nets, strict=True)
    }
    return table_of(rows, positioning.columns)


def _position_cells(net: Series) -> tuple[str, float, float, float, float, float, float]:
    now, recent = float(net.iloc[-1]), net.tail(WEEKS_156)
    enough = len(recent) == WEEKS_156
    z = (now - float(recent.mean())) / float(recent.std()) if enough else float("nan")
    share = float((recent <= now).mean() * 100) if enough else float("nan")
    return (
        iso(last_day(net)),
        now,
        now - float(net.iloc[-1 - WEEKS_26]),
        z,
        share,
        float((net <= now).mean() * 100),
        float(len(net)),
    )


@metric(
    "buying",
    "Asset managers in Russell 2000 futures",
    "%",
    inputs=SERIES[:1],
    formula=_FORMULA,
    pitfalls=_PITFALL,
)
def small_asset_manager_net(net: Series) -> Series:
    """The net position of pension funds, insurers and the like in small-cap futures."""
    return net


@metric(
    "buying",
    "Leveraged funds in Russell 2000 futures",
    "%",
    inputs=SERIES[1:2],
    formula=_FORMULA,
    pitfalls=f"{_PITFALL} Leveraged funds are often short here against shares that they own.",
)
def small_leveraged_net(net: Series) -> Series:
    """The net position of hedge funds and the like in small-cap futures."""
    return net


@metric(
    "buying",
    "Short positions",
    "%",
    inputs=tuple(f"short:{band}.{days}" for band in _BANDS for days in _DAYS),
    columns=(
        Column("label", "US listings", "text"),
        Column("value", "Five days of trading or more", "%", 0),
        Column("ten", "Ten days or more", "%", 0),
        Column("n", "Listings with a known position", "count", 0),
    ),
    formula="listings whose shares sold short come to five, or ten, days of their usual trading or more "
    "÷ listings for which that is known: counts of Yahoo's screener, by market value",
    pitfalls="Counts of listings: other classes of shares, foreign firms and closed-end funds are in "
    "them. Exchanges report positions twice a month, more than a week late, and Yahoo gives no date. "
    "Many short positions hedge others and are no opinion.",
)
def short_positions(*counts: Series) -> pd.DataFrame | Missing:
    """How many small and large companies have a short position that takes days to buy back."""
    newest = [float(count.iloc[-1]) for count in counts]
    rows = {}
    for place, (band, label) in enumerate(_BANDS.items()):
        listings, five, ten = newest[place * len(_DAYS) : (place + 1) * len(_DAYS)]
        if not 0 <= ten <= five <= listings or not listings:
            return Missing("Yahoo's counts do not fit together: more days, more listings")
        rows[band] = (label, five / listings * 100, ten / listings * 100, listings)
    return table_of(rows, short_positions.columns)


POSITIONS = (positioning, small_asset_manager_net, small_leveraged_net)

SHORT = (short_positions,)
