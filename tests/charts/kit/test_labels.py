from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.kit.labels import LineEnd, end_labels, key_labels, separated, text_width
from generator.charts.kit.plot import Label, Scale


def test_places_far_enough_apart_stay() -> None:
    assert separated([10, 50, 90], 20, 0, 100) == [10, 50, 90]


def test_two_places_that_touch_share_the_way() -> None:
    # 40 and 44 want a gap of 20: 42 is the middle, so 32 and 52.
    assert separated([44, 40], 20, 0, 100) == [52, 32]


def test_a_block_at_the_edge_is_pushed_inside() -> None:
    assert separated([0, 2], 20, 0, 100) == [0, 20]
    assert separated([99, 100], 20, 0, 100) == [80, 100]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=9))
def test_moved_places_keep_their_order_and_their_distance(places: list[float]) -> None:
    moved = separated(places, 15, 0, 300)
    order = sorted(range(len(places)), key=lambda n: places[n])
    gaps = [moved[b] - moved[a] for a, b in pairwise(order)]
    assert all(gap >= 15 - 1e-6 for gap in gaps)
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in moved)


def test_a_phone_gets_two_rows_for_each_line() -> None:
    scale = Scale(0, 100, 200, 0)
    ends = [LineEnd(50.0, "Small caps", "+5.0%", "#0b64a4")]
    wide = end_labels(scale, "2026-08-14", ends, "wide")
    narrow = end_labels(scale, "2026-08-14", ends, "narrow")
    assert [label.text for label in wide] == ["Small caps +5.0%"]
    assert [(label.text, label.dy) for label in narrow] == [("Small caps", -7.5), ("+5.0%", 7.5)]


def test_a_key_stands_beside_itself() -> None:
    first, second = key_labels(
        [("up", "#000000"), ("down", "#111111")], Label(0, 0, "", dx=5), "wide"
    )
    assert (first.dx, first.color, second.text) == (5, "#000000", "down")
    assert second.dx == pytest.approx(5 + text_width("up", 14) + 14)


def test_a_wide_letter_is_wider_than_a_slim_one() -> None:
    assert text_width("ill", 10) == pytest.approx(9)
    assert text_width("WM%", 10) == pytest.approx(21.6)
    assert text_width("age", 10) == pytest.approx(17.1)
