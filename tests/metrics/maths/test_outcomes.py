from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.metrics.maths.outcomes import (
    END,
    OUTCOME,
    SpanTest,
    compared,
    deepest_fall_pct,
    independent,
    touched,
)

UP = SpanTest(above=True)
# 1, 3, 2, 2, 5 on five Fridays from 2 January 2026.
SERIES = pd.Series(
    [1.0, 3.0, 2.0, 2.0, 5.0], pd.date_range("2026-01-02", periods=5, freq="7D"), name="x"
)


@pytest.mark.parametrize(
    ("asked", "start", "end", "holds"),
    [
        (SpanTest(above=True), 100.0, 101.0, True),
        (SpanTest(above=True), 100.0, 100.0, False),  # level is neither above
        (SpanTest(above=False), 100.0, 100.0, False),  # nor below
        (SpanTest(above=False, margin=0.125), 3.63, 3.505, True),  # just met: 3.63 - 0.125
        (SpanTest(above=False, margin=0.125), 3.63, 3.51, False),
        (SpanTest(above=True, number=0.0), 5.0, 0.1, True),  # the start does not matter
        (SpanTest(above=True, number=0.0), -5.0, -0.1, False),
    ],
)
def test_a_comparison_holds(asked: SpanTest, start: float, end: float, holds: bool) -> None:  # noqa: FBT001
    assert bool(asked.holds(start, end)) is holds


def test_each_span_that_is_over_has_an_outcome() -> None:
    # Two weeks on: 1 -> 2 up, 3 -> 2 down, 2 -> 5 up; the last two starts are not over.
    found = compared(SERIES, 14, UP)
    assert list(found.index) == list(SERIES.index[:3])
    assert list(found[END]) == list(SERIES.index[2:])
    assert list(found[OUTCOME]) == [True, False, True]


def test_a_span_ends_with_the_first_value_on_or_after_its_last_day() -> None:
    # Without 16 January, the span from 2 January ends on the 23rd.
    gap = SERIES.drop(pd.Timestamp("2026-01-16"))
    assert compared(gap, 14, UP)[END].iloc[0] == pd.Timestamp("2026-01-23")


def test_a_fall_on_the_way_is_a_touch_though_the_end_is_higher() -> None:
    # From 3: the lowest of 2, 2, 5 is 2, a fall of 33.3%; from 1 nothing lies below.
    found = touched(SERIES, 21, 30.0)
    assert list(found[OUTCOME]) == [False, True]
    assert deepest_fall_pct(np.array([3.0, 2.0, 2.0, 5.0])) == pytest.approx(-100 / 3)
    assert deepest_fall_pct(np.array([1.0, 3.0, 2.0])) == pytest.approx(100)


def test_spans_that_do_not_overlap_are_counted_over_the_whole_history() -> None:
    # 28 days hold two spans of 14.
    assert independent(compared(SERIES, 14, UP)) == 2
    assert independent(compared(SERIES, 35, UP)) == 0
