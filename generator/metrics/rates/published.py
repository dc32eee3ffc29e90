"""What have others published that no free feed gives? Tables that editors keep, row by row.

Every number here is somebody else's, as published on the day of its row, or computed from such, and
then its row says so; nothing is filled in between rows, and rows of different methods are not averaged.
"""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.weekly import iso
from generator.model.metric import Column, Missing, metric

COMPARISONS = "facts:comparisons"
NOTHING = Missing("no cited figure was public on that day")
LABEL = Column("label", "Source", "text")
ON = Column("on", "As of", "date")
METHOD = Column("method", "What is counted", "text")
_MARKS = {
    "newest": "newest with both sides",
    "lowest": "smallest difference",
    "highest": "largest difference",
}
PITFALLS = (
    "Published by others and kept by editors: a few dated figures, not a series. Each has its own "
    "method, and the newest may be old."
)
_PAIR = (
    LABEL,
    ON,
    Column("small", "Small companies", "%"),
    Column("large", "Large companies", "%"),
    Column("value", "Small minus large", "pp"),
    METHOD,
)


@metric(
    "rates",
    "Floating-rate debt, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=_PAIR,
    formula="share of debt at floating rates, small companies − large companies, as published; "
    "the rows `lowest` and `highest` are the extremes of the list",
    pitfalls=PITFALLS,
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
        LABEL,
        ON,
        Column("small", "Small companies", "x", 2),
        Column("large", "Large companies", "x", 2),
        Column("value", "Small minus large", "x", 2),
        METHOD,
    ),
    formula="net debt ÷ earnings before interest, tax and depreciation, small companies and large "
    "companies, as published",
    pitfalls=f"{PITFALLS} Loss-makers have no such ratio; lists differ in leaving out banks.",
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
    pitfalls=PITFALLS,
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
    pitfalls=f"{PITFALLS} Revenue per worker also moves with prices, outsourcing and the mix of "
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
    pitfalls=f"{PITFALLS} Forecasts differ in what they count, above all in loss-makers.",
)
def published_growth_2026(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much faster small companies' earnings were expected to grow in 2026."""
    return _pairs(rows, "growth_2026")


@metric(
    "earnings",
    "Share of loss-makers, as published",
    "%",
    inputs=(COMPARISONS,),
    columns=(LABEL, ON, Column("value", "Loss-makers", "%"), METHOD),
    formula="share of companies in the Russell 2000 that lose money, by number, as published",
    pitfalls=PITFALLS,
)
def published_loss_makers(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How many small companies lose money, according to those who counted."""
    return _alone(rows, "loss_makers")


@metric(
    "rates",
    "What small businesses pay for loans, as published",
    "%",
    inputs=(COMPARISONS,),
    columns=(LABEL, ON, Column("value", "Rate paid", "%"), METHOD),
    formula="average rate paid on short-term loans by small businesses, by a survey of their federation",
    pitfalls=f"{PITFALLS} The businesses asked are mostly too small for the stock exchange; single "
    "months move by half a point and more without a reason in rates.",
)
def published_loan_rates(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """What small businesses said they paid on short-term loans, in the months that could be cited."""
    return _alone(rows, "loan_rate")


@metric(
    "cheap",
    "Relative price-to-book: marks of a century",
    "ratio",
    inputs=("facts:relative_book",),
    decimals=2,
    columns=(
        LABEL,
        ON,
        Column("value", "Small ÷ large", "ratio", 2),
        Column("percentile", "Percentile since 1979", "count", 0),
        METHOD,
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
        return NOTHING
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
    published_loan_rates,
    published_foreign_revenue,
    published_productivity,
    published_growth_2026,
    published_loss_makers,
    relative_book_marks,
)


def _alone(rows: pd.DataFrame, topic: str) -> pd.DataFrame | Missing:
    """Return the rows of a topic by date with small companies' side as the value."""
    table = _pairs(rows, topic)
    if isinstance(table, Missing):
        return table
    return table.assign(value=table["small"])[["label", "on", "value", "method"]]


def _pairs(rows: pd.DataFrame, topic: str) -> pd.DataFrame | Missing:
    """Return the rows of a topic by date, then those that the marks pick out."""
    found = rows[rows["topic"] == topic].set_index("id")
    if found.empty:
        return NOTHING
    table = found[["label", "on", "small", "large", "method"]].sort_values("on", kind="stable")
    table.insert(4, "value", table["small"] - table["large"])
    marks = _marks(table.dropna(subset="value"))
    return pd.concat([table, marks]).assign(on=lambda rows: rows["on"].map(iso))


def _marks(both: pd.DataFrame) -> pd.DataFrame:
    """Return the newest of rows with both sides, and of several the smallest and largest difference.

    Their labels say what they are, since each repeats a row above.
    """
    if both.empty:
        return both
    sizes = both.sort_values("value", kind="stable")
    picks = {"newest": both.tail(1)}
    if len(both) > 1:
        picks |= {"lowest": sizes.head(1), "highest": sizes.tail(1)}
    named = [
        row.set_axis([key]).assign(label=f"{_MARKS[key]}: " + row["label"].to_numpy())
        for key, row in picks.items()
    ]
    return pd.concat(named)
