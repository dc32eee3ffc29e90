"""What can the rest of the year still change? The lead so far, with every past rest after it."""

from __future__ import annotations

import pandas as pd

from generator.metrics.history.century import WELL_AHEAD_PP
from generator.metrics.maths.outcomes import spans
from generator.metrics.maths.weekly import last_day, together, value_on, weekly
from generator.metrics.working.relative import FUNDS
from generator.model.metric import Column, Missing, metric

WEEK = 7


@metric(
    "history",
    "How the year would end, by past spans",
    "%",
    inputs=FUNDS,
    columns=(
        Column("label", "Year", "text"),
        Column("value", "Lead so far", "pp", n="", independent=""),
        Column("share", "Ends 5 points ahead or more", "%", 0),
        Column("wins", "Ends ahead", "%", 0),
        Column("p10", "10th percentile of the lead at the end", "pp"),
        Column("p90", "90th percentile", "pp"),
        Column("n", "Past spans", "count", 0),
        Column("independent", "Not overlapping", "count", 0),
    ),
    formula="this year's total returns of IWM and SPY so far, each compounded with its return over "
    "a past span of as many days as are left, one starting each week since 2000; their difference "
    "in each case",
    pitfalls="A base rate, no forecast: it takes the rest of the year for a span like all others. "
    "Spans overlap, so few of them are independent evidence.",
)
def year_end_odds(small: pd.Series[float], large: pd.Series[float]) -> pd.DataFrame | Missing:
    """How often the calendar year would end ahead if its rest were like a past span."""
    both = together(small, large)
    year, left = _left(last_day(small))
    start = pd.Timestamp(year - 1, 12, 31)
    so_far = [both.iloc[-1][i] / value_on(both[i], start) for i in (0, 1)]
    growth = _growth(weekly(both), left)
    if not left or growth.empty or pd.isna(so_far).any():
        return Missing("needs a year that has begun and is not over, and past spans of its rest")
    ends = (growth[0] * so_far[0] - growth[1] * so_far[1]) * 100
    row = _row(str(year), (so_far[0] - so_far[1]) * 100, ends, left)
    columns = [column.name for column in year_end_odds.columns]
    return pd.DataFrame.from_dict({f"y{year}": row}, orient="index", columns=columns)


def _left(as_of: pd.Timestamp) -> tuple[int, int]:
    """Return the year and its days after a day; none are left after its last weekday."""
    end = pd.Timestamp(as_of.year, 12, 31)
    is_over = as_of >= pd.offsets.BDay().rollback(end)
    return as_of.year, 0 if is_over else (end - as_of).days


def _growth(weeks: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return the growth factors over each span of so many days that is over."""
    starts, ends = spans(pd.DatetimeIndex(weeks.index), days)
    return weeks.iloc[ends].div(weeks.iloc[starts].to_numpy())


def _row(label: str, so_far: float, ends: pd.Series[float], left: int) -> tuple[str | float, ...]:
    p10, p90 = (float(value) for value in ends.quantile([0.1, 0.9]))
    shares = (float((ends >= WELL_AHEAD_PP).mean() * 100), float((ends > 0).mean() * 100))
    # The index holds the ends of spans, which last to the end of a week.
    length = -(-left // WEEK) * WEEK
    independent = float(((ends.index[-1] - ends.index[0]).days + length) // length)
    return label, so_far, *shares, p10, p90, float(len(ends)), independent


YEAR_END = (year_end_odds,)
