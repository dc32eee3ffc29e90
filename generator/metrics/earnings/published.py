"""Published figures of small companies' earnings: estimates, growth, losses, productivity."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.tables import (
    CITED_PITFALLS,
    COMPARISONS,
    LABEL,
    METHOD,
    ON,
    PAIRED_COLUMNS,
    cited_table,
    paired_rows,
    single_rows,
)
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
    after, change = rows["growth_pct"], rows["change_pp"]
    ordered = rows.sort_values("on", kind="stable")
    columns = estimate_drift.columns
    return cited_table(ordered, columns, before=after - change, after=after, value=change)


@metric(
    "earnings",
    "Revenue per worker, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=PAIRED_COLUMNS,
    formula="change of real revenue per worker since the end of 2022, small companies − large "
    "companies, as published",
    pitfalls=f"{CITED_PITFALLS} Revenue per worker also moves with prices, outsourcing and the mix of "
    "industries.",
)
def published_productivity(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """Whether revenue per worker has grown more at small or at large companies."""
    return paired_rows(rows, "productivity")


@metric(
    "earnings",
    "Growth of earnings in 2026, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=PAIRED_COLUMNS,
    formula="growth of earnings in 2026, small companies − large companies; forecasts as they "
    "were published",
    pitfalls=f"{CITED_PITFALLS} Forecasts differ in what they count, above all in loss-makers.",
)
def published_growth_2026(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much faster small companies' earnings were expected to grow in 2026."""
    return paired_rows(rows, "growth_2026")


@metric(
    "earnings",
    "Share of loss-makers, as published",
    "%",
    inputs=(COMPARISONS,),
    columns=(LABEL, ON, Column("value", "Loss-makers", "%"), METHOD),
    formula="share of companies in the Russell 2000 that lose money, by number, as published",
    pitfalls=CITED_PITFALLS,
)
def published_loss_makers(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How many small companies lose money, according to those who counted."""
    return single_rows(rows, "loss_makers")


ESTIMATES = (estimate_drift,)
PUBLISHED_EARNINGS = (published_productivity, published_growth_2026, published_loss_makers)
