"""Headlines and rows of the figures that put rival definitions side by side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]


@pytest.fixture
def cuts(measured: dict[str, Measured]) -> pd.DataFrame:
    found = measured["cut_cases"]
    assert isinstance(found, pd.DataFrame)
    return found


@pytest.fixture
def recessions(measured: dict[str, Measured]) -> pd.DataFrame:
    found = measured["recession_cases"]
    assert isinstance(found, pd.DataFrame)
    return found


def drawn(drawing: Drawing | Missing) -> Drawing:
    assert isinstance(drawing, Drawing)
    return drawing


def test_first_and_last_cuts_are_told_apart(draw: Draw) -> None:
    # First cuts: -15.6, 10.9, -7.2; last cuts: -4.2, 12.4.
    assert drawn(draw("cut_lists")).title == (
        "In the six months after first cuts small caps lagged in two of three cases; "
        "after last cuts they led in one of two cases"
    )


def test_without_a_last_cut_the_headline_has_first_cuts_alone(
    draw: Draw, cuts: pd.DataFrame
) -> None:
    drawing = drawn(draw("cut_lists", cut_cases=cuts[cuts["role"] != "last cut"]))
    assert drawing.title.endswith("lagged in two of three cases")
    assert "last cuts instead" not in drawing.table()["Definition"].tolist()


def test_cuts_that_are_younger_than_six_months_are_no_answer(
    draw: Draw, cuts: pd.DataFrame
) -> None:
    assert draw("cut_lists", cut_cases=cuts.assign(m6=np.nan)) == Missing(
        "no first cut is six months old"
    )


def test_each_list_counts_its_own_cuts(draw: Draw) -> None:
    rows = drawn(draw("cut_lists")).table().set_index("Definition")
    assert rows["Events"].to_dict() == {
        "first cuts, main list": "3", "with 1987 and 1990": "4", "without 1998": "2",
        "with the restart of 2025": "4", "last cuts instead": "2",
    }  # fmt: skip
    # Without 1998: 10.9 and -7.2, so one win and 3.7 / 2 = 1.85 as median and mean.
    assert rows.loc["without 1998", ["Small caps ahead", "Median"]].tolist() == ["1", "+1.9 pp"]


def test_recoveries_are_counted_from_their_end_and_from_its_announcement(draw: Draw) -> None:
    drawing = drawn(draw("recovery_dates"))
    # From the end 10.2, 9.3, 39.2; from the announcement -11.8, -4.2, 6.0. 1933 was not announced.
    assert drawing.title == (
        "In the year after recessions ended small caps led in three of three cases; in the year "
        "after that was announced, they lagged in two of three cases"
    )
    assert "+144.5" not in " ".join(drawing.table()["Mean"])


def test_before_an_announced_recovery_is_a_year_old_there_is_no_answer(
    draw: Draw, recessions: pd.DataFrame
) -> None:
    undated = recessions.assign(announced_on="")
    assert draw("recovery_dates", recession_cases=undated) == Missing(
        "no announced recovery is a year old"
    )
