"""Why would it work? What was expected of the policy rate when the article came out."""

from __future__ import annotations

import pandas as pd

from generator.metrics.futures import STEP
from generator.metrics.weekly import iso
from generator.metrics.windows import ARTICLE
from generator.model import Column, Missing, metric


@metric(
    "rates",
    "The policy rate as it was expected in January 2026",
    "%",
    decimals=2,
    inputs=("facts:rate_forecasts", "facts:policy_decisions"),
    columns=(
        Column("label", "Expectation", "text"),
        Column("maker", "Whose", "text"),
        Column("on", "By", "date"),
        Column("chance", "Chance of a cut", "%", 0),
        Column("value", "Expected upper end of the range", "%", 2),
        Column("outcome", "Upper end on that day", "%", 2),
        Column("said_on", "Known since", "date"),
    ),
    formula="upper end of the target range on 12 January 2026 − 0.25 × the expected number of cuts "
    "by the day; a chance of a cut counts as that part of one",
    pitfalls="The path of futures of that week is not free to have; these are the two expectations "
    "that were published and dated. They are frozen: nothing said later enters. A chance of 61% is "
    "an expected 0.15 points, which no single outcome can match.",
)
def january_path(forecasts: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame | Missing:
    """Where the policy rate was expected to be, by those who said so in January 2026."""
    ordered = decisions.sort_values("on")
    start = _upper_on(ordered, ARTICLE)
    if forecasts.empty or pd.isna(start):
        return Missing("no dated forecast of January 2026, or no range to start from, is on record")
    table = {
        "label": forecasts["label"],
        "maker": forecasts["maker"],
        "on": forecasts["on"].map(iso),
        "chance": forecasts["chance_pct"],
        "value": start - STEP * forecasts["cuts"],
        "outcome": [_outcome(ordered, on) for on in forecasts["on"]],
        "said_on": forecasts["known_on"].map(iso),
    }
    return pd.DataFrame(table).set_axis(forecasts["id"].tolist())


EXPECTATIONS = (january_path,)


def _upper_on(decisions: pd.DataFrame, day: pd.Timestamp) -> float:
    """Return the upper end of the range decided by the end of a day, NaN before the table."""
    decided = decisions.loc[decisions["on"] <= day, "upper"]
    return float(decided.iloc[-1]) if len(decided) else float("nan")


def _outcome(decisions: pd.DataFrame, day: pd.Timestamp) -> float:
    """Return the upper end on a day that has come: one on or after which a decision is known."""
    is_over = (decisions["on"] >= day).any()
    return _upper_on(decisions, day) if is_over else float("nan")
