"""Outcomes: every past span of a weekly series, and whether what was asked came true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.model.metric import Series

# An outcome's columns: the day on which a span that began on the row's day was over, and whether
# what was asked came true.
END, OUTCOME = "end", "outcome"
FloatValues: TypeAlias = "float | NDArray[np.floating[Any]]"


@dataclass(frozen=True, slots=True)
class SpanTest:
    """What is asked of a span: is its end above (below) its start, or a number, by a margin?

    Attributes:
        number: what the end is compared with; None compares it with the start.
    """

    above: bool
    number: float | None = None
    margin: float = 0.0

    def holds(self, start: FloatValues, end: FloatValues) -> NDArray[np.bool_]:
        """Return whether it came true; a value that has not moved is neither above nor below."""
        against = start if self.number is None else self.number
        lead = np.asarray(end - against if self.above else against - end)
        # To the ledger's six digits, a margin that is just met is met.
        return lead >= self.margin - 1e-9 if self.margin else lead > 0


def compared(series: Series, days: int, test: SpanTest) -> pd.DataFrame:
    """Return END and OUTCOME by start, for each span of so many days that is over.

    A span ends with the first value on or after its last day.
    """
    values, index = series.to_numpy(float), pd.DatetimeIndex(series.index)
    starts, ends = spans(index, days)
    outcome = test.holds(values[starts], values[ends])
    return pd.DataFrame({END: index[ends], OUTCOME: outcome}, index[starts])


def touched(series: Series, days: int, fall_pct: float) -> pd.DataFrame:
    """Return END and OUTCOME by start: was any later value of the span so far below its start?"""
    values, index = series.to_numpy(float), pd.DatetimeIndex(series.index)
    starts, ends = spans(index, days)
    falls = [
        deepest_fall_pct(values[first : last + 1]) for first, last in zip(starts, ends, strict=True)
    ]
    outcome = np.array(falls, dtype=float) <= -fall_pct
    return pd.DataFrame({END: index[ends], OUTCOME: outcome}, index[starts])


def deepest_fall_pct(values: NDArray[np.floating[Any]]) -> float:
    """Return the lowest later value against the first, in percent; above zero where none fell."""
    return float((values[1:].min() / values[0] - 1) * 100)


def independent(outcomes: pd.DataFrame) -> int:
    """Return how many spans of the usual length, to the week's end, fit without overlapping."""
    if outcomes.empty:
        return 0
    usual = (outcomes[END] - outcomes.index).median()
    return int((outcomes[END].iloc[-1] - outcomes.index[0]) // usual)


def spans(index: pd.DatetimeIndex, days: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the positions of start and end of each span of so many days that is over."""
    ends = np.asarray(index.searchsorted(index + pd.Timedelta(days=days)), dtype=np.intp)
    starts = np.flatnonzero(ends < len(index))
    return starts, ends[starts]
