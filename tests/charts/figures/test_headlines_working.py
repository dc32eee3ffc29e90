"""Headlines of performance and valuation in every case: ahead, behind, level, no data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]


def series(*values: float, first: str = "2026-01-16") -> pd.Series[float]:
    return pd.Series(values, pd.date_range(first, periods=len(values), freq="7D"), dtype=float)


def title(drawing: Drawing | Missing) -> str:
    assert isinstance(drawing, Drawing)
    return drawing.title


def reason(drawing: Drawing | Missing) -> str:
    assert isinstance(drawing, Missing)
    return drawing.reason


@pytest.mark.parametrize(
    ("small", "large", "expected"),
    [
        (108.24, 103.1, "small caps gained 8.2% and the S&P 500 gained 3.1%, a lead of 5.1 points"),
        (96.0, 101.0, "small caps lost 4.0% and the S&P 500 gained 1.0%, a lag of 5.0 points"),
        (100.02, 99.98, "small caps did not move and the S&P 500 did not move, neither is ahead"),
        # Each rounds to 1.3 and 0.9; the lead is 2.119, not 2.2.
        (101.26, 99.141, "small caps gained 1.3% and the S&P 500 lost 0.9%, a lead of 2.1 points"),
    ],
)
def test_since_article_says_who_leads(
    draw: Draw, small: float, large: float, expected: str
) -> None:
    drawing = draw(
        "since_article",
        small_since_article=series(small),
        large_since_article=series(large),
        policy_decisions=Missing("none"),
    )
    assert title(drawing) == f"Since the article {expected}"


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([0.0], "the Fed has held so far"),
        ([0.0, 0.0, 0.0], "the rate cuts have not come"),
        ([0.0, 0.0, 0.0, 25.0], "the rate cuts have not come"),
        ([-25.0], "the Fed has cut once"),
        ([-25.0, -25.0], "the Fed has cut twice"),
        ([-25.0, -25.0, -25.0], "the Fed has cut three times"),
    ],
)
def test_since_article_says_whether_the_fed_has_cut(
    draw: Draw, moves: list[float], expected: str
) -> None:
    days = ["2026-01-28", "2026-03-18", "2026-04-29", "2026-06-17"][: len(moves)]
    decisions = pd.DataFrame({"on": days, "value": moves})
    assert title(draw("since_article", policy_decisions=decisions)).endswith(f"; {expected}")


def test_since_article_counts_no_decision_before_the_article(draw: Draw) -> None:
    earlier = pd.DataFrame({"on": ["2025-12-10"], "value": [-25.0]})
    assert title(draw("since_article", policy_decisions=earlier)).endswith("a lead of 5.1 points")


def test_since_article_gives_the_difference_when_the_mag7_are_missing(draw: Draw) -> None:
    drawing = draw("since_article", mag7_since_article=Missing("no TSLA"))
    assert isinstance(drawing, Drawing)
    # 108.24 - 103.10 = 5.14
    assert drawing.numbers == ("Small caps +8.2%", "S&P 500 +3.1%", "difference +5.1 pp")


def test_relative_ratio_names_the_peak(draw: Draw) -> None:
    drawing = draw(
        "relative_ratio",
        relative_total_return=series(100, 150, 120, first="2011-04-01"),
        relative_drawdown=series(0, 0, -20, first="2011-04-01"),
    )
    assert (
        title(drawing) == "Against large caps, small caps stand 20.0% below their peak of Apr 2011"
    )


def test_relative_ratio_at_its_peak_says_so(draw: Draw) -> None:
    drawing = draw(
        "relative_ratio",
        relative_total_return=series(100, 150, first="2011-04-01"),
        relative_drawdown=series(0, -0.04, first="2011-04-01"),
    )
    assert title(drawing) == "Small caps have never stood higher against large caps since 2000"


def test_mag7_rotation_counts_windows_and_reads_the_year_to_date(draw: Draw) -> None:
    # One month and longer: +2, -6, +4, +10.5, +8, +8: five wins of six.
    assert title(draw("mag7_rotation")) == (
        "Small caps beat the Mag-7 in five of six windows; year to date they lead by 10.5 points"
    )


@pytest.mark.parametrize(
    ("value", "expected"), [(-3.2, "they lag by 3.2 points"), (0.04, "they are level")]
)
def test_mag7_rotation_holds_for_every_sign(
    draw: Draw, measured: dict[str, Measured], value: float, expected: str
) -> None:
    windows = measured["small_minus_mag7"]
    assert isinstance(windows, pd.DataFrame)
    windows.loc["ytd", "value"] = value
    assert title(draw("mag7_rotation", small_minus_mag7=windows)).endswith(expected)


def test_mag7_rotation_without_a_year_to_date_reads_the_longest_window(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    windows = measured["small_minus_mag7"]
    assert isinstance(windows, pd.DataFrame)
    drawing = draw("mag7_rotation", small_minus_mag7=windows.loc[["m1", "m12"]])
    assert title(drawing).endswith("in two of two windows; 12 months they lead by 8.0 points")


def test_mag7_rotation_without_any_window_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    windows = measured["small_minus_mag7"]
    assert isinstance(windows, pd.DataFrame)
    drawing = draw("mag7_rotation", small_minus_mag7=windows.assign(value=np.nan))
    assert "no window" in reason(drawing)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-33.3, 12.4], "How cheap? Between 33% cheaper and 12% dearer than large caps, depending on the method"),
        ([-33.3, -12.0], "By every method small caps were cheaper: between 12% and 33%"),
        ([4.0, 12.0], "By every method small caps were dearer: between 4% and 12%"),
        ([0.0, 12.0], "Small caps were as dear as large caps or up to 12% dearer, depending on the method"),
        ([-12.0, 0.2], "Small caps were as dear as large caps or up to 12% cheaper, depending on the method"),
        ([7.0], "Small caps were 7% dearer than large caps by the one method known"),
        ([0.3], "Small caps were as dear as large caps by the one method known"),
    ],
)  # fmt: skip
def test_method_ladder_says_how_far_the_methods_differ(
    draw: Draw, values: list[float], expected: str
) -> None:
    ladder = pd.DataFrame(
        {"label": "a", "on": "2025-12-31", "method": "m", "value": values, "norm": np.nan},
        index=[f"r{n}" for n in range(len(values))],
    )
    assert title(draw("method_ladder", method_ladder=ladder)) == (
        f"{expected} (multiples of Dec 2025)"
    )
    months = ["2025-07-31", *ladder["on"][1:]]
    both = draw("method_ladder", method_ladder=ladder.assign(on=months))
    assert len(months) == 1 or title(both).endswith(" (multiples of Jul 2025 to Dec 2025)")


def test_method_ladder_without_a_value_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    ladder = measured["method_ladder"]
    assert isinstance(ladder, pd.DataFrame)
    assert "no published" in reason(
        draw("method_ladder", method_ladder=ladder.assign(value=np.nan))
    )
