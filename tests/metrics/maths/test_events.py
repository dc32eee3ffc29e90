from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.maths.intervals import mean_interval
from generator.metrics.rates.first_cuts import first_cut_excess, first_cut_summary
from generator.metrics.rates.recessions import recession_excess, recession_summary
from generator.model.metric import Missing

FLAT = {"1990-01-02": 100.0}
CUTS = pd.DataFrame(
    {
        "id": ["c1990_02_01", "c1990_02_05", "c2001_01_03"],
        "on": pd.to_datetime(["1990-02-01", "1990-02-05", "2001-01-03"]),
        "main": ["yes", "no", "yes"],
    }
)
RECESSIONS = pd.DataFrame({"id": ["r1990_07"], "peak": ["1990-07"], "trough": ["1990-09"]})


def days(values: dict[str, float]) -> pd.Series[float]:
    return pd.Series(list(values.values()), index=pd.to_datetime(list(values)), dtype=float)


def inputs(
    small: dict[str, float], large: dict[str, float], table: pd.DataFrame, last: str = "1993-01-04"
) -> tuple[pd.Series[float], pd.Series[float], pd.Series[float], pd.Series[float], pd.DataFrame]:
    """Return price levels on the same few days, and funds that are flat from June 2000 on."""
    fund = days({"2000-06-01": 1.0, "2003-01-03": 1.0})[:last]
    return days(small)[:last], days(large)[:last], fund, fund, table


# Small 100 -> 110 after 3 months, 99 after 6, 120 after 12, 150 after 24; large stays at 100,
# then 104, 108, 125: excess 10 - 0, -1 - 4, 20 - 8, 50 - 25.
SMALL = {"1990-02-01": 100, "1990-04-30": 110, "1990-08-01": 99, "1991-02-01": 120,
         "1992-01-31": 150, "1993-01-04": 150}  # fmt: skip
LARGE = {"1990-02-01": 100, "1990-04-30": 100, "1990-08-01": 104, "1991-02-01": 108,
         "1992-01-31": 125, "1993-01-04": 125}  # fmt: skip


def test_excess_runs_from_the_close_of_the_cut_to_the_same_day_months_later() -> None:
    row = first_cut_excess(*inputs(SMALL, LARGE, CUTS)).loc["c1990_02_01"]
    assert row[["m3", "m6", "m12", "m24"]].tolist() == pytest.approx([10, -5, 12, 25])
    assert row[["label", "on", "basis"]].tolist() == ["1990", "1990-02-01", "price"]


def test_side_cases_and_cuts_before_the_history_do_not_enter() -> None:
    table = first_cut_excess(*inputs(SMALL, LARGE, CUTS))
    assert table.index.tolist() == ["c1990_02_01", "c2001_01_03"]
    later = {day: value for day, value in SMALL.items() if day > "1990-02-01"}
    assert "c1990_02_01" not in first_cut_excess(*inputs(later, LARGE, CUTS)).index


def test_cuts_since_the_funds_exist_are_measured_by_total_return() -> None:
    table = first_cut_excess(*inputs(SMALL, LARGE, CUTS, "2003-01-03"))
    assert table.loc["c2001_01_03", "basis"] == "total return"
    assert table.loc["c2001_01_03", "m24"] == 0.0  # both funds are flat


def test_a_span_that_is_not_over_has_no_number() -> None:
    row = first_cut_excess(*inputs(SMALL, LARGE, CUTS, "1990-10-01")).loc["c1990_02_01"]
    assert row[["m3", "m6"]].tolist() == pytest.approx([10, -5])
    assert row[["m12", "m24"]].isna().all()


def test_without_a_cut_in_the_history_the_study_is_missing() -> None:
    late = {"1995-01-03": 1.0}
    assert isinstance(first_cut_excess(*inputs(late, late, CUTS[:1], "1996-01-01")), Missing)
    assert isinstance(first_cut_summary(*inputs(late, late, CUTS[:1], "1996-01-01")), Missing)


def test_the_summary_counts_wins_and_averages() -> None:
    cuts = pd.DataFrame({"id": ["a", "b"], "on": pd.to_datetime(["1990-02-01", "1991-02-01"]),
                         "main": ["yes", "yes"]})  # fmt: skip
    row = first_cut_summary(*inputs(SMALL, LARGE, cuts)).loc["m12"]
    # From February 1991: small 120 -> 150 is +25 %, large 108 -> 125 is +15.741 %; 12 and 9.259.
    assert (row["wins"], row["n"]) == (2, 2)
    assert row["value"] == pytest.approx((12 + 9.2593) / 2, abs=1e-3)
    assert row["median"] == pytest.approx((12 + 9.2593) / 2, abs=1e-3)


def test_one_event_has_no_interval_and_none_has_no_mean() -> None:
    table = first_cut_summary(*inputs(SMALL, LARGE, CUTS[:1], "1990-10-01"))
    assert table.loc["m6", ["wins", "n", "value"]].tolist() == pytest.approx([0, 1, -5])
    assert table.loc["m6", ["lo", "hi"]].isna().all()
    assert table.loc["m24", "n"] == 0
    assert pd.isna(table.loc["m24", "value"])


def test_a_recession_runs_between_month_ends() -> None:
    small = {"1990-07-31": 100, "1990-09-28": 90, "1991-09-30": 108, "1993-01-04": 108}
    large = {"1990-07-31": 100, "1990-09-28": 95, "1991-09-30": 104.5, "1993-01-04": 104.5}
    row = recession_excess(*inputs(small, large, RECESSIONS)).loc["r1990_07"]
    # During: -10 - (-5) = -5. After: 108 / 90 is +20 %, 104.5 / 95 is +10 %: +10.
    assert row[["during", "after_12m"]].tolist() == pytest.approx([-5, 10])
    assert row["label"] == "Jul 1990 to Sep 1990"
    assert row[["peak", "trough"]].tolist() == ["1990-07-31", "1990-09-30"]


def test_the_recession_summary_has_both_spans() -> None:
    table = recession_summary(*inputs(SMALL, LARGE, RECESSIONS))
    # July 1990: 110 and 100. September 1990: 99 and 104, so -10 % - 4 % = -14.
    assert table.loc["during", ["wins", "n", "value"]].tolist() == pytest.approx([0, 1, -14])
    assert table.index.tolist() == ["during", "after_12m"]


def test_without_a_recession_in_the_history_the_study_is_missing() -> None:
    assert isinstance(recession_excess(*inputs(SMALL, LARGE, RECESSIONS[:0])), Missing)
    assert isinstance(recession_summary(*inputs(SMALL, LARGE, RECESSIONS[:0])), Missing)


def test_the_bootstrap_band_is_near_the_normal_one() -> None:
    values = np.random.default_rng(1).normal(2.0, 4.0, 60)
    half = NormalDist().inv_cdf(0.95) * values.std() / np.sqrt(60)
    assert mean_interval(values) == pytest.approx(
        (values.mean() - half, values.mean() + half), abs=0.1
    )


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=12))
def test_the_band_lies_within_the_values_and_is_the_same_every_time(values: list[float]) -> None:
    low, high = mean_interval(np.array(values))
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert (low, high) == mean_interval(np.array(values))


def test_later_days_change_no_finished_event() -> None:
    early = first_cut_excess(*inputs(SMALL, LARGE, CUTS, "1991-06-03")).loc["c1990_02_01"]
    late = first_cut_excess(*inputs(SMALL, LARGE, CUTS)).loc["c1990_02_01"]
    known = early.dropna().index
    pd.testing.assert_series_equal(early[known], late[known], check_names=False)
