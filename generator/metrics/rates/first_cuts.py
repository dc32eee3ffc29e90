"""First and last rate cuts: small minus large after each, under rival lists."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.metrics.maths.events import (
    BASIS_COLUMN,
    PRICES_AND_FUNDS,
    STATISTICS,
    SUMMARY_COLUMNS,
    SUMMARY_PITFALLS,
    Histories,
    figures,
    summary,
)
from generator.metrics.maths.observations import iso, together
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Measured, Missing, Series, metric

HORIZONS = {"m3": 3, "m6": 6, "m12": 12, "m24": 24}  # months after a first cut
CUT_HORIZONS = {"m6": 6, "m12": 12}
_SIDE_YEARS = ("1987", "1990")
_FIRST, _SIDE, _RESTART, _LAST = "first cut", "side case", "restart", "last cut"
CUT_DEFINITIONS = {
    "main": "first cuts, main list",
    "with_side": "with 1987 and 1990",
    "without_1998": "without 1998",
    "with_restart": "with the restart of 2025",
    "last_cut": "last cuts instead",
}
_FEW = (
    "Fewer than a dozen events under each definition, mostly the same ones: the rows are not "
    "separate evidence, and choosing among them afterwards is how a finding is made."
)


@metric(
    "rates",
    "Small minus large after each first cut",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:first_cuts"),
    columns=(
        Column("label", "First cut", "text"),
        Column("on", "On", "date"),
        BASIS_COLUMN,
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
    small_price: Series, large_price: Series, small: Series, large: Series, cuts: pd.DataFrame
) -> pd.DataFrame | Missing:
    """How far small caps ran ahead of large caps after the Fed's first cut of each cycle."""
    histories = Histories(together(small_price, large_price), together(small, large))
    main, months = cuts[cuts["main"] == "yes"], HORIZONS.values()
    rows = {
        row: (str(day.year), iso(day), histories.basis(day), *histories.after(day, months))
        for row, day in zip(main["id"], main["on"], strict=True)
        if histories.covers(day)
    }
    if not rows:
        return Missing("no first cut lies within the price history")
    return table_of(rows, first_cut_excess.columns)


@metric(
    "rates",
    "Small caps after first cuts, summed up",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:first_cuts"),
    columns=SUMMARY_COLUMNS,
    formula="wins, mean and median of small minus large over the first cuts whose span is over; "
    "interval: 5th to 95th percentile of 10,000 bootstrap means, fixed seed",
    pitfalls=SUMMARY_PITFALLS,
)
def first_cut_summary(
    small_price: Series, large_price: Series, small: Series, large: Series, cuts: pd.DataFrame
) -> Measured:
    """In how many easing cycles small caps led 3, 6, 12 and 24 months after the first cut."""
    table = first_cut_excess(small_price, large_price, small, large, cuts)
    return summary(table, {key: f"{months} months" for key, months in HORIZONS.items()})


@metric(
    "rates",
    "Small minus large after every cut that some list calls the first or the last",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:first_cuts", "facts:last_cuts"),
    columns=(
        Column("label", "Cut", "text"),
        Column("on", "On", "date"),
        Column("role", "Counted as", "text"),
        Column("basis", "Measured by", "text"),
        *(Column(key, f"{months} months later", "pp") for key, months in CUT_HORIZONS.items()),
    ),
    formula="return of small caps − return of large caps from the close of the day of the cut to "
    "the last close on or before the same day 6 and 12 months later; Russell 2000 and S&P 500 price "
    "indices before IWM existed, IWM and SPY total return since",
    pitfalls="A last cut is known as the last only when rates rise again, up to seven years later. "
    f"{_FEW}",
)
def cut_cases(  # noqa: PLR0913, PLR0917  -- one for each input
    small_price: Series,
    large_price: Series,
    small: Series,
    large: Series,
    cuts: pd.DataFrame,
    last: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """How small caps did after each cut that one list or another begins or ends a cycle with."""
    histories = Histories(together(small_price, large_price), together(small, large))
    roles = [_role(main, on) for main, on in zip(cuts["main"], cuts["on"], strict=True)]
    firsts, months = cuts[["id", "on"]].assign(role=roles), CUT_HORIZONS.values()
    events = pd.concat([firsts, last[["id", "on"]].assign(role=_LAST)])
    rows = {
        row: (str(on.year), iso(on), role, histories.basis(on), *histories.after(on, months))
        for row, on, role in events.itertuples(index=False, name=None)
        if histories.covers(on)
    }
    if not rows:
        return Missing("no cut lies within the price history")
    return table_of(rows, cut_cases.columns)


@metric(
    "rates",
    "Small caps after cuts, under five definitions",
    "pp",
    inputs=(*PRICES_AND_FUNDS, "facts:first_cuts", "facts:last_cuts"),
    columns=(
        Column("label", "Definition and span", "text"),
        *STATISTICS,
        Column("loo_lo", "Mean without one event, lowest", "pp"),
        Column("loo_hi", "highest", "pp"),
    ),
    formula="small minus large 6 and 12 months after the cuts of each list; interval: 5th to 95th "
    "percentile of 10,000 bootstrap means, fixed seed; without one event: the mean with each "
    "event left out in turn",
    pitfalls=_FEW,
)
def cut_definitions(  # noqa: PLR0913, PLR0917  -- one for each input
    small_price: Series,
    large_price: Series,
    small: Series,
    large: Series,
    cuts: pd.DataFrame,
    last: pd.DataFrame,
) -> Measured:
    """Whether the answer about rate cuts hangs on which cuts are counted."""
    cases = cut_cases(small_price, large_price, small, large, cuts, last)
    if not isinstance(cases, pd.DataFrame):
        return cases
    rows = {
        f"{key}_{span}": (f"{label}, {months} months", *_summed(counted(cases, key)[span]))
        for key, label in CUT_DEFINITIONS.items()
        for span, months in CUT_HORIZONS.items()
    }
    return table_of(rows, cut_definitions.columns)


def counted(cases: pd.DataFrame, definition: str) -> pd.DataFrame:
    """Return the rows of `cut_cases` that a definition counts."""
    role, year = cases["role"], cases["label"]
    members = {
        "main": role == _FIRST,
        "with_side": role.isin([_FIRST, _SIDE]),
        "without_1998": (role == _FIRST) & (year != "1998"),
        "with_restart": role.isin([_FIRST, _RESTART]),
        "last_cut": role == _LAST,
    }
    return cases[members[definition]]


def _role(main: str, on: pd.Timestamp) -> str:
    if main == "yes":
        return _FIRST
    return _SIDE if str(on.year) in _SIDE_YEARS else _RESTART


def _summed(excess: Series) -> tuple[float, ...]:
    """Return n, wins, median, mean, its interval, and its range with one event left out."""
    finished = excess.dropna()
    return (*figures(finished), *_left_out(finished.to_numpy(float)))


def _left_out(values: NDArray[np.floating]) -> tuple[float, float]:
    if len(values) < 2:  # noqa: PLR2004  -- without its only event there is no mean
        return float("nan"), float("nan")
    means = (values.sum() - values) / (len(values) - 1)
    return float(means.min()), float(means.max())


CUT_LISTS = (cut_cases, cut_definitions)
FIRST_CUTS = (first_cut_excess, first_cut_summary)
