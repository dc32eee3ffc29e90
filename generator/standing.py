"""Where does each measurement stand in its own history?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from generator.ledger import Ledger
from generator.model import Measured, Metric, Missing
from generator.record import (
    Cell,
    MissingNumbers,
    Numbers,
    Percentile,
    SeriesNumbers,
    TableNumbers,
)

DECADE = pd.DateOffset(years=10)
# A percentile among fewer weekly values than this says nothing.
FEWEST = 52


def standings(ledger: Ledger, metrics: Iterable[Metric[...]], as_of: date) -> dict[str, Numbers]:
    """Return metric id -> the numbers of an edition, from what the ledger knew on its date."""
    return {metric.id: standing(ledger, metric, as_of) for metric in metrics}


def standing(ledger: Ledger, metric: Metric[...], as_of: date) -> Numbers:
    """Return one metric's numbers: last value, change, percentiles; a table; or why not."""
    measured = ledger.measurement(metric.id, as_of)
    if isinstance(measured, pd.Series):
        return _series_numbers(measured)
    if isinstance(measured, pd.DataFrame):
        return _table_numbers(measured, as_of)
    return _missing_numbers(measured, ledger.last(metric.id, as_of))


def percentile(values: pd.Series[float]) -> Percentile:
    """Return the share of values at or below the last one, itself included, 0 to 100."""
    share = float((values <= values.iloc[-1]).mean() * 100)
    return Percentile(since=values.index[0].date(), n=len(values), percentile=round(share, 1))


def _series_numbers(values: pd.Series[float]) -> SeriesNumbers:
    changes = values.diff().iloc[1:]
    change = float(f"{changes.iloc[-1]:.6g}") if len(changes) else None
    deviation = float(f"{changes.std():.6g}") if len(changes) >= FEWEST else None
    decade = values.loc[values.index[-1] - DECADE :]
    windows = [values, decade] if len(decade) < len(values) else [values]
    return SeriesNumbers(
        value=float(values.iloc[-1]),
        as_of=values.index[-1].date(),
        change=change,
        change_sd=deviation,
        since=values.index[0].date(),
        n=len(values),
        percentiles=tuple(percentile(w) for w in windows if len(w) >= FEWEST),
    )


def _table_numbers(table: pd.DataFrame, as_of: date) -> TableNumbers:
    rows = {
        str(key): tuple(_cell(value) for value in cells)
        for key, cells in zip(table.index, table.to_numpy(object).tolist(), strict=True)
    }
    return TableNumbers(as_of=as_of, columns=tuple(map(str, table.columns)), rows=rows)


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
