from __future__ import annotations

from datetime import date

import pytest

from generator.charts.kit.tables import (
    count,
    count_of,
    month,
    move_words,
    percent,
    points,
    rounded,
    times,
)
from generator.model.formatting import capital


def test_moves_are_told_by_their_sign() -> None:
    assert [move_words(v) for v in (4.24, -3.1, 0.04, -0.04)] == [
        "gained 4.2%", "lost 3.1%", "did not move", "did not move",
    ]  # fmt: skip


def test_sizes_lose_their_sign() -> None:
    assert (percent(-12.34), percent(-12.34, 0), points(-5.06)) == ("12.3%", "12%", "5.1 points")


def test_rounding_knows_no_negative_zero() -> None:
    assert str(rounded(-0.04)) == "0.0"


def test_small_counts_are_words() -> None:
    assert [count(n) for n in (0, 1, 12, 13)] == ["none", "one", "twelve", "13"]


@pytest.mark.parametrize(
    ("n", "expected"), [(1, "once"), (2, "twice"), (3, "three times"), (14, "14 times")]
)
def test_times_are_words(n: int, expected: str) -> None:
    assert times(n) == expected


def test_one_is_singular() -> None:
    assert (count_of(1, 1), count_of(2, 8)) == ("one of one case", "two of eight cases")


def test_months_and_capitals() -> None:
    assert month(date(2011, 4, 8)) == "Apr 2011"
    assert (capital("year to date"), capital("S&P"), capital("")) == ("Year to date", "S&P", "")
