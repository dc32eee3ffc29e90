"""What did an edition know of a table? Its newest block, shared by all editions that knew it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from generator.model.metric import Measured, Missing


@dataclass(frozen=True, slots=True, eq=False)
class LedgerTable:
    """A table's blocks as they lie in its file, one after the other.

    Attributes:
        whole: all rows of the file; the columns `as_of` and `row` come first.
        count: how many of them are known.
    """

    whole: pd.DataFrame
    count: int
    _days: Sequence[str]
    _cells: pd.DataFrame
    # The block that was taken last, by its end: editions are mostly read in their order.
    _newest: dict[int, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: pd.DataFrame) -> LedgerTable:
        """Return a table of which all rows are known."""
        cells = rows.iloc[:, 2:].set_axis(pd.Index(rows["row"]), axis="index")
        return cls(rows, len(rows), rows["as_of"].tolist(), cells)

    @property
    def rows(self) -> pd.DataFrame:
        """Return the rows that are known."""
        return self.whole.iloc[: self.count]

    def first(self, count: int) -> LedgerTable:
        """Return the table as it was when its file had so many rows."""
        return replace(self, count=count)

    def block(self, as_of: date) -> Measured:
        """Return the newest block of a date; Missing where there was none by then."""
        end = bisect_right(self._days, as_of.isoformat(), hi=self.count)
        if not end:
            return Missing("not measured yet")
        if end not in self._newest:
            start = bisect_left(self._days, self._days[end - 1])
            self._newest.clear()
            self._newest[end] = self._cells.iloc[start:end]
        return self._newest[end]
