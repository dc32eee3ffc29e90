"""Rival dates of recessions: by trough, by announcement, under two measures of size."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from generator.metrics.maths.events import STATISTICS, Histories, figures
from generator.metrics.maths.observations import iso, month_end, month_label, together
from generator.metrics.maths.splice import (
    SPLICED,
    YEAR,
    excess_pp,
    fund_months,
    spliced,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Measured, Missing, Series, metric

RECESSION_INPUTS = (
    *SPLICED, "^RUT", "^GSPC", "facts:recessions", "facts:recession_announcements",
)  # fmt: skip
_RECESSION_FORMULA = (
    "small minus large from peak to trough, over the 12 months after the trough, and over the 12 "
    "months after the day on which the NBER announced it; by the size portfolios in whole months "
    "(from the month after), and by the Russell 2000 and S&P 500 (IWM and SPY once there) in days"
)
_RECESSION_PITFALLS = (
    "Only the announcement could be traded on, 8 to 21 months after the trough, and there were "
    "none before 1980. One recovery, that of 1933, rules the mean of the longest list."
)

_SPANS = {
    "during": "peak to trough",
    "trough": "12 months after the trough",
    "announced": "12 months after the announcement",
}


@dataclass(frozen=True, slots=True)
class _Size:
    """What small minus large was by one way of measuring size, over months or from a day on."""

    months: pd.DataFrame
    days: Histories

    def by_library(self, first: pd.Period, last: pd.Period) -> float:
        return excess_pp(self.months, first, last)

    def by_index(self, first: pd.Timestamp, last: pd.Timestamp) -> float:
        return self.days.excess(first, last) if self.days.covers(first) else float("nan")


@metric(
    "rates",
    "Small minus large in each recession, by rival dates and sizes",
    "pp",
    inputs=RECESSION_INPUTS,
    columns=(
        Column("label", "Recession", "text"),
        Column("announced_on", "End announced on", "date"),
        Column("library_during", "Peak to trough, size portfolios", "pp"),
        Column("library_trough", "12 months after the trough", "pp"),
        Column("library_announced", "12 months after the announcement", "pp"),
        Column("index_during", "Peak to trough, Russell 2000", "pp"),
        Column("index_trough", "12 months after the trough", "pp"),
        Column("index_announced", "12 months after the announcement", "pp"),
    ),
    formula=_RECESSION_FORMULA,
    pitfalls=_RECESSION_PITFALLS,
)
def recession_cases(  # noqa: PLR0913, PLR0917  -- one for each input
    month: Series,
    small: Series,
    large: Series,
    small_fund: Series,
    large_fund: Series,
    small_price: Series,
    large_price: Series,
    recessions: pd.DataFrame,
    announced: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """How small caps did in each recession and after it, or after its end was announced."""
    months = spliced(month, (small, large), fund_months(small_fund, large_fund))
    days = Histories(together(small_price, large_price), together(small_fund, large_fund))
    both = recessions.merge(announced[["id", "trough_announced"]], on="id", how="left")
    if both.empty:
        return Missing("no recession was known on that day")
    dates = zip(both["peak"], both["trough"], both["trough_announced"], strict=True)
    rows = pd.DataFrame([_event(_Size(months, days), *event) for event in dates])
    names = [f"{measure}_{span}" for measure in ("library", "index") for span in _SPANS]
    spans = rows.reindex(columns=names).astype(float)
    spans.insert(0, "label", [_label(*ends) for ends in both[["peak", "trough"]].to_numpy()])
    spans.insert(1, "announced_on", both["trough_announced"].map(iso))
    return spans.set_axis(both["id"].tolist())


@metric(
    "rates",
    "Recessions and recoveries, under rival dates and sizes",
    "pp",
    inputs=RECESSION_INPUTS,
    columns=(Column("label", "Span, and small measured by", "text"), *STATISTICS),
    formula=f"{_RECESSION_FORMULA}; interval: 5th to 95th percentile of 10,000 bootstrap means, "
    "fixed seed",
    pitfalls=_RECESSION_PITFALLS,
)
def recession_definitions(  # noqa: PLR0913, PLR0917  -- one for each input
    month: Series,
    small: Series,
    large: Series,
    small_fund: Series,
    large_fund: Series,
    small_price: Series,
    large_price: Series,
    recessions: pd.DataFrame,
    announced: pd.DataFrame,
) -> Measured:
    """Whether the answer about recessions hangs on their dates or on how size is measured."""
    months, prices = (month, small, large, small_fund, large_fund), (small_price, large_price)
    events = recession_cases(*months, *prices, recessions, announced)
    if not isinstance(events, pd.DataFrame):
        return events
    return table_of(_compared(events), recession_definitions.columns)


def _compared(events: pd.DataFrame) -> dict[str, tuple[str | float, ...]]:
    """Return the figures of each span by both measures, and by the first over the other's events."""
    rows: dict[str, tuple[str | float, ...]] = {}
    for span, words in _SPANS.items():
        library, index = events[f"library_{span}"], events[f"index_{span}"]
        rows[f"library_{span}"] = (f"{words}, size portfolios", *figures(library.dropna()))
        if span == "trough":
            dated = library[events["library_announced"].notna()]
            label = f"{words}, size portfolios, since 1980"
            rows["dated_trough"] = (label, *figures(dated.dropna()))
        shared = library[index.notna()].dropna()
        label = f"{words}, size portfolios, the index's events"
        rows[f"shared_{span}"] = (label, *figures(shared))
        rows[f"index_{span}"] = (f"{words}, Russell 2000", *figures(index.dropna()))
    return rows


def _label(peak: str, trough: str) -> str:
    return " to ".join(month_label(month_end(month)) for month in (peak, trough))


def _event(size: _Size, peak: str, trough: str, on: pd.Timestamp) -> dict[str, float]:
    first, last = pd.Period(peak, "M"), pd.Period(trough, "M")
    row = {
        "library_during": size.by_library(first + 1, last),
        "library_trough": size.by_library(last + 1, last + YEAR),
        "index_during": size.by_index(month_end(peak), month_end(trough)),
        "index_trough": size.by_index(month_end(trough), month_end(str(last + YEAR))),
    }
    if pd.isna(on):
        return row
    announced = on.to_period("M")
    return {
        **row,
        "library_announced": size.by_library(announced + 1, announced + YEAR),
        "index_announced": size.by_index(on, on + pd.DateOffset(months=YEAR)),
    }


RECESSION_DATES = (recession_cases, recession_definitions)
