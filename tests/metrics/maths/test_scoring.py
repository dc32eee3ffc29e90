from __future__ import annotations

from math import log

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from generator.metrics.maths.scoring import (
    bin_of,
    brier,
    calibration,
    clipped,
    entrant,
    expected_brier,
    log_score,
    skill,
    wilson,
)


@pytest.mark.parametrize(
    ("p", "came_true", "score"), [(0.7, True, 0.09), (0.7, False, 0.49), (0.5, True, 0.25), (1.0, True, 0.0)]
)  # fmt: skip
def test_the_brier_score_is_the_squared_distance(p: float, came_true: bool, score: float) -> None:  # noqa: FBT001
    assert brier(p, came_true) == pytest.approx(score)


def test_the_log_score_is_of_the_probability_of_what_happened() -> None:
    assert log_score(0.7, came_true=True) == pytest.approx(-log(0.7))
    assert log_score(0.7, came_true=False) == pytest.approx(-log(0.3))


def test_a_forecaster_expects_p_times_its_complement() -> None:
    # 0.7 × 0.09 + 0.3 × 0.49 = 0.21 = 0.7 × 0.3
    assert expected_brier(0.7) == pytest.approx(0.21)


def test_skill_is_the_share_of_the_others_score_that_is_saved() -> None:
    assert skill(0.15, 0.20) == pytest.approx(0.25)
    assert skill(0.25, 0.20) == pytest.approx(-0.25)
    assert skill(0.0, 0.0) is None


@given(st.floats(0, 1), st.booleans())
def test_a_brier_score_lies_between_0_and_1_and_clipping_keeps_the_log_finite(
    p: float,
    came_true: bool,  # noqa: FBT001
) -> None:
    assert 0 <= brier(p, came_true) <= 1
    assert 0.02 <= clipped(p) <= 0.98
    assert 0 < log_score(clipped(p), came_true) <= -log(0.02) + 1e-12


@given(st.integers(1, 400), st.data())
def test_the_interval_is_wilsons(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    expected = proportion_confint(k, n, alpha=0.1, method="wilson")
    assert wilson(k, n) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("p", "number"), [(0.0, 0), (0.19, 0), (0.2, 1), (0.6, 3), (0.8, 4), (1.0, 4)]
)
def test_fifths_begin_at_their_lower_end(p: float, number: int) -> None:
    assert bin_of(p) == number


def test_calibration_has_a_row_for_each_fifth_that_was_used_and_one_for_all() -> None:
    p, outcome = pd.Series([0.1, 0.1, 0.7, 0.7]), pd.Series([False, True, True, True])
    table = calibration(p, outcome, "all of them")
    assert list(table.index) == ["b0", "b3", "all"]
    assert list(table["label"]) == ["0–20%", "60–80%", "all of them"]
    # Said 10, 70 and (10 + 10 + 70 + 70) / 4 = 40; happened 1 of 2, 2 of 2, 3 of 4.
    assert list(table["forecast"]) == pytest.approx([10, 70, 40])
    assert list(table["happened"]) == pytest.approx([50, 100, 75])
    assert list(table["n"]) == [2, 2, 4]


def test_an_entrant_is_scored_beside_the_other_on_the_same_questions() -> None:
    row = entrant("base rate", pd.Series([0.2, 0.2]), pd.Series([0.1, 0.2]))
    # 1 − 0.3 ÷ 0.4 = 25%
    assert row == ("base rate", pytest.approx(0.2), pytest.approx(0.15), pytest.approx(25), 2.0)
    perfect = entrant("oracle", pd.Series([0.0]), pd.Series([0.1]))
    assert pd.isna(perfect[3])
