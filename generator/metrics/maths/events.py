"""Event studies: small minus large after dated events, and their statistics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from generator.metrics.maths.intervals import mean_interval
from generator.metrics.maths.observations import change_pct, last_day
from generator.metrics.maths.tables import table_of
from generator.model.metric import LARGE, SMALL, Column, Measured, Series

PRICES_AND_FUNDS = ("^RUT", "^GSPC", SMALL, LARGE)
BASIS_COLUMN = Column("basis", "Measured by", "text")
SUMMARY_COLUMNS = (
    Column("label", "Span", "text"),
    Column("wins", "Small caps ahead", "count", 0),
    Column("n", "Events", "count", 0),
    Column("value", "Mean", "pp"),
    Column("median", "Median", "pp"),
    Column("lo", "90% interval of the mean, from", "pp"),
    Column("hi", "to", "pp"),
)
SUMMARY_PITFALLS = (
    "A handful of events. The interval shows how much the mean hangs on single ones, not what "
    "would happen under conditions that never occurred."
)
STATISTICS = (
    Column("n", "Events", "count", 0),
    Column("wins", "Small caps ahead", "count", 0),
    Column("median", "Median", "pp"),
    Column("value", "Mean", "pp"),
    Column("lo", "90% interval of the mean, from", "pp"),
    Column("hi", "to", "pp"),
)


@dataclass(frozen=True, slots=True)
class Histories:
    """Small and large caps as price indices and, later on, as total-return funds."""

    prices: pd.DataFrame
    funds: pd.DataFrame

    def covers(self, day: pd.Timestamp) -> bool:
        """Return whether there is a price for both on a day."""
        return len(self.prices) > 0 and self.prices.index[0] <= day

    def basis(self, start: pd.Timestamp) -> str:
        """Return by what an event that begins on a day is measured."""
        return "total return" if len(self.funds) and self.funds.index[0] <= start else "price"

    def excess(self, start: pd.Timestamp, end: pd.Timestamp) -> float:
        """Return small minus large between two closes, NaN while the span is not over."""
        pair = self.funds if self.basis(start) == "total return" else self.prices
        if pair.empty or last_day(pair) < end:
            return float("nan")
        return change_pct(pair[0], start, end) - change_pct(pair[1], start, end)

    def after(self, day: pd.Timestamp, months: Iterable[int]) -> list[float]:
        """Return small minus large from a day to so many months later."""
        return [self.excess(day, day + pd.DateOffset(months=n)) for n in months]


def summary(table: Measured, labels: dict[str, str]) -> Measured:
    """Return one row per column of excesses, or why there are none; events not over do not count."""
    if not isinstance(table, pd.DataFrame):
        return table
    rows = {key: (label, *statistics_of(table[key].dropna())) for key, label in labels.items()}
    return table_of(rows, SUMMARY_COLUMNS)


def statistics_of(values: Series) -> tuple[int, int, float, float, float, float]:
    """Return wins, number, mean, median and the 90% interval of the mean of some excesses."""
    wins = int((values > 0).sum())
    low, high = mean_interval(values.to_numpy(float))
    return wins, len(values), float(values.mean()), float(values.median()), low, high


def figures(excess: Series) -> tuple[float, ...]:
    """Return the cells of STATISTICS: n, wins, median, mean and its interval."""
    wins, n, mean, median, low, high = statistics_of(excess)
    return float(n), float(wins), median, mean, low, high
