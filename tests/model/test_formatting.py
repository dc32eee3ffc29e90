from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.formatting import cell, chance, day, joined_reasons, months, number, plural
from generator.model.metric import Unit


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (4.25, "pp", 1, "+4.2 pp"),
        (-4.25, "pp", 1, "−4.2 pp"),
        (0.04, "pp", 1, "0.0 pp"),
        (-0.04, "pp", 1, "0.0 pp"),
        (12.3, "%", 1, "12.3%"),
        (-12.3, "%", 0, "−12%"),
        (-1.5, "pp/y", 1, "−1.5 pp a year"),
        (7.0, "%/y", 1, "7.0% a year"),
        (35, "bp", 0, "+35 bp"),
        (18.25, "x", 2, "18.25×"),
        (0.94, "ratio", 2, "0.94"),
        (1444.2, "usd", 0, "$1,444"),
        (-1444.2, "usd", 0, "−$1,444"),
        (52, "weeks", 0, "52 weeks"),
        (1369, "count", 0, "1,369"),
        (None, "%", 1, "–"),
        (float("nan"), "%", 1, "–"),
        (float("inf"), "%", 1, "–"),
    ],
)
def test_a_number_is_written_with_sign_unit_and_decimals(
    value: float | None, unit: Unit, decimals: int, text: str
) -> None:
    assert number(value, unit, decimals) == text


def test_a_level_shows_its_plus_only_when_asked() -> None:
    assert number(4.2, "%", signed=True) == "+4.2%"


def test_a_cell_is_a_number_a_text_or_a_date() -> None:
    assert cell(4.2, "%") == "4.2%"
    assert cell("cut", "text") == "cut"
    assert cell("2026-08-14", "date") == "14 Aug 2026"
    assert cell(None, "date") == cell("", "text") == "–"


@pytest.mark.parametrize(("p", "text"), [(0.7, "70%"), (0.02, "2%"), (None, "–")])
def test_a_probability_is_written_in_percent(p: float | None, text: str) -> None:
    assert chance(p) == text


def test_a_day_is_written_in_english_without_leading_zero() -> None:
    assert day(date(2026, 1, 2)) == "2 Jan 2026"


@given(st.floats(-1e6, 1e6))
def test_no_number_is_written_as_minus_zero(value: float) -> None:
    text = number(value, "pp")
    assert text.startswith("0.0") == (round(value, 1) == 0)


def test_months_are_a_span_or_one_alone() -> None:
    assert months("2025-07-31", "2026-02-16") == "Jul 2025 to Feb 2026"
    assert months("2025-12-05", "2025-12-31") == "Dec 2025"


def test_one_is_singular() -> None:
    assert [plural(n, "year") for n in (0, 1, 2)] == ["0 years", "1 year", "2 years"]


@pytest.mark.parametrize(
    ("reasons", "text"),
    [
        (["AGG: gone", "BIL: gone"], "AGG, BIL: gone"),
        # As the metrics of one figure give them.
        (["AGG, BIL: gone", "GLD: gone", "AGG: gone; DBC: too old"], "AGG, BIL, GLD: gone; DBC: too old"),
        (["not yet; later", "AGG: gone", "not yet; later"], "not yet; later; AGG: gone"),
    ],
)  # fmt: skip
def test_what_is_missing_for_one_reason_is_told_once(reasons: list[str], text: str) -> None:
    assert joined_reasons(reasons) == text
