from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.rates.recession_dates import (
    RECESSION_DATES,
    recession_cases,
    recession_definitions,
)
from generator.model.metric import Metric, Missing
from tests.metrics.library import daily, library

RECESSIONS = pd.DataFrame(
    {
        "id": ["r1969_12", "r2001_03"],
        "peak": ["1969-12", "2001-03"],
        "trough": ["1970-11", "2001-11"],
    }
)
ANNOUNCED = pd.DataFrame(
    {"id": ["r2001_03"], "trough_announced": pd.to_datetime(["2003-07-17"])}
)  # fmt: skip
SPANS = ["library_during", "library_trough", "library_announced",
         "index_during", "index_trough", "index_announced"]  # fmt: skip


def months(value: float, other: float = 0.0) -> tuple[pd.Series[float], ...]:
    """Return a library from January 1969 to June 2005 with the same returns every month."""
    return library([value] * 438, [other] * 438, "1969-01")


def steady(yearly: float) -> pd.Series[float]:
    """Return a fund that gains the same every day, so much a year of 365 days."""
    days = pd.bdate_range("2000-05-26", "2005-06-30")
    return pd.Series((1 + yearly) ** ((days - days[0]).days / 365), days)


def inputs(
    recessions: pd.DataFrame = RECESSIONS, announced: pd.DataFrame = ANNOUNCED
) -> tuple[object, ...]:
    fund, flat = steady(0.1), steady(0.0)
    return (*months(1.0), fund, flat, fund * 100, flat * 100, recessions, announced)


def cases() -> pd.DataFrame:
    table = recession_cases(*inputs())
    assert isinstance(table, pd.DataFrame)
    return table


def test_the_year_begins_after_the_trough_or_after_its_announcement() -> None:
    row = cases().loc["r2001_03"]
    # Small gains 1 % a month and large nothing: 8 months, 12 and 12.
    eight, twelve = (1.01**8 - 1) * 100, (1.01**12 - 1) * 100
    assert row[SPANS[:3]].tolist() == pytest.approx([eight, twelve, twelve])
    # The fund gains 10 % in 365 days: 30 March to 30 November 2001 are 245 days, 30 November 2001 to
    # 29 November 2002 are 364, and 17 July 2003 to 16 July 2004 (the 17th is a Saturday) 365.
    growth = [(1.1 ** (days / 365) - 1) * 100 for days in (245, 364, 365)]
    assert row[SPANS[3:]].tolist() == pytest.approx(growth)
    assert row[["label", "announced_on"]].tolist() == ["Mar 2001 to Nov 2001", "2003-07-17"]


def test_a_recession_before_the_daily_history_and_the_announcements_has_gaps() -> None:
    row = cases().loc["r1969_12"]
    assert row[SPANS].notna().tolist() == [True, True, False, False, False, False]
    assert row["announced_on"] == ""


def test_each_span_is_summed_up_by_both_measures_and_over_the_same_events() -> None:
    table = recession_definitions(*inputs())
    assert isinstance(table, pd.DataFrame)
    assert table["n"].to_dict() == {
        "library_during": 2, "shared_during": 1, "index_during": 1,
        "library_trough": 2, "dated_trough": 1, "shared_trough": 1, "index_trough": 1,
        "library_announced": 1, "shared_announced": 1, "index_announced": 1,
    }  # fmt: skip
    assert table["wins"].tolist() == table["n"].tolist()
    # 11 months of 1969-70 and 8 of 2001: the mean of the two.
    mean = ((1.01**11 - 1) + (1.01**8 - 1)) * 50
    assert table.loc["library_during", "value"] == pytest.approx(mean)


@pytest.mark.parametrize("metric", RECESSION_DATES, ids=lambda metric: metric.id)
def test_before_any_recession_is_known_it_is_missing(metric: Metric[...]) -> None:
    assert metric(*inputs(RECESSIONS[:0], ANNOUNCED[:0])) == Missing(
        "no recession was known on that day"
    )


@pytest.mark.parametrize("metric", RECESSION_DATES, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    assert list(metric(*inputs())) == [column.name for column in metric.columns]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_size_changed_for_size_changes_every_sign(seed: int) -> None:
    month, small, large = months(1.0, 2.0)
    one, other = daily(seed, "2005-06-30"), daily(seed + 1, "2005-06-30")
    there = recession_cases(
        month, small, large, one, other, one, other, RECESSIONS, ANNOUNCED
    )[SPANS]  # fmt: skip
    back = recession_cases(
        month, large, small, other, one, other, one, RECESSIONS, ANNOUNCED
    )[SPANS]  # fmt: skip
    pd.testing.assert_frame_equal(there, -back)
