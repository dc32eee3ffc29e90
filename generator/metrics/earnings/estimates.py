"""Why would it work? How far what was expected of small companies' earnings has moved."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import iso
from generator.model.metric import Column, Missing, metric


@metric(
    "earnings",
    "How estimates of earnings growth have moved",
    "pp",
    inputs=("facts:estimate_revisions",),
    columns=(
        Column("label", "Growth of", "text"),
        Column("on", "Estimate of", "date"),
        Column("before", "Estimate before", "%"),
        Column("after", "Estimate after", "%"),
        Column("value", "Change", "pp"),
        Column("span", "Within", "text"),
    ),
    formula="growth of the Russell 2000's earnings that analysts expected for a period, at two "
    "points of time, as published; the estimate before is the one after − the change",
    pitfalls="A few published cases and not a series: large changes get written about, small ones "
    "do not. Quarters just before reports are cut almost always; a year's estimate is another thing, so "
    "the rows are not averaged.",
)
def estimate_drift(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How wrong forecasts of small companies' earnings were a few months before."""
    if rows.empty:
        return Missing("no published change of an estimate was known on that day")
    ordered = rows.sort_values("on", kind="stable")
    return pd.DataFrame(
        {
            "label": ordered["label"],
            "on": ordered["on"].map(iso),
            "before": ordered["growth_pct"] - ordered["change_pp"],
            "after": ordered["growth_pct"],
            "value": ordered["change_pp"],
            "span": ordered["span"],
        }
    ).set_axis(ordered["id"].tolist())


ESTIMATES = (estimate_drift,)
