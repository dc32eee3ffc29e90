"""Tables: cells of measured ones, and those of pages and CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from generator.charts.kit.weeks import thinned
from generator.model.formatting import day, number
from generator.model.metric import Unit


def number_at(table: pd.DataFrame, row: str, column: str) -> float:
    """Return a number of a table."""
    return float(table[column].loc[row])


def record_at(table: pd.DataFrame, row: str) -> dict[str, Any]:
    """Return the cells of a row by column name."""
    return {str(column): table[column].loc[row] for column in table.columns}


def keys(table: pd.DataFrame) -> list[str]:
    """Return the row keys of a table, in order."""
    return [str(key) for key in table.index]


def keyed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a table with its row keys as its first column, as in a CSV file."""
    return table.rename_axis(name).reset_index()


def numbers_of(table: pd.DataFrame, column: str) -> list[float]:
    """Return a column as floats, in order."""
    return [float(value) for value in table[column]]


def listing(rows: pd.DataFrame, heads: Mapping[str, tuple[str, Unit, int]]) -> pd.DataFrame:
    """Return weeks as a page's table: a date, then each column with its head, unit, decimals."""
    kept = thinned(rows)
    cells = {
        head: [number(value, unit, decimals) for value in kept[name]]
        for name, (head, unit, decimals) in heads.items()
    }
    return pd.DataFrame({"Week to": [day(date) for date in kept.index], **cells})


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Return weeks with their date as an ISO column in front, as in a CSV file."""
    dates = pd.DatetimeIndex(rows.index).strftime("%Y-%m-%d")
    return rows.reset_index(drop=True).assign(date=dates)[["date", *rows.columns]]


def figure_csv(rows: pd.DataFrame) -> str:
    """Return the content of a figure's CSV file; numbers have six significant digits."""
    return rows.to_csv(index=False, float_format="%.6g", lineterminator="\n")
