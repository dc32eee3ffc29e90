"""Tables: cells of measured ones, and those of pages and CSV files."""

from __future__ import annotations

from typing import Any

import pandas as pd


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
