"""Files of the French data library, and the series that are made of them.

Each file is one CSV text of several tables: title lines, a line of column names that begins with a
comma, then rows that begin with a month (202605). Titles have been reworded over the years and a
copyright line follows the last table, so a table is found by the words that its title must have,
and it ends where its rows do. -99.99 and -999 stand for no data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from generator.model.errors import SourceError
from generator.model.metric import Series

NO_DATA = (-99.99, -999.0)
_ROW = re.compile(r"\s*\d{6}\s*,")
_VINTAGE = re.compile(r"(\d{6})\s+CRSP")
# The five smallest tenths of New York's sizes make the small half. Their weights are about those of
# their market values, which the tables of returns do not hold.
SMALL_TENTHS = {"lo 10": 1, "dec 2": 2, "dec 3": 3, "dec 4": 4, "dec 5": 5}
LARGE_PARTS = {"dec 6": 5, "dec 7": 5, "hi 30": 90}


@dataclass(frozen=True, slots=True)
class Library:
    """One file of the library: its monthly tables by title, and the CRSP month it was made from."""

    tables: Mapping[str, pd.DataFrame]
    vintage: str = ""

    def table(self, *words: str) -> pd.DataFrame:
        """Return the first monthly table whose title has all words; SourceError if there is none."""
        for title, table in self.tables.items():
            if all(word in title for word in words):
                return table
        raise SourceError(f"the file has no monthly table '{' '.join(words)}'")

    def returns(self) -> pd.DataFrame:
        """Return the value-weighted returns, percent."""
        return self.table("value weight", "returns")


def month_of(library: Library) -> Series:
    """Return which month each row describes, 202605, since a metric sees only when it was known."""
    months = pd.DatetimeIndex(library.returns().index)
    return pd.Series(months.strftime("%Y%m").astype(float), index=months)


def small_half(library: Library) -> Series:
    """Return the month's return of stocks below the median size of New York's, percent."""
    return _blend(library.returns(), SMALL_TENTHS)


def large_half(library: Library) -> Series:
    """Return the month's return of stocks above the median size of New York's, percent."""
    return _blend(library.returns(), LARGE_PARTS)


def six_return(size: str, library: Library) -> Series:
    """Return the month's return of the three small or big portfolios, weighted by their value.

    Weights are number of firms times average size at the end of the month before, or in the first
    month of that month itself.
    """
    value = _value(size, library)
    before = value.shift(1).fillna(value)
    return _weighted(_three(size, library.returns()), before)


def six_book_to_market(size: str, library: Library) -> Series:
    """Return the book value of the three small or big portfolios over their market value."""
    ratios = _three(size, library.table("value weight", "average of be/me"))
    return _weighted(ratios, _value(size, library))


def size_factor(library: Library) -> Series:
    """Return the size factor SMB, percent a month."""
    tables = [table for table in library.tables.values() if "smb" in table]
    if not tables:
        raise SourceError("the file has no monthly table with the column 'SMB'")
    return tables[0]["smb"]


def parse_library(text: str) -> Library:
    """Return the monthly tables of a file; SourceError if it has none or a cell is no number."""
    vintage = _VINTAGE.search(text)
    tables: dict[str, pd.DataFrame] = {}
    title: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith(","):
            rows = _rows(lines, number + 1)
            if rows:
                tables.setdefault(_words(" ".join(title)), _table(line, rows))
            title = []
        elif not line.strip():
            title = []
        else:
            title.append(line)
    if not tables:
        raise SourceError("the file has no monthly table")
    return Library(tables, f"CRSP-{vintage[1]}" if vintage else "")


def _rows(lines: list[str], start: int) -> list[str]:
    end = start
    while end < len(lines) and _ROW.match(lines[end]):
        end += 1
    return lines[start:end]


def _table(header: str, rows: list[str]) -> pd.DataFrame:
    columns = [_column(name) for name in header.split(",")[1:]]
    cells = [row.split(",") for row in rows]
    broken = next((row[0].strip() for row in cells if len(row) != len(columns) + 1), "")
    if broken:
        raise SourceError(f"row {broken} has not as many cells as the line of column names")
    months = pd.to_datetime([row[0].strip() for row in cells], format="%Y%m")
    try:
        values = np.array([row[1:] for row in cells], dtype=float)
    except ValueError as error:
        raise SourceError(f"a cell is not a number ({error})") from error
    return pd.DataFrame(values, index=months, columns=columns).replace(NO_DATA, np.nan)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower().replace("weighted", "weight")).strip()


def _column(name: str) -> str:
    """Return a column's name in one spelling: `2-Dec` and `Dec 2` are the same."""
    return re.sub(r"^(\d+)-dec$", r"dec \1", _words(name))


def _blend(returns: pd.DataFrame, weights: Mapping[str, int]) -> Series:
    missing = [name for name in weights if name not in returns]
    if missing:
        raise SourceError(f"the table of returns has no column '{missing[0]}'")
    shares = pd.Series(weights, dtype=float) / sum(weights.values())
    blend: Series = returns[list(weights)].mul(shares).sum(axis=1, skipna=False)
    return blend


def _value(size: str, library: Library) -> pd.DataFrame:
    """Return the market value of the three portfolios: number of firms times average size."""
    sizes = [title for title in library.tables if "average market cap" in title]
    average = library.table(*(["average market cap"] if sizes else ["average firm size"]))
    return _three(size, library.table("number of firms")) * _three(size, average)


def _three(size: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the small or the big three of the six portfolios, by the names that each may have."""
    prefixes = {"small": ("small", "me1"), "big": ("big", "me2")}[size]
    names = [name for name in table if str(name).startswith(prefixes)]
    if len(names) != 3:  # noqa: PLR2004  -- low, middle and high book-to-market
        raise SourceError(f"the table has {len(names)} {size} portfolios instead of 3")
    return table[names].set_axis(range(3), axis=1)


def _weighted(values: pd.DataFrame, weights: pd.DataFrame) -> Series:
    both = weights.where(values.notna()).reindex(values.index)
    mean: Series = (values * both).sum(axis=1, min_count=1) / both.sum(axis=1, min_count=1)
    return mean
