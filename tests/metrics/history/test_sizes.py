from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.history.sizes import size_definitions, span_definitions
from generator.model.metric import Missing
from tests.metrics.library import daily, fund, library, walk

INDEX = pd.DataFrame(
    {"year": [2001, 2002, 2003], "small": [5.0, 1.0, 9.0], "large": [1.0, 4.0, 1.0]}
)
# IWM 1 -> 1.10 -> 1.32, SPY 1 -> 1.20 -> 1.32: 2001 -10, 2002 +10; 2003 is not over.
IWM = fund({"2000-12-29": 1, "2001-12-31": 1.1, "2002-12-31": 1.32, "2003-03-31": 1.32})
SPY = fund({"2000-12-29": 1, "2001-12-31": 1.2, "2002-12-31": 1.32, "2003-03-31": 1.32})
YEAR = (1.01**12 - 1) * 100
BEFORE = 24  # months of 1999 and 2000


def halves() -> tuple[pd.Series[float], ...]:
    """Return 1999 to 2002: small ahead by 1 % a month in 2001, behind in 2002, else level."""
    small = [0.0] * BEFORE + [1.0] * 12 + [0.0] * 12
    return library(small, [0.0] * (BEFORE + 12) + [1.0] * 12, "1999-01")


def test_all_measures_are_compared_over_the_years_that_they_share() -> None:
    table = size_definitions(*halves(), IWM, SPY, INDEX)
    assert isinstance(table, pd.DataFrame)
    assert table[["first", "last"]].agg(" to ".join, axis=1).to_dict() == {
        "library_all": "1999 to 2002",
        "library_1979": "2001 to 2002", "index_1979": "2001 to 2002",
        "library_2001": "2001 to 2002", "index_2001": "2001 to 2002", "funds_2001": "2001 to 2002",
    }  # fmt: skip
    # Library: 0, 0, +12.7 and -12.7. Published: 5 - 1 = 4 and 1 - 4 = -3. Funds: -10 and +10.
    columns = ["n", "wins", "median", "value"]
    assert table.loc["library_all", columns].tolist() == pytest.approx([4, 1, 0, 0])
    assert table.loc["index_2001", columns].tolist() == pytest.approx([2, 1, 0.5, 0.5])
    assert table.loc["funds_2001", columns].tolist() == pytest.approx([2, 1, 0, 0])


def test_measures_that_share_no_year_are_not_compared() -> None:
    apart = INDEX.assign(year=[2011, 2012, 2013])
    table = size_definitions(*halves(), IWM, SPY, apart)
    assert isinstance(table, pd.DataFrame)
    assert table.index.tolist() == ["library_all"]


def test_without_a_fund_year_the_others_are_compared_since_1979() -> None:
    table = size_definitions(*halves(), IWM[-1:], SPY[-1:], INDEX)
    assert isinstance(table, pd.DataFrame)
    assert table.index.tolist() == ["library_all", "library_1979", "index_1979"]


def test_a_library_without_a_full_year_is_missing() -> None:
    short = library([1.0] * 6, [1.0] * 6, "2001-01")
    assert size_definitions(*short, IWM, SPY, INDEX) == Missing(
        "the library has no full calendar year"
    )


def test_fifteen_years_stand_in_the_history_of_each_measure() -> None:
    # 16 years from 1979: small 1 % a month for 15 years, then nothing; large nothing throughout.
    months = library([1.0] * 180 + [0.0] * 12, [0.0] * 192, "1979-01")
    flat = fund({"2000-12-29": 1, "2001-01-02": 1})
    table = span_definitions(*months, flat, flat)
    assert isinstance(table, pd.DataFrame)
    assert table.index.tolist() == ["library_1941", "library_1994"]
    row = table.loc["library_1994"]
    # The first span holds 180 good months, the last one 168 of them.
    assert row["value"] == pytest.approx((1.01 ** (168 / 15) - 1) * 100)
    assert row["lowest"] == pytest.approx(row["value"])
    assert row[["lowest_on", "won", "n", "independent"]].tolist() == ["1994-12-31", 100, 13, 1]
    assert row["percentile"] == pytest.approx(100 / 13)


def test_the_funds_count_weeks_and_one_span_that_stands_alone() -> None:
    months = library(walk(400, 1), walk(400, 2), "1979-01")
    table = span_definitions(*months, daily(1), daily(2))
    assert isinstance(table, pd.DataFrame)
    row = table.loc["funds_2015"]
    assert row["independent"] == 1
    # 26 May 2015 to 14 August 2026 are 586 weeks.
    assert row["n"] == pytest.approx(586, abs=1)


def test_without_fifteen_years_it_is_missing() -> None:
    assert span_definitions(*halves(), IWM, SPY) == Missing("no measure of size has fifteen years")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_a_percentile_and_a_share_lie_between_0_and_100(seed: int) -> None:
    months = library(walk(400, seed), walk(400, seed + 1), "1979-01")
    table = span_definitions(*months, daily(seed), daily(seed + 1))
    assert isinstance(table, pd.DataFrame)
    assert table[["percentile", "won"]].to_numpy(float).min() >= 0
    assert table[["percentile", "won"]].to_numpy(float).max() <= 100
    assert (table["lowest"] <= table["median"]).all()
    assert (table["independent"] <= table["n"]).all()
