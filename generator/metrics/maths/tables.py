"""Tables: rows under a metric's columns, and rows that others have published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from generator.metrics.maths.observations import iso
from generator.model.metric import Column, Missing

COMPARISONS = "facts:comparisons"
NO_FIGURE = Missing("no cited figure was public on that day")
LABEL = Column("label", "Source", "text")
ON = Column("on", "As of", "date")
METHOD = Column("method", "What is counted", "text")
_MARKS = {
    "newest": "newest with both sides",
    "lowest": "smallest difference",
    "highest": "largest difference",
}
CITED_PITFALLS = (
    "Published by others and kept by editors: a few dated figures, not a series. Each has its own "
    "method, and the newest may be old."
)
PAIRED_COLUMNS = (
    LABEL,
    ON,
    Column("small", "Small companies", "%"),
    Column("large", "Large companies", "%"),
    Column("value", "Small minus large", "pp"),
    METHOD,
)


def table_of(rows: Mapping[str, Sequence[object]], columns: Sequence[Column]) -> pd.DataFrame:
    """Return cells by row key under the names of a metric's columns."""
    names = [column.name for column in columns]
    return pd.DataFrame.from_dict(dict(rows), orient="index", columns=names)


def cited_table(
    rows: pd.DataFrame, columns: Sequence[Column], **values: pd.Series[Any] | list[float] | float
) -> pd.DataFrame | Missing:
    """Return cited rows by their ids under a metric's columns; Missing where there are none.

    Args:
        rows: of a table of facts; days become cells.
        columns: of the metric.
        values: what is computed, or has another name in the facts, by column.
    """
    if rows.empty:
        return NO_FIGURE
    table = rows.assign(**values)
    days = {c.name: table[c.name].map(iso) for c in columns if c.unit == "date"}
    return table.assign(**days).set_axis(table["id"].tolist())[[c.name for c in columns]]


def single_rows(rows: pd.DataFrame, topic: str) -> pd.DataFrame | Missing:
    """Return the rows of a topic by date with small companies' side as the value."""
    table = paired_rows(rows, topic)
    if isinstance(table, Missing):
        return table
    return table.assign(value=table["small"])[["label", "on", "value", "method"]]


def paired_rows(rows: pd.DataFrame, topic: str) -> pd.DataFrame | Missing:
    """Return the rows of a topic by date, then those that the marks pick out."""
    cited = rows[rows["topic"] == topic].set_index("id")
    if cited.empty:
        return NO_FIGURE
    table = cited[["label", "on", "small", "large", "method"]].sort_values("on", kind="stable")
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
    rows = [
        row.set_axis([key]).assign(label=f"{_MARKS[key]}: " + row["label"].to_numpy())
        for key, row in picks.items()
    ]
    return pd.concat(rows)
