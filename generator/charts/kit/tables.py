"""The words of figures and the cells of their tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

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


# A column's head on a page, its unit and decimals, by the column's name.
Heads: TypeAlias = Mapping[str, tuple[str, Unit, int]]


def cells(rows: pd.DataFrame, heads: Heads) -> dict[str, list[str]]:
    """Return the columns that have a head as readers see them."""
    return {
        head: [number(value, unit, decimals) for value in rows[name]]
        for name, (head, unit, decimals) in heads.items()
    }


def listing(rows: pd.DataFrame, heads: Heads) -> pd.DataFrame:
    """Return weeks as a page's table: a date, then each column that has a head."""
    weeks = thinned(rows)
    return pd.DataFrame({"Week to": [day(date) for date in weeks.index], **cells(weeks, heads)})


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Return weeks with their date as an ISO column in front, as in a CSV file."""
    dates = pd.DatetimeIndex(rows.index).strftime("%Y-%m-%d")
    return rows.reset_index(drop=True).assign(date=dates)[["date", *rows.columns]]


def figure_csv(rows: pd.DataFrame) -> str:
    """Return the content of a figure's CSV file; numbers have six significant digits."""
    return rows.to_csv(index=False, float_format="%.6g", lineterminator="\n")


_WORDS = (
    "none", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
# A hit rate within this distance of a half, in percentage points, reads as a coin toss.
COIN_TOSS_PP = 5


def rounded(value: float, decimals: int = 1) -> float:
    """Return what a reader sees of a value; never a negative zero."""
    return round(value, decimals) + 0.0


def percent(value: float, decimals: int = 1) -> str:
    """Return the size of a percentage, without its sign."""
    return number(abs(value), "%", decimals)


def points(value: float) -> str:
    """Return the size of a difference: `4.2 points`, `1.0 points`."""
    return f"{number(abs(value), 'index')} points"


def move_words(value: float) -> str:
    """Return what a price did: `gained 4.2%`, `lost 3.1%`, `did not move`."""
    if rounded(value) == 0:
        return "did not move"
    return f"{'gained' if value > 0 else 'lost'} {percent(value)}"


def count(n: int) -> str:
    """Return a small number in words, a larger one in figures."""
    return _WORDS[n] if n < len(_WORDS) else str(n)


def count_of(n: int, of: int) -> str:
    """Return `six of eight cases`, `one of one case`."""
    return f"{count(n)} of {count(of)} case{'' if of == 1 else 's'}"


def times(n: int) -> str:
    """Return `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(n, f"{count(n)} times")


def month(value: date) -> str:
    """Return `Apr 2011`."""
    return day(value).split(maxsplit=1)[1]
