"""Published figures of fund flows, takeovers and revenue from abroad, row by row."""

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
)
from generator.model.metric import Column, Missing, metric

FLOWS = "facts:flows"


@metric(
    "buying",
    "Revenue from abroad, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=PAIRED_COLUMNS,
    formula="share of revenue from abroad, small companies − large companies, as published",
    pitfalls=CITED_PITFALLS,
)
def published_foreign_revenue(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much less of their revenue small companies earn abroad than large ones."""
    return paired_rows(rows, "foreign_revenue")


@metric(
    "buying",
    "Flows of mutual funds, as published",
    "count",
    inputs=(FLOWS,),
    columns=(
        Column("label", "Span", "text"),
        ON,
        Column("value", "Net flow, billions of dollars", "count", n=""),
        Column("outflows", "Spans with an outflow", "count", 0),
        Column("n", "Spans", "count", 0),
        METHOD,
    ),
    formula="net new cash flow of US domestic equity mutual funds by the fund industry's own "
    "statistics; the row `before` counts the years from 2022 to 2024",
    pitfalls=f"{CITED_PITFALLS} Small-cap funds are one part of these, and exchange-traded funds, which "
    "took in what mutual funds lost, are left out.",
)
def published_fund_flows(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """Whether money began to leave mutual funds late in 2025 or had been leaving for years."""
    flows = rows[rows["group"] == "domestic equity mutual funds"]
    nan, columns = float("nan"), published_fund_flows.columns
    table = cited_table(flows, columns, value=flows["billions"], outflows=nan, n=nan)
    if isinstance(table, Missing):
        return table
    earlier = flows.loc[flows["on"] < pd.Timestamp(2025, 1, 1), "billions"]
    counts = {"value": earlier.sum(), "outflows": (earlier < 0).sum(), "n": len(earlier)}
    cells = {"label": "2022 to November 2024", "on": "", "method": "", **counts}
    return pd.concat([table, pd.DataFrame(cells, index=["before"])])


@metric(
    "buying",
    "Flows of funds on the S&P 500 and on small caps, as published",
    "count",
    inputs=(FLOWS,),
    columns=(
        Column("label", "Fund and span", "text"),
        ON,
        Column("value", "Net flow, billions of dollars", "count"),
        METHOD,
    ),
    formula="net inflow of single exchange-traded funds, as published or computed from share counts",
    pitfalls=f"{CITED_PITFALLS} Spans differ, and money moves from one fund to its cheaper twin.",
)
def published_etf_flows(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """What large funds on the S&P 500, and one on small caps, took in or lost."""
    flows = rows[rows["group"] != "domestic equity mutual funds"]
    return cited_table(flows, published_etf_flows.columns, value=flows["billions"])


@metric(
    "buying",
    "Takeovers in biotechnology, as published",
    "%",
    inputs=("facts:takeovers",),
    columns=(
        LABEL,
        ON,
        Column("billions", "Value, billions of dollars", "count", 0),
        Column("value", "Against the year before", "%", 0),
        Column("deals", "Deals", "count", 0),
        METHOD,
    ),
    formula="value of takeovers against the year before, as published; the row `lowest` is the "
    "smallest rise in the list",
    pitfalls=f"{CITED_PITFALLS} A few very large deals decide a year.",
)
def published_takeovers(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How the value of takeovers of drug makers changed against the year before."""
    table = cited_table(rows, published_takeovers.columns, value=rows["growth_pct"])
    if isinstance(table, Missing):
        return table
    lowest = table.sort_values("value", kind="stable").head(1).set_axis(["lowest"])
    lowest["label"] = "smallest rise: " + lowest["label"]
    return pd.concat([table, lowest])


PUBLISHED_FLOWS = (published_fund_flows, published_etf_flows, published_takeovers)
