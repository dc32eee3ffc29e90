"""Months of a made-up data library, in the form in which metrics are given them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.tseries.offsets import BDay

LAG = 45


def known(values: list[float], first: str, lag: int = LAG) -> pd.Series[float]:
    """Return a series by the day it was known: month-ends from a first month, some days later."""
    months = pd.period_range(first, periods=len(values), freq="M")
    days = months.to_timestamp(how="end").normalize() + BDay(lag)
    return pd.Series(values, days, dtype=float)


def month(n: int, first: str, lag: int = LAG) -> pd.Series[float]:
    """Return which month each row describes, as 202605."""
    months = pd.period_range(first, periods=n, freq="M")
    return known([float(f"{m:%Y%m}") for m in months], first, lag)


def library(
    small: list[float], large: list[float], first: str, lag: int = LAG
) -> tuple[pd.Series[float], ...]:
    """Return french:month, french:small_half and french:large_half."""
    return month(len(small), first, lag), known(small, first, lag), known(large, first, lag)


def walk(n: int, seed: int) -> list[float]:
    """Return months of random returns in percent, the same on every run."""
    return list(np.random.default_rng(seed).normal(0.8, 5.0, n))


def fund(days: dict[str, float]) -> pd.Series[float]:
    return pd.Series(list(days.values()), pd.to_datetime(list(days)), dtype=float)


def daily(seed: int, last: str = "2026-08-14", first: str = "2000-05-26") -> pd.Series[float]:
    """Return a random walk of a fund's total return by weekday."""
    days = pd.bdate_range(first, "2026-08-14")
    moves = np.random.default_rng(seed).normal(0.0003, 0.012, len(days))
    return pd.Series(np.cumprod(1 + moves), days)[:last]
