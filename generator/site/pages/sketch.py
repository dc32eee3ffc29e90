"""What does a series look like at a glance? A line drawn with nothing but coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from generator.model.formatting import day, number
from generator.model.metric import Metric

WIDTH = 640
HEIGHT = 160
# More points than this add bytes that the eye cannot see on a line this small.
POINTS = 160


@dataclass(frozen=True, slots=True)
class Sketch:
    """A line in a box of WIDTH x HEIGHT; `zero` is the height of nought, "" where it is outside."""

    points: str
    zero: str
    high: str
    low: str
    first: str
    last: str
    every: int
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a series with its date."""

    date: str
    value: str


def sketch(metric: Metric[...], values: pd.Series[float]) -> Sketch:
    """Return the line of a weekly series of two or more values; thinned evenly, newest kept."""
    every = -(-len(values) // POINTS)
    levels = values.to_numpy()[::-1][::every][::-1].tolist()
    low, high = float(values.min()), float(values.max())
    scale = HEIGHT / ((high - low) or 1)
    step = WIDTH / max(len(levels) - 1, 1)
    heights = [f"{(high - level) * scale:.0f}" for level in levels]
    return Sketch(
        points=" ".join(f"{place * step:.0f},{y}" for place, y in enumerate(heights)),
        zero=f"{high * scale:.0f}" if low < 0 < high else "",
        high=number(high, metric.unit, metric.decimals),
        low=number(low, metric.unit, metric.decimals),
        first=day(values.index[0].date()),
        last=day(values.index[-1].date()),
        every=every,
        name=_name(metric, values),
    )


def recent(metric: Metric[...], values: pd.Series[float], weeks: int = 13) -> tuple[Reading, ...]:
    """Return the newest weekly values, newest first."""
    return _readings(metric, values.iloc[-weeks:])


def year_ends(metric: Metric[...], values: pd.Series[float]) -> tuple[Reading, ...]:
    """Return the last value of every calendar year but the one under way, newest first."""
    years = pd.DatetimeIndex(values.index).year
    is_last = [a != b for a, b in pairwise(years)]
    return _readings(metric, values.iloc[:-1].loc[is_last])


def _readings(metric: Metric[...], values: pd.Series[float]) -> tuple[Reading, ...]:
    return tuple(
        Reading(day(stamp.date()), number(value, metric.unit, metric.decimals))
        for stamp, value in zip(reversed(values.index), reversed(values.tolist()), strict=True)
    )


def _name(metric: Metric[...], values: pd.Series[float]) -> str:
    first, last = (
        f"{number(values.iloc[at], metric.unit, metric.decimals)} on {day(values.index[at].date())}"
        for at in (0, -1)
    )
    return f"{metric.label}: from {first} to {last}."
