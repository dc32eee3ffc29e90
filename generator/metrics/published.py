"""What have others published that no free feed gives? Tables that editors keep, row by row.

Every number here is somebody else's, as published on the day of its row, or computed from such, and
then its row says so; nothing is filled in between rows, and rows of different methods are not averaged.
"""

from __future__ import annotations

import pandas as pd

from generator.metrics.weekly import iso
from generator.model import Column, Missing, metric

COMPARISONS = "facts:comparisons"
FLOWS = "facts:flows"
_NOTHING = Missing("no cited figure was public on that day")
_LABEL = Column("label", "Source", "text")
_ON = Column("on", "As of", "date")
_METHOD = Column("method", "What is counted", "text")
_PITFALLS = (
    "Published by others and kept by editors: a few dated figures, not a series. Each has its own "
    "method, and the newest may be old."
)
_PAIR = (
    _LABEL,
    _ON,
    Column("small", "Small companies", "%"),
    Column("large", "Large companies", "%"),
    Column("value", "Small minus large", "pp"),
    _METHOD,
)


@metric(
    "rates",
    "Floating-rate debt, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=_PAIR,
    formula="share of debt at floating rates, small companies − large companies, as published; "
    "the rows `lowest` and `highest` are the extremes of the list",
    pitfalls=_PITFALLS,
)
def published_floating_debt(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much more of their debt small companies owe at floating rates than large ones."""
    return _pairs(rows, "floating_debt")


@metric(
    "rates",
    "Debt against earnings, as published",
    "x",
    decimals=2,
    inputs=(COMPARISONS,),
    columns=(
        _LABEL,
        _ON,
        Column("small", "Small companies", "x", 2),
        Column("large", "Large companies", "x", 2),
        Column("value", "Small minus large", "x", 2),
        _METHOD,
    ),
    formula="net debt ÷ earnings before interest, tax and depreciation, small companies and large "
    "companies, as published",
    pitfalls=f"{_PITFALLS} Loss-makers have no such ratio; lists differ in leaving out banks.",
)
def published_leverage(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How many years of operating earnings small and large companies owe."""
    return _pairs(rows, "leverage")


@metric(
    "buying",
    "Revenue from abroad, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=_PAIR,
    formula="share of revenue from abroad, small companies − large companies, as published",
    pitfalls=_PITFALLS,
)
def published_foreign_revenue(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much less of their revenue small companies earn abroad than large ones."""
    return _pairs(rows, "foreign_revenue")


@metric(
    "earnings",
    "Revenue per worker, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=_PAIR,
    formula="change of real revenue per worker since the end of 2022, small companies − large "
    "companies, as published",
    pitfalls=f"{_PITFALLS} Revenue per worker also moves with prices, outsourcing and the mix of "
    "industries.",
)
def published_productivity(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """Whether revenue per worker has grown more at small or at large companies."""
    return _pairs(rows, "productivity")


@metric(
    "earnings",
    "Growth of earnings in 2026, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=_PAIR,
    formula="growth of earnings in 2026, small companies − large companies; forecasts as they "
    "were published",
    pitfalls=f"{_PITFALLS} Forecasts differ in what they count, above all in loss-makers.",
)
def published_growth_2026(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much faster small companies' earnings were expected to grow in 2026."""
    return _pairs(rows, "growth_2026")


@metric(
    "earnings",
    "Share of loss-makers, as published",
    "%",
    inputs=(COMPARISONS,),
    columns=(_LABEL, _ON, Column("value", "Loss-makers", "%"), _METHOD),
    formula="share of companies in the Russell 2000 that lose money, by number, as published",
    pitfalls=_PITFALLS,
)
def published_loss_makers(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How many small companies lose money, according to those who counted."""
    table = _pairs(rows, "loss_makers")
    if isinstance(table, Missing):
        return table
    return table.assign(value=table["small"])[["label", "on", "value", "method"]]


@metric(
    "buying",
    "Flows of mutual funds, as published",
    "count",
    inputs=(FLOWS,),
    columns=(
        Column("label", "Span", "text"),
        _ON,
        Column("value", "Net flow, billions of dollars", "count", n=""),
        Column("outflows", "Spans with an outflow", "count", 0),
        Column("n", "Spans", "count", 0),
        _METHOD,
    ),
    formula="net new cash flow of US domestic equity mutual funds by the fund industry's own "
    "statistics; the row `before` counts the years from 2022 to 2024",
    pitfalls=f"{_PITFALLS} Small-cap funds are one part of these, and exchange-traded funds, which "
    "took in what mutual funds lost, are left out.",
)
def published_fund_flows(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """Whether money began to leave mutual funds late in 2025 or had been leaving for years."""
    flows = rows[rows["group"] == "domestic equity mutual funds"]
    if flows.empty:
        return _NOTHING
    table = _flow_table(flows).assign(outflows=float("nan"), n=float("nan"))
    earlier = flows.loc[flows["on"] < pd.Timestamp(2025, 1, 1), "billions"]
    counts = {"value": earlier.sum(), "outflows": (earlier < 0).sum(), "n": len(earlier)}
    cells = {"label": "2022 to November 2024", "on": "", "method": "", **counts}
    return pd.concat([table, pd.DataFrame(cells, index=["before"])])[
        ["label", "on", "value", "outflows", "n", "method"]
    ]


@metric(
    "buying",
    "Flows of funds on the S&P 500 and on small caps, as published",
    "count",
    inputs=(FLOWS,),
    columns=(
        Column("label", "Fund and span", "text"),
        _ON,
        Column("value", "Net flow, billions of dollars", "count"),
        _METHOD,
    ),
    formula="net inflow of single exchange-traded funds, as published or computed from share counts",
    pitfalls=f"{_PITFALLS} Spans differ, and money moves from one fund to its cheaper twin.",
)
def published_etf_flows(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """What large funds on the S&P 500, and one on small caps, took in or lost."""
    flows = rows[rows["group"] != "domestic equity mutual funds"]
    return _flow_table(flows) if len(flows) else _NOTHING


@metric(
    "buying",
    "Takeovers in biotechnology, as published",
    "%",
    inputs=("facts:takeovers",),
    columns=(
        _LABEL,
        _ON,
        Column("billions", "Value, billions of dollars", "count", 0),
        Column("value", "Against the year before", "%", 0),
        Column("deals", "Deals", "count", 0),
        _METHOD,
    ),
    formula="value of takeovers against the year before, as published; the row `lowest` is the "
    "smallest rise in the list",
    pitfalls=f"{_PITFALLS} A few very large deals decide a year.",
)
def published_takeovers(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How the value of takeovers of drug makers changed against the year before."""
    if rows.empty:
        return _NOTHING
    columns = ("label", "billions", "deals", "method")
    table = pd.DataFrame({name: rows[name].to_numpy() for name in columns}, index=list(rows["id"]))
    table["on"] = rows["on"].map(iso).to_numpy()
    table["value"] = rows["growth_pct"].to_numpy()
    lowest = table.sort_values("value", kind="stable").head(1).set_axis(["lowest"])
    return pd.concat([table, lowest])[["label", "on", "billions", "value", "deals", "method"]]


@metric(
    "cheap",
    "Relative price-to-book: marks of a century",
    "ratio",
    inputs=("facts:relative_book",),
    decimals=2,
    columns=(
        _LABEL,
        _ON,
        Column("value", "Small ÷ large", "ratio", 2),
        Column("percentile", "Percentile since 1979", "count", 0),
        _METHOD,
    ),
    formula="price-to-book ratio of small companies ÷ that of large ones, computed once by us from "
    "the December 2024 vintage of the Dartmouth data library",
    pitfalls="A few readings of one vintage, for comparison while the library itself cannot be "
    "fetched. Small is below the median size of the New York exchange, not the Russell 2000; "
    "book value counts intangible assets badly.",
)
def relative_book_marks(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How small companies' price-to-book ratio stood against large ones' at a few turns."""
    if rows.empty:
        return _NOTHING
    columns = {
        "label": rows["label"],
        "on": rows["on"].map(iso),
        "value": rows["ratio"],
        "percentile": rows["percentile"],
        "method": rows["method"],
    }
    return pd.DataFrame(columns).set_axis(rows["id"].tolist())


PUBLISHED = (
    published_floating_debt,
    published_leverage,
    published_foreign_revenue,
    published_productivity,
    published_growth_2026,
    published_loss_makers,
    published_fund_flows,
    published_etf_flows,
    published_takeovers,
    relative_book_marks,
)


def _pairs(rows: pd.DataFrame, topic: str) -> pd.DataFrame | Missing:
    """Return the rows of a topic, then the newest, lowest and highest difference among them."""
    found = rows[rows["topic"] == topic].set_index("id")
    if found.empty:
        return _NOTHING
    table = found[["label", "on", "small", "large", "method"]].sort_values("on", kind="stable")
    table.insert(4, "value", table["small"] - table["large"])
    both = table.dropna(subset="value")
    if len(both):
        sizes = both.sort_values("value", kind="stable")
        marks = pd.concat([both.tail(1), sizes.head(1), sizes.tail(1)])
        table = pd.concat([table, marks.set_axis(["newest", "lowest", "highest"])])
    return table.assign(on=table["on"].map(iso))


def _flow_table(flows: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "label": flows["label"],
        "on": flows["on"].map(iso),
        "value": flows["billions"],
        "method": flows["method"],
    }
    return pd.DataFrame(columns).set_axis(flows["id"].tolist())
