"""Numbers of an edition: each measurement with its change and its percentiles in its own history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.ledger.ledger import Ledger
from generator.ledger.live_values import ERAS
from generator.model.metric import Measured, Metric, Missing, Series
from generator.model.record import (
    Cell,
    MissingNumbers,
    Numbers,
    Percentile,
    SeriesNumbers,
    TableNumbers,
)

# The newest years that a percentile counts: the first that are fewer than all of history.
LAST_YEARS = (10, 3, 1)
# A percentile among fewer values than this says nothing.
FEWEST = 52
# One span can be chosen to make a point: a percentile is given in two, or not at all.
FEWEST_SPANS = 2


def edition_numbers(
    ledger: Ledger, metrics: Iterable[Metric[...]], as_of: date
) -> dict[str, Numbers]:
    """Return metric id -> the numbers of an edition, from what the ledger knew on its date."""
    return {metric.id: metric_numbers(ledger, metric, as_of) for metric in metrics}


def metric_numbers(ledger: Ledger, metric: Metric[...], as_of: date) -> Numbers:
    """Return one metric's numbers: last value, change, percentiles; a table; or why not."""
    measured = ledger.measurement(metric.id, as_of)
    if isinstance(measured, pd.Series):
        return _series_numbers(measured)
    if isinstance(measured, pd.DataFrame):
        return _table_numbers(measured, as_of)
    return _missing_numbers(measured, ledger.last(metric.id, as_of))


def percentile(days: NDArray[np.datetime64], levels: NDArray[np.floating[Any]]) -> Percentile:
    """Return the share of levels at or below the last one, itself included, 0 to 100."""
    share = float((levels <= levels[-1]).mean() * 100)
    since = pd.Timestamp(days[0]).date()
    return Percentile(since=since, n=len(levels), percentile=round(share, 1))


def _series_numbers(values: Series) -> SeriesNumbers:
    changes = np.diff(values.to_numpy(float))
    change = float(f"{changes[-1]:.6g}") if len(changes) else None
    deviation = float(f"{changes.std(ddof=1):.6g}") if len(changes) >= FEWEST else None
    return SeriesNumbers(
        value=float(values.iloc[-1]),
        as_of=values.index[-1].date(),
        change=change,
        change_sd=deviation,
        since=values.index[0].date(),
        n=len(values),
        percentiles=_percentiles(values),
    )


def _percentiles(values: Series) -> tuple[Percentile, ...]:
    """Return percentiles in all of history, its last years, and since 1979 and 2000."""
    days, levels = values.index.to_numpy(), values.to_numpy(float)
    starts = [0, *_last_years(days), *_eras(days)]
    spans = tuple(percentile(days[n:], levels[n:]) for n in starts if len(days) - n >= FEWEST)
    return spans if len(spans) >= FEWEST_SPANS else ()


def _last_years(days: NDArray[np.datetime64]) -> Iterator[int]:
    for years in LAST_YEARS:
        start = _first_on(days, pd.Timestamp(days[-1]) - pd.DateOffset(years=years))
        if start:
            yield start
            return


def _eras(days: NDArray[np.datetime64]) -> Iterator[int]:
    starts = [pd.Timestamp(year, 1, 1) for year in ERAS]
    return (_first_on(days, start) for start in starts if days[0] < start.to_datetime64())


def _first_on(days: NDArray[np.datetime64], start: pd.Timestamp) -> int:
    """Return the position of the first value of a day or later."""
    return int(days.searchsorted(start.to_datetime64()))


def _table_numbers(table: pd.DataFrame, as_of: date) -> TableNumbers:
    return TableNumbers(as_of=as_of, columns=tuple(map(str, table.columns)), rows=_rows(table))


def _rows(table: pd.DataFrame) -> dict[str, tuple[Cell, ...]]:
    return {
        str(key): tuple(_cell(value) for value in cells)
        for key, cells in zip(table.index, table.to_numpy(object).tolist(), strict=True)
    }


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value or None
    number = float(str(value))
    return None if pd.isna(number) else number


def _missing_numbers(missing: Missing | Measured, last: Measured) -> MissingNumbers:
    reason = missing.reason if isinstance(missing, Missing) else ""
    if isinstance(last, pd.Series):
        day = last.index[-1].date()
        return MissingNumbers(reason=reason, last_value=float(last.iloc[-1]), last_date=day)
    return MissingNumbers(reason=reason)
