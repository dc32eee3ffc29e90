"""Scores of forecasts that are resolved, and their calibration."""

from __future__ import annotations

from math import log, sqrt
from statistics import NormalDist

import pandas as pd

from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Series

# Nobody is surer than this: one miss at certainty would make a logarithmic score infinite.
FLOOR, CEILING = 0.02, 0.98
EVEN = 0.5
BINS = 5
_Z_90 = NormalDist().inv_cdf(0.95)

CALIBRATION_COLUMNS = (
    Column("label", "Stated probability", "text"),
    Column("forecast", "Mean forecast", "%", 0),
    Column("happened", "Came true", "%", 0),
    Column("lo", "90% interval, from", "%", 0),
    Column("hi", "to", "%", 0),
    Column("n", "Forecasts", "count", 0),
)
ENTRANT_COLUMNS = (
    Column("label", "Who", "text"),
    Column("value", "Brier score", "ratio", 3),
    Column("ours", "First row, same questions", "ratio", 3),
    Column("skill", "Skill of the first row", "%", 0),
    Column("n", "Forecasts", "count", 0),
)


def clipped(p: float) -> float:
    """Return a probability held between 0.02 and 0.98."""
    return min(max(p, FLOOR), CEILING)


def brier(p: float, came_true: bool) -> float:  # noqa: FBT001  -- the outcome is the value scored
    """Return the squared distance of a probability from what happened: 0 is best, 1 worst.

    Brier (1950), Verification of forecasts expressed in terms of probability.
    """
    return float((p - came_true) ** 2)


def log_score(p: float, came_true: bool) -> float:  # noqa: FBT001  -- likewise
    """Return minus the natural logarithm of the probability given to what happened."""
    return -log(p if came_true else 1 - p)


def expected_brier(p: float) -> float:
    """Return the Brier score that a forecaster who means p expects: p (1 − p)."""
    return p * (1 - p)


def skill(ours: float, theirs: float) -> float | None:
    """Return 1 − ours ÷ theirs, of sums of Brier scores over the same questions.

    None where theirs is zero: nobody can beat a perfect score.
    """
    return 1 - ours / theirs if theirs else None


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 90% interval of a share, 0 to 1.

    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    share, z2 = successes / n, _Z_90**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z_90 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def bin_of(p: float) -> int:
    """Return the number of the fifth that a probability lies in, 0 to 4; 1.0 is in the last."""
    return min(int(p * BINS), BINS - 1)


def calibration(p: Series, came_true: pd.Series[bool], who: str) -> pd.DataFrame:
    """Return CALIBRATION_COLUMNS: a row for each fifth that has forecasts, then `all`."""
    bins = p.map(bin_of)
    width = 100 // BINS
    rows = {
        f"b{number}": _bin(
            f"{number * width}–{(number + 1) * width}%", p[inside], came_true[inside]
        )
        for number in range(BINS)
        if (inside := bins == number).any()
    }
    rows["all"] = _bin(who, p, came_true)
    return table_of(rows, CALIBRATION_COLUMNS)


def entrant(label: str, theirs: Series, ours: Series) -> tuple[str, float, float, float, float]:
    """Return a row of ENTRANT_COLUMNS from both sides' Brier scores on the same questions."""
    gained = skill(float(ours.sum()), float(theirs.sum()))
    share = float("nan") if gained is None else gained * 100
    return label, float(theirs.mean()), float(ours.mean()), share, float(len(theirs))


def _bin(
    label: str, p: Series, came_true: pd.Series[bool]
) -> tuple[str, float, float, float, float, float]:
    n, successes = len(p), int(came_true.sum())
    low, high = wilson(successes, n)
    return label, float(p.mean() * 100), successes / n * 100, low * 100, high * 100, float(n)
