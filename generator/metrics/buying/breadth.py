"""Who is buying? How many stocks take part in a rise, small and large."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.cross_section import (
    NOT_RUSSELL,
    SEGMENTS,
    WHAT,
    history,
    newest,
    segment,
)
from generator.model.metric import Column, Measured, metric

UNIVERSE = ("universe",)
NEAR = 0.02


@metric(
    "buying",
    "Breadth",
    "%",
    inputs=UNIVERSE,
    columns=(
        Column("label", "Companies", "text"),
        Column("above_50", "Above the 50-day average", "%"),
        Column("above_200", "Above the 200-day average", "%"),
        Column("highs", "At a 52-week high", "%"),
        Column("lows", "At a 52-week low", "%"),
        Column("value", "Highs minus lows", "pp"),
        Column("n", "Companies", "count", 0),
    ),
    formula="companies whose price is above the average of the last 50, or 200, sessions; within 2% "
    "of the highest, or lowest, price of 52 weeks; each ÷ companies for which both numbers are "
    f"known. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} Companies that were delisted are gone from the count. Averages are of "
    "prices, without dividends.",
)
def breadth(universe: pd.DataFrame) -> pd.DataFrame:
    """Whether many stocks rise or a few large ones."""
    rows = newest(universe)
    table = {name: _cells(segment(rows, name), label) for name, label in SEGMENTS.items()}
    names = [column.name for column in breadth.columns]
    return pd.DataFrame.from_dict(table, orient="index", columns=names)


def _cells(part: pd.DataFrame, label: str) -> tuple[str | float, ...]:
    price = part["price"]
    above = [_share(price > part[name], part[name]) for name in ("average_50", "average_200")]
    high = _share(price >= part["high_52"] * (1 - NEAR), part["high_52"])
    low = _share(price <= part["low_52"] * (1 + NEAR), part["low_52"])
    return label, *above, high, low, high - low, len(part)


def _share(holds: pd.Series[bool], needs: pd.Series[float]) -> float:
    known = holds[needs.notna()]
    return float(known.mean() * 100) if len(known) else np.nan


@metric(
    "buying",
    "Small caps above their 200-day average",
    "%",
    inputs=UNIVERSE,
    companies="breadth.small.n",
    formula="small caps whose price is above the average of their last 200 sessions ÷ small caps for "
    f"which it is known. {WHAT}",
    pitfalls=f"{NOT_RUSSELL} One value for each week since the first; the members change.",
)
def small_above_200_day(universe: pd.DataFrame) -> Measured:
    """The share of small companies in a rising trend, week by week."""

    def above(rows: pd.DataFrame) -> float:
        part = segment(rows, "small")
        return _share(part["price"] > part["average_200"], part["average_200"])

    return history(universe, above, "no average of 200 sessions is known")


BREADTH = (breadth, small_above_200_day)
