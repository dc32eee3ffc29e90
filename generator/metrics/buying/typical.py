"""Who is buying? Whether the typical stock takes part, or a few large ones carry the fund."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.cross_section import (
    NOT_RUSSELL,
    SEGMENTS,
    WHAT,
    four_weeks_before,
    newest,
    segment,
)
from generator.metrics.maths.weekly import change_pct, iso
from generator.model.metric import LARGE, SMALL, Column, Missing, metric

# A 3-for-2 split makes half as many shares again; no company issues so many in four weeks as a rule.
SPLIT = 1.4


@metric(
    "buying",
    "The typical stock against the fund, over four weeks",
    "pp",
    inputs=("universe", f"close:{SMALL}", f"close:{LARGE}"),
    columns=(
        Column("label", "Companies and fund", "text"),
        Column("since", "Since", "date"),
        Column("mean", "Mean of the stocks", "%"),
        Column("median", "Median stock", "%"),
        Column("fund", "Fund", "%", n=""),
        Column("mean_lead", "Mean minus fund", "pp"),
        Column("value", "Median minus fund", "pp"),
        Column("ahead", "Stocks ahead of the fund", "%", 0),
        Column("n", "Stocks", "count", 0),
        Column("gone", "Left out", "count", 0),
    ),
    formula="change of price, without dividends, of the companies in the stored cross-section nearest to "
    "four weeks before, each counting the same, against that of IWM (small) and SPY (large) between "
    "the same days; left out: companies that are in neither group now, and those whose number of shares "
    f"(market value ÷ price) changed by a factor of {SPLIT} or more, as by a split. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} The members are those of four weeks before, so that none is in for having "
    "risen; but those that left both groups since are not counted, whether they rose or fell. A few "
    "very large gains lift the mean; the median of single stocks is mostly below it.",
)
def typical_stock(
    universe: pd.DataFrame, small: pd.Series[float], large: pd.Series[float]
) -> pd.DataFrame | Missing:
    """Whether the average and the middle stock did as well as the fund that weights by size."""
    before = four_weeks_before(universe)
    if isinstance(before, Missing):
        return before
    now = newest(universe)
    ends = before["date"].iloc[0], now["date"].iloc[0]
    funds = {"small": (SMALL, small), "large": (LARGE, large)}
    rows = {}
    for name, (ticker, close) in funds.items():
        members = segment(before, name)
        label = f"{SEGMENTS[name]}, {ticker}"
        cells = _cells(_changes(members, now), change_pct(close, *ends))
        rows[name] = (label, iso(ends[0]), *cells, len(members) - cells[-1])
    names = [column.name for column in typical_stock.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


TYPICAL = (typical_stock,)


def _changes(members: pd.DataFrame, now: pd.DataFrame) -> pd.Series[float]:
    """Return by how many percent the prices of some companies have changed; splits are left out."""
    both = members.merge(now, on="symbol", suffixes=("", "_now"))
    price = both["price_now"] / both["price"]
    shares = both["market_cap_now"] / both["market_cap"] / price
    same = shares.between(1 / SPLIT, SPLIT, inclusive="neither")
    return (price[same] - 1) * 100


def _cells(changes: pd.Series[float], fund: float) -> tuple[float, ...]:
    """Return mean, median, fund, both leads, share ahead and n."""
    mean, median = float(changes.mean()), float(changes.median())
    ahead = float((changes > fund).mean() * 100) if len(changes) else np.nan
    return mean, median, fund, mean - fund, median - fund, ahead, len(changes)
