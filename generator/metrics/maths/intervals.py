"""Intervals: the band of a slope, and those of a mean or a sum by bootstrap."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

LAGS = 4  # weeks over which errors may be related
Z_90 = NormalDist().inv_cdf(0.95)  # 5% on either side
BLOCK = 12  # months that stay together in a draw: a year's momentum and seasons
DRAWS = 10_000
SEED = 20260112  # any fixed number: the interval must be the same on every run


def rolling_slope(data: pd.DataFrame, window: int) -> pd.DataFrame:
    """Return the slope of column 0 on column 1 in every window, with its 90% band.

    The other columns are controls; a constant is always in. The band uses Newey-West errors with
    Bartlett weights. statsmodels gives the same numbers, one window and a second of start-up at
    a time; here all windows are one sum. A window in which the slope cannot be told is left out.

    Returns:
        beta, lo, hi by the last day of each window.
    """
    values = data.to_numpy(float)
    design = np.column_stack([values[:, 1:2], np.ones(len(values)), values[:, 2:]])
    y = sliding_window_view(values[:, 0], window)[..., None]
    x = sliding_window_view(design, window, axis=0).swapaxes(1, 2)
    days = data.index[window - 1 :]
    is_solvable = np.linalg.matrix_rank(x.swapaxes(1, 2) @ x, hermitian=True) == design.shape[1]
    beta, error = _slopes(x[is_solvable], y[is_solvable])
    band = {"beta": beta, "lo": beta - Z_90 * error, "hi": beta + Z_90 * error}
    return pd.DataFrame(band, index=days[is_solvable])


def _slopes(
    x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first coefficient and its Newey-West standard error for stacked windows."""
    inverse = np.linalg.inv(x.swapaxes(1, 2) @ x)
    beta = inverse @ (x.swapaxes(1, 2) @ y)
    score = x * (y - x @ beta)
    meat = score.swapaxes(1, 2) @ score
    for lag in range(1, LAGS + 1):
        shifted = score[:, lag:].swapaxes(1, 2) @ score[:, :-lag]
        meat = meat + (1 - lag / (LAGS + 1)) * (shifted + shifted.swapaxes(1, 2))
    covariance = inverse @ meat @ inverse
    return beta[:, 0, 0], np.sqrt(np.maximum(covariance[:, 0, 0], 0.0))


def block_interval(returns: pd.DataFrame) -> tuple[float, float]:
    """Return the 90% interval of `yearly_excess` by a circular block bootstrap."""
    logs = np.log1p(returns.to_numpy(float) / 100)
    around = np.concatenate([logs, logs[: BLOCK - 1]])
    blocks = np.stack([_year_sums(around[:, n]) for n in (0, 1)], axis=1)
    count = -(-len(logs) // BLOCK)
    draws = np.random.default_rng(SEED).integers(0, len(logs), (DRAWS, count))
    growth = np.exp(blocks[draws].sum(axis=1) / count)
    low, high = np.percentile((growth[:, 0] - growth[:, 1]) * 100, [5, 95])
    return float(low), float(high)


def _year_sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of every block: one year's log growth from each month."""
    return np.convolve(values, np.ones(BLOCK), mode="valid")


def mean_interval(values: NDArray[np.floating]) -> tuple[float, float]:
    """Return the 90% bootstrap interval of the mean; NaN for fewer than two values."""
    if len(values) < 2:  # noqa: PLR2004  -- one value has no spread
        return float("nan"), float("nan")
    draws = np.random.default_rng(SEED).choice(values, (DRAWS, len(values)))
    low, high = np.percentile(draws.mean(axis=1), [5, 95])
    return float(low), float(high)
