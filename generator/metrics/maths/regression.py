"""How does one series move with another, window after window, and how sure is that?"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

LAGS = 4  # weeks over which errors may be related
Z_90 = NormalDist().inv_cdf(0.95)  # 5% on either side


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
    told = np.linalg.matrix_rank(x.swapaxes(1, 2) @ x, hermitian=True) == design.shape[1]
    beta, error = _slopes(x[told], y[told])
    band = {"beta": beta, "lo": beta - Z_90 * error, "hi": beta + Z_90 * error}
    return pd.DataFrame(band, index=days[told])


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
