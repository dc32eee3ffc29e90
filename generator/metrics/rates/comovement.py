"""Why would it work? Whether small caps' lead has moved with rates and bonds, by window."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.regression import Z_90
from generator.metrics.maths.weekly import together, too_short, weekly
from generator.model.metric import LARGE, SMALL, Column, Missing, Window, metric

BOND = "TLT"
WINDOWS = {"w52": (52, "52 weeks"), "w156": (156, "3 years"), "w520": (520, "10 years")}
_COLUMNS = (
    Column("label", "Window", "text"),
    Column("value", "Correlation", "ratio", 2),
    Column("lo", "90% band, from", "ratio", 2),
    Column("hi", "to", "ratio", 2),
    Column("n", "Weeks", "count", 0),
)
_BAND = "band: Fisher's transformation ± 1.645 ÷ √(n − 3)"
_PITFALL = (
    "The sign changes with the window, because rates rise in good times and in bad. The band takes "
    "the weeks as independent. Moving together is not cause."
)


@metric(
    "rates",
    "Small caps' lead and the 2-year yield",
    "ratio",
    decimals=2,
    inputs=("fred:DGS2", SMALL, LARGE),
    columns=_COLUMNS,
    formula="correlation of weekly IWM return − SPY return with the week's change of the 2-year "
    f"Treasury yield; weeks run from Thursday to Thursday, the newest day known; {_BAND}",
    pitfalls=_PITFALL,
)
def rate_correlation(
    yield_2y: pd.Series[float], small: pd.Series[float], large: pd.Series[float]
) -> pd.DataFrame | Missing:
    """Whether weeks of rising short rates were good or bad for small caps against large caps.

    If lower rates help small caps more, the correlation is below zero.
    """
    # The yield is known a business day after the day it describes; the funds are moved with it.
    weeks = weekly(together(yield_2y, small.shift(1), large.shift(1)))
    return _windows(_excess(weeks[[1, 2]]), weeks[0].diff())


@metric(
    "rates",
    "Small caps' lead and long Treasury bonds",
    "ratio",
    decimals=2,
    inputs=(BOND, SMALL, LARGE),
    columns=_COLUMNS,
    formula="correlation of weekly IWM return − SPY return with the weekly return of TLT, bonds of "
    f"more than 20 years; {_BAND}",
    pitfalls=_PITFALL,
)
def bond_correlation(
    bond: pd.Series[float], small: pd.Series[float], large: pd.Series[float]
) -> pd.DataFrame | Missing:
    """Whether weeks in which long bonds rose were good for small caps against large caps.

    If lower rates help small caps more, the correlation is above zero.
    """
    weeks = weekly(together(bond, small, large))
    return _windows(_excess(weeks[[1, 2]]), weeks[0].pct_change())


@metric(
    "rates",
    "Small caps' lead and long bonds, over a year",
    "ratio",
    decimals=2,
    inputs=(BOND, SMALL, LARGE),
    window=Window(52, "weeks"),
    formula="correlation over the last 52 weeks of weekly IWM return − SPY return with the weekly "
    "return of TLT",
    pitfalls=_PITFALL,
)
def rotation_bond_correlation(
    bond: pd.Series[float], small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """How the tie between small caps' lead and long bonds has changed its sign over time."""
    weeks = weekly(together(bond, small, large))
    window, _ = WINDOWS["w52"]
    if len(weeks) <= window:
        return too_short(window + 1, len(weeks), "weeks")
    return _excess(weeks[[1, 2]]).rolling(window).corr(weeks[0].pct_change()).dropna()


def _excess(funds: pd.DataFrame) -> pd.Series[float]:
    returns = funds.pct_change()
    excess: pd.Series[float] = returns.iloc[:, 0] - returns.iloc[:, 1]
    return excess


def _windows(first: pd.Series[float], second: pd.Series[float]) -> pd.DataFrame | Missing:
    moves = together(first, second)
    shortest = min(window for window, _ in WINDOWS.values())
    if len(moves) < shortest:
        return too_short(shortest, len(moves), "weekly changes")
    rows = {key: (label, *_correlation(moves, n)) for key, (n, label) in WINDOWS.items()}
    names = [column.name for column in _COLUMNS]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def _correlation(moves: pd.DataFrame, weeks: int) -> tuple[float, float, float, float]:
    """Return correlation, band and weeks; NaN where the history is too short."""
    if len(moves) < weeks:
        return float("nan"), float("nan"), float("nan"), float(len(moves))
    taken = moves.tail(weeks)
    value = float(taken[0].corr(taken[1]))
    half = Z_90 / (weeks - 3) ** 0.5
    # A correlation of one lies infinitely far out; its band is one too.
    with np.errstate(divide="ignore"):
        low, high = np.tanh(np.arctanh(value) + np.array([-half, half]))
    return value, float(low), float(high), float(weeks)


COMOVEMENT = (rate_correlation, bond_correlation, rotation_bond_correlation)
