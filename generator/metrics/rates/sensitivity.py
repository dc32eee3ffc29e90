"""Sensitivity of small caps' lead to yields and bonds: slopes and correlations by window."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.metrics.maths.intervals import Z_90, rolling_slope
from generator.metrics.maths.observations import last_day, together, too_short, weekly
from generator.metrics.maths.tables import table_of
from generator.model.formatting import day as written
from generator.model.metric import LARGE, SMALL, Column, Missing, Series, Window, metric

WEEKS_104 = 104  # two years: long enough for a slope, short enough to see regimes change
_RATES = ("fred:DGS2", SMALL, LARGE)
_SLOPE_FORMULA = (
    "weekly regression over 104 weeks: IWM return − SPY return on the change of the 2-year "
    "Treasury yield, holding the SPY return constant; slope per +0.10 points of yield; weeks run "
    "from Thursday to Thursday, the newest day whose yield is known"
)
_SLOPE_PITFALLS = (
    "The sign depends on why rates move: good growth news lifts yields and small caps together. "
    "Windows overlap, so neighbouring values are almost the same evidence. Friday weeks give a "
    "slope that differs by less than the band is wide."
)
BOND = "TLT"
WINDOWS = {"w52": (52, "52 weeks"), "w156": (156, "3 years"), "w520": (520, "10 years")}
_CORRELATION_COLUMNS = (
    Column("label", "Window", "text"),
    Column("value", "Correlation", "ratio", 2),
    Column("lo", "90% band, from", "ratio", 2),
    Column("hi", "to", "ratio", 2),
    Column("n", "Weeks", "count", 0),
)
_BAND = "band: Fisher's transformation ± 1.645 ÷ √(n − 3)"
_CORRELATION_PITFALL = (
    "The sign changes with the window, because rates rise in good times and in bad. The band takes "
    "the weeks as independent. Moving together is not cause."
)


@metric(
    "rates",
    "Rate sensitivity of small caps",
    "pp",
    inputs=_RATES,
    decimals=2,
    window=Window(104, "weeks"),
    formula=_SLOPE_FORMULA,
    pitfalls=_SLOPE_PITFALLS,
)
def rate_beta(yield_2y: Series, small: Series, large: Series) -> Series | Missing:
    """What a rise of the 2-year yield by 0.10 points went with: small caps against large caps.

    Below zero, small caps gained on large caps in weeks in which rates fell.
    """
    moves = _weekly_moves(yield_2y, small, large)
    if len(moves) < WEEKS_104:
        return too_short(WEEKS_104, len(moves), "weekly changes")
    beta: Series = rolling_slope(moves, WEEKS_104)["beta"]
    return beta


@metric(
    "rates",
    "Is the rate sensitivity real?",
    "pp",
    inputs=_RATES,
    decimals=2,
    columns=(
        Column("label", "Window", "text"),
        Column("beta", "Slope per +0.10 points of yield", "pp", 2),
        Column("lo", "90% band, from", "pp", 2),
        Column("hi", "to", "pp", 2),
        Column("share", "Windows with the whole band below zero", "%", 0),
        Column("n", "Weeks or windows", "count", 0),
        Column("independent", "Windows that do not overlap", "count", 0),
    ),
    formula=f"{_SLOPE_FORMULA}; band: ±1.645 Newey-West standard errors with 4 lags; all windows: "
    "median slope, and the share of windows with the whole band below zero",
    pitfalls=_SLOPE_PITFALLS,
)
def rate_beta_test(yield_2y: Series, small: Series, large: Series) -> pd.DataFrame | Missing:
    """Whether falling rates helped small caps more than large caps by more than chance.

    The test is passed by a window whose whole 90% band lies below zero.
    """
    moves = _weekly_moves(yield_2y, small, large)
    if len(moves) < WEEKS_104:
        return too_short(WEEKS_104, len(moves), "weekly changes")
    slopes = rolling_slope(moves, WEEKS_104)
    if slopes.empty:
        return Missing("the 2-year yield did not move enough to tell")
    nan = float("nan")
    share = float((slopes["hi"] < 0).mean() * 100)
    beta, low, high = slopes[["beta", "lo", "hi"]].iloc[-1]
    label = f"104 weeks to {written(last_day(slopes).date())}"
    whole = len(moves) // WEEKS_104
    rows = {
        "now": (label, beta, low, high, nan, WEEKS_104, 1),
        "windows": ("all 104-week windows", slopes["beta"].median(), nan, nan, share, len(slopes), whole),
    }  # fmt: skip
    return table_of(rows, rate_beta_test.columns)


def _weekly_moves(yield_2y: Series, small: Series, large: Series) -> pd.DataFrame:
    """Return weekly small minus large (pp), yield change (per 0.10 points), large (%)."""
    # The yield stands on the day it was known, one business day after the day it describes. The
    # funds' values of the session before are those of the day described, so both sides match.
    weeks = weekly(together(yield_2y, small.shift(1), large.shift(1)))
    returns = weeks[[1, 2]].pct_change() * 100
    moves = {"excess": returns[1] - returns[2], "rate": weeks[0].diff() * 10, "large": returns[2]}
    return pd.DataFrame(moves).dropna()


@metric(
    "rates",
    "Small caps' lead and the 2-year yield",
    "ratio",
    decimals=2,
    inputs=("fred:DGS2", SMALL, LARGE),
    columns=_CORRELATION_COLUMNS,
    formula="correlation of weekly IWM return − SPY return with the week's change of the 2-year "
    f"Treasury yield; weeks run from Thursday to Thursday, the newest day known; {_BAND}",
    pitfalls=_CORRELATION_PITFALL,
)
def rate_correlation(yield_2y: Series, small: Series, large: Series) -> pd.DataFrame | Missing:
    """Whether weeks of rising short rates were good or bad for small caps against large caps.

    If lower rates help small caps more, the correlation is below zero.
    """
    # The yield is known a business day after the day it describes; the funds are moved with it.
    weeks = weekly(together(yield_2y, small.shift(1), large.shift(1)))
    return _by_window(_weekly_excess(weeks[[1, 2]]), weeks[0].diff())


@metric(
    "rates",
    "Small caps' lead and long Treasury bonds",
    "ratio",
    decimals=2,
    inputs=(BOND, SMALL, LARGE),
    columns=_CORRELATION_COLUMNS,
    formula="correlation of weekly IWM return − SPY return with the weekly return of TLT, bonds of "
    f"more than 20 years; {_BAND}",
    pitfalls=_CORRELATION_PITFALL,
)
def bond_correlation(bond: Series, small: Series, large: Series) -> pd.DataFrame | Missing:
    """Whether weeks in which long bonds rose were good for small caps against large caps.

    If lower rates help small caps more, the correlation is above zero.
    """
    weeks = weekly(together(bond, small, large))
    return _by_window(_weekly_excess(weeks[[1, 2]]), weeks[0].pct_change())


@metric(
    "rates",
    "Small caps' lead and long bonds, over a year",
    "ratio",
    decimals=2,
    inputs=(BOND, SMALL, LARGE),
    window=Window(52, "weeks"),
    formula="correlation over the last 52 weeks of weekly IWM return − SPY return with the weekly "
    "return of TLT",
    pitfalls=_CORRELATION_PITFALL,
)
def rotation_bond_correlation(bond: Series, small: Series, large: Series) -> Series | Missing:
    """How the tie between small caps' lead and long bonds has changed its sign over time."""
    weeks = weekly(together(bond, small, large))
    window, _ = WINDOWS["w52"]
    if len(weeks) <= window:
        return too_short(window + 1, len(weeks), "weeks")
    return _weekly_excess(weeks[[1, 2]]).rolling(window).corr(weeks[0].pct_change()).dropna()


def _weekly_excess(funds: pd.DataFrame) -> Series:
    returns = funds.pct_change()
    excess: Series = returns.iloc[:, 0] - returns.iloc[:, 1]
    return excess


def _by_window(first: Series, second: Series) -> pd.DataFrame | Missing:
    moves = together(first, second)
    shortest = min(window for window, _ in WINDOWS.values())
    if len(moves) < shortest:
        return too_short(shortest, len(moves), "weekly changes")
    rows = {key: (label, *_correlation(moves, n)) for key, (n, label) in WINDOWS.items()}
    return table_of(rows, _CORRELATION_COLUMNS)


def _correlation(moves: pd.DataFrame, weeks: int) -> tuple[float, float, float, float]:
    """Return correlation, band and weeks; NaN where the history is too short."""
    if len(moves) < weeks:
        return float("nan"), float("nan"), float("nan"), float(len(moves))
    recent = moves.tail(weeks)
    value = float(recent[0].corr(recent[1]))
    half = Z_90 / (weeks - 3) ** 0.5
    # A correlation of one lies infinitely far out; its band is one too.
    with np.errstate(divide="ignore"):
        low, high = np.tanh(np.arctanh(value) + np.array([-half, half]))
    return value, float(low), float(high), float(weeks)


COMOVEMENT = (rate_correlation, bond_correlation, rotation_bond_correlation)
RATE_BETA = (rate_beta, rate_beta_test)
