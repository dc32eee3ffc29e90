"""What followed first rate cuts and recessions? Event studies, few events, no bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.metrics.maths.weekly import change_pct, iso, last_day, together
from generator.model.formatting import day as written
from generator.model.metric import LARGE, SMALL, Column, Missing, metric

Daily: TypeAlias = "pd.Series[float]"

PRICES_AND_FUNDS = ("^RUT", "^GSPC", SMALL, LARGE)
HORIZONS = {"m3": 3, "m6": 6, "m12": 12, "m24": 24}  # months after a first cut
SPANS = {"during": "peak to trough", "after_12m": "12 months after the trough"}
DRAWS = 10_000
SEED = 20260112  # any fixed number: the interval must be the same on every run
_BASIS = Column("basis", "Measured by", "text")
SUMMARY_COLUMNS = (
    Column("label", "Span", "text"),
    Column("wins", "Small caps ahead", "count", 0),
    Column("n", "Events", "count", 0),
    Column("value", "Mean", "pp"),
    Column("median", "Median", "pp"),
    Column("lo", "90% interval of the mean, from", "pp"),
    Column("hi", "to", "pp"),
)
_SUMMARY_PITFALLS = (
    "A handful of events. The interval shows how much the mean hangs on single ones, not what "
    "would happen under conditions that never occurred."
)


@dataclass(frozen=True, slots=True)
class Histories:
    """Small and large caps as price indices and, later on, as total-return funds."""

    prices: pd.DataFrame
    funds: pd.DataFrame

    def reach(self, day: pd.Timestamp) -> bool:
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


def mean_interval(values: NDArray[np.floating]) -> tuple[float, float]:
    """Return the 90% bootstrap interval of the mean; NaN for fewer than two values."""
    if len(values) < 2:  # noqa: PLR2004  -- one value has no spread
        return float("nan"), float("nan")
    draws = np.random.default_rng(SEED).choice(values, (DRAWS, len(values)))
    low, high = np.percentile(draws.mean(axis=1), [5, 95])
    return float(low), float(high)


@metric(
    "rates",
    "Small minus large after each first cut",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:first_cuts"),
    columns=(
        Column("label", "First cut", "text"),
        Column("on", "On", "date"),
        _BASIS,
        *(Column(key, f"{months} months later", "pp") for key, months in HORIZONS.items()),
    ),
    formula="return of small caps − return of large caps from the close of the day of the cut to "
    "the last close on or before the same day 3, 6, 12 and 24 months later; Russell 2000 and "
    "S&P 500 price indices before IWM existed, IWM and SPY total return since",
    pitfalls="Before 2000 dividends are missing, which flatters small caps a little. The first cut "
    "of 1984 lies before the daily index. Other lists of cycles (1987, 1990 and 1998 in or out, "
    "last cut instead of first) give other averages.",
)
def first_cut_excess(
    small_price: Daily, large_price: Daily, small: Daily, large: Daily, cuts: pd.DataFrame
) -> pd.DataFrame | Missing:
    """How far small caps ran ahead of large caps after the Fed's first cut of each cycle."""
    histories = Histories(together(small_price, large_price), together(small, large))
    return _first_cuts(histories, cuts)


@metric(
    "rates",
    "Small caps after first cuts, summed up",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:first_cuts"),
    columns=SUMMARY_COLUMNS,
    formula="wins, mean and median of small minus large over the first cuts whose span is over; "
    "interval: 5th to 95th percentile of 10,000 bootstrap means, fixed seed",
    pitfalls=_SUMMARY_PITFALLS,
)
def first_cut_summary(
    small_price: Daily, large_price: Daily, small: Daily, large: Daily, cuts: pd.DataFrame
) -> pd.DataFrame | Missing:
    """In how many easing cycles small caps led 3, 6, 12 and 24 months after the first cut."""
    histories = Histories(together(small_price, large_price), together(small, large))
    table = _first_cuts(histories, cuts)
    if isinstance(table, Missing):
        return table
    return summed_up(table, {key: f"{months} months" for key, months in HORIZONS.items()})


@metric(
    "rates",
    "Small minus large in and after recessions",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:recessions"),
    columns=(
        Column("label", "Recession", "text"),
        Column("peak", "Peak", "date"),
        Column("trough", "Trough", "date"),
        _BASIS,
        Column("during", "From peak to trough", "pp"),
        Column("after_12m", "12 months after the trough", "pp"),
    ),
    formula="return of small caps − return of large caps from the last close of the peak month to "
    "the last close of the trough month, and over the 12 months after that; price indices before "
    "IWM existed, total return since",
    pitfalls="A recession enters only when its end has been announced, 8 to 21 months late, so "
    "nobody could trade these dates. Daily history holds few recessions.",
)
def recession_excess(
    small_price: Daily, large_price: Daily, small: Daily, large: Daily, recessions: pd.DataFrame
) -> pd.DataFrame | Missing:
    """How far small caps ran ahead of large caps in each recession and in the year after it."""
    histories = Histories(together(small_price, large_price), together(small, large))
    return _recessions(histories, recessions)


@metric(
    "rates",
    "Small caps in and after recessions, summed up",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:recessions"),
    columns=SUMMARY_COLUMNS,
    formula="wins, mean and median of small minus large over the recessions in the daily history; "
    "interval: 5th to 95th percentile of 10,000 bootstrap means, fixed seed",
    pitfalls=_SUMMARY_PITFALLS,
)
def recession_summary(
    small_price: Daily, large_price: Daily, small: Daily, large: Daily, recessions: pd.DataFrame
) -> pd.DataFrame | Missing:
    """In how many recessions small caps led, and in how many of the years that followed."""
    histories = Histories(together(small_price, large_price), together(small, large))
    table = _recessions(histories, recessions)
    if isinstance(table, Missing):
        return table
    return summed_up(table, SPANS)


EVENTS = (
    first_cut_excess,
    first_cut_summary,
    recession_excess,
    recession_summary,
)


def _first_cuts(histories: Histories, cuts: pd.DataFrame) -> pd.DataFrame | Missing:
    main = cuts[cuts["main"] == "yes"]
    rows = {
        row: (str(day.year), iso(day), histories.basis(day), *_after(histories, day))
        for row, day in zip(main["id"], main["on"], strict=True)
        if histories.reach(day)
    }
    if not rows:
        return Missing("no first cut lies within the price history")
    columns = ["label", "on", "basis", *HORIZONS]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _after(histories: Histories, day: pd.Timestamp) -> list[float]:
    ends = [day + pd.DateOffset(months=months) for months in HORIZONS.values()]
    return [histories.excess(day, end) for end in ends]


def _recessions(histories: Histories, recessions: pd.DataFrame) -> pd.DataFrame | Missing:
    months = zip(recessions["id"], recessions["peak"], recessions["trough"], strict=True)
    rows = {
        row: _recession(histories, month_end(peak), month_end(trough))
        for row, peak, trough in months
        if histories.reach(month_end(peak))
    }
    if not rows:
        return Missing("no recession lies within the price history")
    columns = ["label", "peak", "trough", "basis", "during", "after_12m"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _recession(
    histories: Histories, peak: pd.Timestamp, trough: pd.Timestamp
) -> tuple[str, str, str, str, float, float]:
    year_later = month_end((trough + pd.DateOffset(months=12)).strftime("%Y-%m"))
    label = f"{month_label(peak)} to {month_label(trough)}"
    during, after = histories.excess(peak, trough), histories.excess(trough, year_later)
    return label, iso(peak), iso(trough), histories.basis(peak), during, after


def month_end(month: str) -> pd.Timestamp:
    """Return the last day of a month written as 2020-04."""
    return pd.Period(month, "M").end_time.normalize()


def month_label(day: pd.Timestamp) -> str:
    """Return the month of a day as readers see it: `Aug 1929`."""
    return written(day.date()).split(maxsplit=1)[1]


def summed_up(table: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Return one row per column of excesses; events that are not over do not count."""
    rows = {key: (label, *statistics_of(table[key].dropna())) for key, label in labels.items()}
    columns = ["label", "wins", "n", "value", "median", "lo", "hi"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def statistics_of(values: Daily) -> tuple[int, int, float, float, float, float]:
    """Return wins, number, mean, median and the 90% interval of the mean of some excesses."""
    wins = int((values > 0).sum())
    low, high = mean_interval(values.to_numpy(float))
    return wins, len(values), float(values.mean()), float(values.median()), low, high
