from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.maths.intervals import rolling_slope


def noise(rows: int, seed: int = 5) -> pd.DataFrame:
    values = np.random.default_rng(seed).normal(0, 1, (rows, 3))
    values[:, 0] += 0.5 * values[:, 1] - 0.2 * values[:, 2]
    return pd.DataFrame(values, index=pd.date_range("2020-01-03", periods=rows, freq="W-FRI"))


@pytest.mark.parametrize("end", [104, 150, 199])
def test_slope_and_band_equal_those_of_statsmodels(end: int) -> None:
    data = noise(200)
    window = data.iloc[end - 104 : end]
    fit = sm.OLS(window[0], sm.add_constant(window[[1, 2]])).fit(
        cov_type="HAC", cov_kwds={"maxlags": 4}
    )
    expected = [fit.params[1], *fit.conf_int(alpha=0.10).loc[1]]
    assert rolling_slope(data, 104).iloc[end - 104].tolist() == pytest.approx(expected)


def test_an_exact_relation_has_its_slope_and_no_band() -> None:
    # y = 3x + 2z on five rows, so every window of four gives 3 with no error.
    data = pd.DataFrame({"x": [0.0, 1, 0, 2, 1], "z": [1.0, 0, 2, 1, 3]})
    data.insert(0, "y", 3 * data["x"] + 2 * data["z"])
    slopes = rolling_slope(data, 4)
    assert slopes["beta"].tolist() == pytest.approx([3, 3])
    assert (slopes["hi"] - slopes["lo"]).tolist() == pytest.approx([0, 0], abs=1e-6)


def test_a_window_in_which_nothing_moves_is_left_out() -> None:
    data = noise(12)
    data.iloc[:6, 1] = 0.0
    assert rolling_slope(data, 6).index[0] > data.index[5]


@given(st.floats(0.1, 10), st.integers(0, 50))
def test_a_larger_unit_of_the_first_column_scales_slope_and_band(factor: float, seed: int) -> None:
    data = noise(30, seed)
    scaled = data.copy()
    scaled[0] = data[0] * factor
    pd.testing.assert_frame_equal(rolling_slope(scaled, 20), rolling_slope(data, 20) * factor)


def test_the_band_is_symmetric_around_the_slope() -> None:
    slopes = rolling_slope(noise(120), 104)
    middle = (slopes["lo"] + slopes["hi"]) / 2
    assert middle.to_numpy() == pytest.approx(slopes["beta"].to_numpy())
