"""The size premium by era, with its uncertainty."""

from __future__ import annotations

import math

import pandas as pd

from generator.metrics.maths.intervals import block_interval
from generator.metrics.maths.observations import month_label, too_short
from generator.metrics.maths.splice import (
    HALVES_FORMULA,
    HALVES_PITFALL,
    SPLICED,
    YEAR,
    by_month,
    fund_months,
    rolling_excess,
    spliced,
    yearly_excess,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

_WINDOW_YEARS = 10
_ERAS = {"since_1927": 1927, "since_1981": 1981, "since_2001": 2001}


@metric(
    "history",
    "What small size has paid",
    "pp/y",
    inputs=SPLICED,
    columns=(
        Column("label", "Span", "text"),
        Column("value", "Small minus large", "pp/y", independent=""),
        Column("lo", "90% interval, from", "pp/y", independent=""),
        Column("hi", "to", "pp/y", independent=""),
        Column("mean", "Mean of the months, a year", "pp/y", independent=""),
        Column("t", "t of the monthly mean", "ratio", 2, independent=""),
        Column("won_10y", "10-year spans won, begun within the span", "%", 0, n="spans"),
        Column(
            "won_ending",
            "10-year spans won, ended within the span",
            "%",
            0,
            n="ended",
            independent="ended_apart",
        ),
        Column("n", "Months", "count", 0),
        Column("spans", "10-year spans begun within", "count", 0),
        Column("ended", "10-year spans ended within", "count", 0),
        Column("independent", "Begun within and not overlapping", "count", 0),
        Column("ended_apart", "Ended within and not overlapping", "count", 0),
    ),
    formula="compound yearly return of small − that of large; interval: 5th to 95th percentile of "
    "10,000 draws of 12-month blocks, fixed seed; t: mean of the monthly differences over its "
    "standard error; a row `since 1981` holds the months from January 1981 on, and its 10-year spans "
    "are those that begin and end in them: counted by their end alone, those begun from 1971 on are "
    f"in too; {HALVES_FORMULA}. Months after the library's last: IWM and SPY",
    pitfalls="Most of the reward came before 1983, two years after it was first described. The mean "
    "of months is above what compounds, since small stocks swing more: its t can pass 2 while the "
    "interval of the compound lead holds zero. A t below 2 is no evidence of a premium. "
    f"{HALVES_PITFALL}",
)
def small_premium(
    month: Series, small: Series, large: Series, small_fund: Series, large_fund: Series
) -> pd.DataFrame | Missing:
    """What the small half of the market earned beyond the large one, by era."""
    returns = spliced(month, (small, large), fund_months(small_fund, large_fund)).dropna()
    spans = rolling_excess(returns, _WINDOW_YEARS)
    eras = {key: f"{first}-01" for key, first in _ERAS.items()}
    rows = {
        key: (f"since {_ERAS[key]}", *_premium(returns.loc[start:], spans.loc[start:]))
        for key, start in eras.items()
        if len(returns.loc[start:]) > YEAR
    }
    if not rows:
        return too_short(YEAR + 1, 0, "months since 1927")
    return table_of(rows, small_premium.columns)


def _premium(months: pd.DataFrame, spans_ended: Series) -> tuple[float, ...]:
    """Return the cells of one era from its months and from the spans that end in it."""
    leads = months[0] - months[1]
    spans_begun = rolling_excess(months, _WINDOW_YEARS)
    wins_begun, wins_ended = (
        float((spans > 0).mean() * 100) for spans in (spans_begun, spans_ended)
    )
    apart_begun, apart_ended = (_apart(spans) for spans in (spans_begun, spans_ended))
    mean, t = float(leads.mean()) * YEAR, _t_of_mean(leads)
    return (
        yearly_excess(months), *block_interval(months), mean, t, wins_begun, wins_ended,
        float(len(months)), float(len(spans_begun)), float(len(spans_ended)), apart_begun, apart_ended,
    )  # fmt: skip


def _apart(spans: Series) -> float:
    """Return how many of spans that begin month after month do not overlap: the first, and so on."""
    return math.ceil(len(spans) / (_WINDOW_YEARS * YEAR))


def _t_of_mean(values: Series) -> float:
    """Return the mean over its standard error; NaN where all values are the same."""
    error = float(values.std()) / math.sqrt(len(values))
    return float(values.mean()) / error if error > 0 else float("nan")


@metric(
    "history",
    "The size factor",
    "pp/y",
    inputs=("french:month", "french:smb"),
    columns=(
        Column("label", "Span", "text"),
        Column("value", "Mean, a year", "pp/y"),
        Column("t", "t of the monthly mean", "ratio", 2),
        Column("n", "Months", "count", 0),
        Column("to", "To", "text"),
    ),
    formula="twelve times the mean of the monthly factor SMB: three small minus three big "
    "portfolios, equally weighted; t: the mean over its standard error",
    pitfalls="Equal weights across value and growth are not what a fund of small caps holds, and "
    "a mean of months is above what compounds.",
)
def size_factor_premium(month: Series, factor: Series) -> pd.DataFrame | Missing:
    """What the academic size factor, a rival definition of small, has paid by era."""
    months = by_month(month, factor)[0].dropna()
    eras = {key: months.loc[f"{first}-01" :] for key, first in _ERAS.items()}
    rows = {
        key: (f"since {_ERAS[key]}", *_factor(values))
        for key, values in eras.items()
        if len(values) > 1
    }
    if not rows:
        return too_short(2, 0, "months since 1927")
    return table_of(rows, size_factor_premium.columns)


def _factor(values: Series) -> tuple[float, float, float, str]:
    end = month_label(values.index[-1].to_timestamp())
    return float(values.mean()) * YEAR, _t_of_mean(values), float(len(values)), end


PREMIUM = (small_premium, size_factor_premium)
