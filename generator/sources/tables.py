"""CSV texts of days and numbers, checked before they are believed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np
import pandas as pd

from generator.model.errors import SourceError
from generator.model.metric import Series

BLANK = ("", ".")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: the names its day may have, numbers it must and numbers it may have."""

    day: tuple[str, ...]
    numbers: tuple[str, ...]
    optional: tuple[str, ...] = ()


def parse_table(text: str, where: str, layout: Layout) -> pd.DataFrame:
    """Return a CSV text as `date` and its numbers; blank or "." is NaN, other columns are ignored.

    Raises:
        SourceError: for the first mistake, at its line (of the file named in `where`).
    """
    rows = _rows(text, where)
    header = [cell.strip() for cell in rows.pop(1, [])]
    day = next((name for name in layout.day if name in header), layout.day[0])
    optional = [name for name in layout.optional if name in header]
    cells = {name: _cells(rows, header, name, where) for name in (day, *layout.numbers, *optional)}
    table = {"date": _days(cells.pop(day), where)}
    numbers = {name: _numbers(column, where) for name, column in cells.items()}
    columns = ["date", *layout.numbers, *layout.optional]
    return pd.DataFrame(table | numbers).reset_index(drop=True).reindex(columns=columns)


def _rows(text: str, where: str) -> dict[int, list[str]]:
    try:
        rows = {line: row for line, row in enumerate(csv.reader(StringIO(text)), start=1) if row}
    except csv.Error as error:
        raise SourceError(f"{where} is not a CSV file ({error}).") from error
    width = len(rows.get(1, []))
    for line, row in rows.items():
        if len(row) != width:
            raise SourceError(f"{where}:{line}: {len(row)} cells, but {width} in the first line.")
    return rows


def _cells(
    rows: dict[int, list[str]], header: Sequence[str], name: str, where: str
) -> pd.Series[str]:
    if name not in header:
        raise SourceError(f"{where}:1: there is no column '{name}'.")
    place = header.index(name)
    cells = {line: row[place].strip() for line, row in rows.items()}
    return pd.Series(cells, dtype=str, name=name)


def _days(cells: pd.Series[str], where: str) -> pd.Series[pd.Timestamp]:
    days = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    _complain(cells, days.isna(), where, "is not a date like 2026-08-14.")
    return days


def _numbers(cells: pd.Series[str], where: str) -> Series:
    blank = cells.isin(BLANK)
    values = pd.to_numeric(cells.mask(blank), errors="coerce").astype(float)
    wrong = ~blank & ~np.isfinite(values)
    _complain(cells, wrong, where, "is not a number.")
    return values


def _complain(cells: pd.Series[str], wrong: pd.Series[bool], where: str, fault: str) -> None:
    for line, cell in cells[wrong].items():
        raise SourceError(f"{where}:{line}: {cells.name} '{cell}' {fault}")
