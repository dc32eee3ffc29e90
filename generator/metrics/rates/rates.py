"""Why would it work? What interest rates have meant for small caps."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import ratio, rebased
from generator.metrics.maths.regression import rolling_slope
from generator.metrics.maths.weekly import last_day, together, too_short, weekly
from generator.metrics.rates.events import EVENTS
from generator.metrics.rates.policy import POLICY, at_sessions
from generator.model.formatting import day as written
from generator.model.metric import LARGE, SMALL, Column, Missing, Window, metric

WEEKS_104 = 104  # two years: long enough for a slope, short enough to see regimes change
_BP = 100  # basis points in a percentage point
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
def rate_beta(
    yield_2y: pd.Series[float], small: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float] | Missing:
    """What a rise of the 2-year yield by 0.10 points went with: small caps against large caps.

    Below zero, small caps gained on large caps in weeks in which rates fell.
    """
    moves = _weekly_moves(yield_2y, small, large)
    if len(moves) < WEEKS_104:
        return too_short(WEEKS_104, len(moves), "weekly changes")
    beta: pd.Series[float] = rolling_slope(moves, WEEKS_104)["beta"]
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
def rate_beta_test(
    yield_2y: pd.Series[float], small: pd.Series[float], large: pd.Series[float]
) -> pd.DataFrame | Missing:
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
    columns = ["label", "beta", "lo", "hi", "share", "n", "independent"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


@metric(
    "rates",
    "Yield curve",
    "bp",
    inputs=("fred:DGS10", "fred:DGS2", LARGE),
    decimals=0,
    formula="10-year − 2-year Treasury yield as known at the week's last session, basis points",
    pitfalls="A curve below zero came before past recessions, but with long and uneven leads.",
)
def yield_curve(
    yield_10y: pd.Series[float], yield_2y: pd.Series[float], large: pd.Series[float]
) -> pd.Series[float]:
    """How much more the US Treasury pays for ten years than for two."""
    both = together(yield_10y, yield_2y)
    return at_sessions((both[0] - both[1]) * _BP, large)


@metric(
    "rates",
    "Credit spread",
    "pp",
    inputs=("fred:BAA10Y", LARGE),
    decimals=2,
    formula="Moody's Baa corporate yield − 10-year Treasury yield as known at the week's last "
    "session",
    pitfalls="Long investment-grade bonds. Most small companies borrow from banks or at lower "
    "grades, where spreads move more.",
)
def credit_spread(spread: pd.Series[float], large: pd.Series[float]) -> pd.Series[float]:
    """What companies of middling credit pay over the US Treasury."""
    return at_sessions(spread, large)


@metric(
    "rates",
    "High-yield bonds relative to Treasuries",
    "index",
    inputs=("HYG", "IEF"),
    formula="HYG total-return index ÷ IEF total-return index, first week = 100",
    pitfalls="The funds differ in maturity, so the ratio also moves with rates, not only with the "
    "market's fear of default.",
)
def high_yield_ratio(
    high_yield: pd.Series[float], treasuries: pd.Series[float]
) -> pd.Series[float]:
    """Bonds of weak borrowers against government bonds: it falls when lenders take fright."""
    return rebased(weekly(ratio(high_yield, treasuries)))


RATES = (
    *POLICY,
    *EVENTS,
    rate_beta,
    rate_beta_test,
    yield_curve,
    credit_spread,
    high_yield_ratio,
)


def _weekly_moves(
    yield_2y: pd.Series[float], small: pd.Series[float], large: pd.Series[float]
) -> pd.DataFrame:
    """Return weekly small minus large (pp), yield change (per 0.10 points), large (%)."""
    # The yield stands on the day it was known, one business day after the day it describes. The
    # funds' values of the session before are those of the day described, so both sides match.
    weeks = weekly(together(yield_2y, small.shift(1), large.shift(1)))
    returns = weeks[[1, 2]].pct_change() * 100
    moves = {"excess": returns[1] - returns[2], "rate": weeks[0].diff() * 10, "large": returns[2]}
    return pd.DataFrame(moves).dropna()
