"""Ticks: round values and dates that enclose a span, with their labels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from generator.model.formatting import day

_NICE = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def nice_ticks(low: float, high: float, at_most: int) -> list[float]:
    """Return round values, no more than asked for, that enclose a span."""
    span = max(high - low, 1e-9)
    size = 10 ** math.floor(math.log10(span / at_most))
    step = next(s for s in (size * n for n in _NICE) if _ends(low, high, s)[1] < at_most)
    first, count = _ends(low, high, step)
    return [step * (first + n) for n in range(count + 1)]


def log_ticks(low: float, high: float, at_most: int) -> list[float]:
    """Return round values above zero that enclose a span above zero.

    Even steps read best where they fit; a span over many sizes gets 1, 2, 5, 10 and so on.
    """
    even = nice_ticks(low, high, at_most)
    if even[0] > 0:
        return even
    sizes = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = [digit * 10.0**size for size in sizes for digit in (1, 2, 5)]
    return [v for v, after in pairwise([*every, math.inf]) if after > low and v < high] + [
        next(v for v in every if v >= high)
    ]


def _ends(low: float, high: float, step: float) -> tuple[int, int]:
    """Return the first multiple of a step, and how many steps enclose the span."""
    first = math.floor(low / step)
    return first, math.ceil(high / step) - first


def decimals(ticks: Iterable[float]) -> int:
    """Return how many decimals tell the ticks apart, at most two."""
    values = list(ticks)
    return next((n for n in (0, 1) if all(abs(v - round(v, n)) < 1e-9 for v in values)), 2)  # noqa: PLR2004


def time_ticks(first: pd.Timestamp, last: pd.Timestamp, at_most: int) -> list[tuple[str, str]]:
    """Return (ISO date, label) of round months or years within a span.

    Months read `Feb`; January and the first tick carry the year. A span without a round month
    has its first day.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    # A tick of a month may carry its year and is then wider than a mere year.
    step = next(n for n in _MONTHS if months / n <= at_most - (n < 12) or n == _MONTHS[-1])  # noqa: PLR2004
    starts = pd.date_range(first.normalize().replace(day=1), last, freq="MS")
    starts = starts[starts >= first.normalize()]
    kept = [start for start in starts if (start.year * 12 + start.month - 1) % step == 0]
    if not kept:
        return [(f"{first:%Y-%m-%d}", day(first.date()))]
    return [
        (f"{start:%Y-%m-%d}", _label(start, is_first=n == 0, step=step))
        for n, start in enumerate(kept)
    ]


def _label(start: pd.Timestamp, *, is_first: bool, step: int) -> str:
    _, month, year = day(start.date()).split()
    if step % 12 == 0:
        return year
    return f"{month} {year}" if is_first or start.month == 1 else month
