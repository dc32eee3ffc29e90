"""Files of the ledger, read when first asked for, and tables by blocks, known up to a date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import pandas as pd

from generator.model.metric import Measured, Missing

T = TypeVar("T")


class Lazy(Mapping[str, T]):
    """Values by name, of which a build needs few.

    Attributes:
        marks: name -> what decides the value, as a hash of its file; equal marks, equal values.
    """

    def __init__(self, marks: Mapping[str, object], read: Callable[[str], T]) -> None:
        self.marks = marks
        self._read = read
        self._known: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._known:
            if name not in self.marks:
                raise KeyError(name)
            self._known[name] = self._read(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self.marks

    def __iter__(self) -> Iterator[str]:
        return iter(self.marks)

    def __len__(self) -> int:
        return len(self.marks)


class TableFile:
    """All blocks of a table, one after the other; the columns `as_of` and `row` come first.

    The block that was taken last is kept, since editions are mostly read in their order: those that
    knew the same block share it.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows
        self._days: list[str] = rows["as_of"].tolist()
        self._cells = rows.iloc[:, 2:].set_axis(pd.Index(rows["row"]), axis="index")
        self._last: tuple[int, pd.DataFrame] = (0, self._cells.iloc[:0])

    def block(self, as_of: date, count: int) -> Measured:
        """Return the newest block of a date among the first rows; Missing where there is none."""
        end = bisect_right(self._days, as_of.isoformat(), hi=count)
        if not end:
            return Missing("not measured yet")
        if end != self._last[0]:
            start = bisect_left(self._days, self._days[end - 1])
            self._last = end, self._cells.iloc[start:end]
        return self._last[1]


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A table as it was when its file had so many rows."""

    file: TableFile
    count: int

    @classmethod
    def of(cls, rows: pd.DataFrame) -> LedgerTable:
        """Return a table of which all rows are known."""
        return cls(TableFile(rows), len(rows))

    @property
    def rows(self) -> pd.DataFrame:
        """Return the rows that are known."""
        return self.file.rows.iloc[: self.count]

    def first(self, count: int) -> LedgerTable:
        """Return the table as it was when its file had so many rows."""
        return replace(self, count=count)

    def block(self, as_of: date) -> Measured:
        """Return the newest block of a date; Missing where there was none by then."""
        return self.file.block(as_of, self.count)
