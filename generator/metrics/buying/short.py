"""Who is buying? And who has sold what they do not own: short positions, small and large."""

from __future__ import annotations

import pandas as pd

from generator.model.metric import Column, Missing, metric

_BANDS = {
    "small": "Worth 0.3 to 5 billion dollars",
    "large": "Worth 20 billion dollars or more",
}
_DAYS = (0, 5, 10)


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
def short_positions(*counts: pd.Series[float]) -> pd.DataFrame | Missing:
    """How many small and large companies have a short position that takes days to buy back."""
    newest = [float(count.iloc[-1]) for count in counts]
    rows = {}
    for place, (band, label) in enumerate(_BANDS.items()):
        known, five, ten = newest[place * len(_DAYS) : (place + 1) * len(_DAYS)]
        if not 0 <= ten <= five <= known or not known:
            return Missing("Yahoo's counts do not fit together: more days, more listings")
        rows[band] = (label, five / known * 100, ten / known * 100, known)
    names = [column.name for column in short_positions.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


SHORT = (short_positions,)
