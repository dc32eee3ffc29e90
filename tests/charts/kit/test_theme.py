"""Can everybody see the marks? WCAG contrast in both schemes, and hues for the colour-blind."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from generator.charts.kit.theme import PALETTE

TEXTS = ("ink", "muted", "small", "large", "mag7")
MARKS = (*TEXTS, "axis")
SCHEMES = ("light", "dark")


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_knows_black_on_white() -> None:
    # (1 + 0.05) / (0 + 0.05) = 21
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", TEXTS)
def test_colours_that_write_have_four_and_a_half_to_one(name: str, scheme: str) -> None:
    for ground in ("page", "shade"):
        page = getattr(PALETTE[ground], scheme)
        assert contrast(getattr(PALETTE[name], scheme), page) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", MARKS)
def test_marks_have_three_to_one(name: str, scheme: str) -> None:
    page = getattr(PALETTE["page"], scheme)
    assert contrast(getattr(PALETTE[name], scheme), page) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["small", "large"])
def test_lines_stand_out_from_their_own_areas(name: str, scheme: str) -> None:
    area = getattr(PALETTE[f"{name}_tint"], scheme)
    assert contrast(getattr(PALETTE[name], scheme), area) >= 3


def test_every_light_colour_has_one_dark_one() -> None:
    lights = [colour.light for colour in PALETTE.values()]
    assert len(set(lights)) == len(lights)
    for colour in PALETTE.values():
        assert re.fullmatch("#[0-9a-f]{6}", colour.light)
        assert re.fullmatch("#[0-9a-f]{6}", colour.dark)


# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", BLINDNESS)
def test_series_stay_apart_for_the_colour_blind(kind: str, scheme: str) -> None:
    seen = {
        name: simulated(getattr(PALETTE[name], scheme), kind) for name in ("small", "large", "mag7")
    }
    for one, other in combinations(seen.values(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert distance > 0.15


def simulated(colour: str, kind: str) -> tuple[float, ...]:
    """Return about what is seen, as sRGB from 0 to 1."""
    channels = [(int(colour[n : n + 2], 16) / 255) ** 2.2 for n in (1, 3, 5)]
    rows = [sum(w * c for w, c in zip(row, channels, strict=True)) for row in BLINDNESS[kind]]
    return tuple(max(0.0, min(1.0, value)) ** (1 / 2.2) for value in rows)
