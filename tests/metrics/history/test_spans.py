from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.history.spans import (
    calendar_excess,
    calendar_wins,
    excess_base_rate,
    rolling_excess_1y,
    rolling_excess_3y,
    rolling_excess_5y,
    rolling_excess_10y,
    rolling_excess_15y,
    year_end_odds,
)
from generator.model.metric import Missing

ROLLING = {
    1: rolling_excess_1y,
    3: rolling_excess_3y,
    5: rolling_excess_5y,
    10: rolling_excess_10y,
    15: rolling_excess_15y,
}
weekly_returns = st.lists(st.floats(-0.1, 0.1), min_size=1, max_size=20)


def on(**closes: float) -> pd.Series[float]:
    """Return an index from keywords like d20251231=1.0."""
    return pd.Series(list(closes.values()), index=pd.to_datetime([day[1:] for day in closes]))


def weeks(changes: list[float], count: int = 200) -> pd.Series[float]:
    """Return `count` Friday closes that go through the given changes over and over."""
    fridays = pd.date_range("2020-01-03", periods=count, freq="7D")
    return (1 + pd.Series(np.resize(changes, count), index=fridays)).cumprod()


def year_ends(changes: list[float], first: int) -> pd.Series[float]:
    """Return closes at the last business day of each year, `first` being the base."""
    days = pd.date_range(f"{first}-12-01", periods=len(changes) + 1, freq="BYE")
    return pd.Series(np.cumprod([1.0, *(1 + np.array(changes))]), index=days)


def test_a_calendar_year_runs_from_last_close_to_last_close() -> None:
    small = on(d20241231=100.0, d20250630=50.0, d20251231=112.0, d20260814=140.0)
    large = on(d20241231=200.0, d20250630=210.0, d20251231=220.0, d20260814=231.0)
    table = calendar_excess(small, large)
    # 2025: 12 % - 10 % = 2 pp; 2026: 25 % - 5 % = 20 pp
    assert table.to_numpy().tolist() == [
        ["2025", pytest.approx(2), ""],
        ["2026", pytest.approx(20), "to 14 Aug"],
    ]
    assert table.index.tolist() == ["y2025", "y2026"]


@pytest.mark.parametrize(
    ("last", "partial"), [("2022-12-29", "to 29 Dec"), ("2022-12-30", ""), ("2021-12-31", "")]
)
def test_a_year_is_full_after_its_last_weekday(last: str, partial: str) -> None:
    index = pd.Series([1.0, 2.0], index=pd.to_datetime(["2020-12-31", last]))
    table = calendar_excess(index, index)
    assert table["partial"].iloc[-1] == partial  # 31 December 2022 was a Saturday


def test_no_calendar_year_without_a_close_before_it() -> None:
    index = on(d20260105=1.0, d20260814=2.0)
    assert calendar_excess(index, index) == Missing("needs a close from before the last new year")


def test_wins_count_full_years_only() -> None:
    changes = [0.1] * 10 + [-0.1] * 14 + [0.2]  # 2001 to 2025: 1 win in the last 15, 11 in 25
    small = pd.concat([year_ends(changes, 2000), on(d20260814=999.0)])
    large = small * 0 + 1.0
    measured = calendar_wins(small, large)
    assert measured["wins"].tolist() == [1.0, 11.0]
    assert measured["years"].tolist() == [15.0, 25.0]


def test_wins_of_25_years_are_empty_with_20() -> None:
    small = year_ends([0.1] * 20, 2005)
    measured = calendar_wins(small, small * 0 + 1.0)
    assert measured["wins"].tolist() == pytest.approx([15, float("nan")], nan_ok=True)


def test_wins_need_15_full_years() -> None:
    index = pd.concat([year_ends([0.1] * 14, 2011), on(d20260814=9.0)])
    assert calendar_wins(index, index) == Missing("needs 15 full calendar years of data, has 14")


@pytest.mark.parametrize("years", ROLLING)
def test_a_rolling_excess_is_a_compound_rate_per_year(years: int) -> None:
    start, end = pd.Timestamp("2026-08-14") - pd.DateOffset(years=years), pd.Timestamp("2026-08-14")
    small = pd.Series([1.0, 1.1**years], index=[start, end])
    large = pd.Series([1.0, 1.04**years], index=[start, end])
    measured = ROLLING[years](small, large)
    # 10 % a year - 4 % a year
    assert measured.to_dict() == {end: pytest.approx(6.0)}


def test_a_rolling_excess_starts_from_the_last_close_before_the_day() -> None:
    # 14 August 2022 is a Sunday: Friday 12th counts, Monday 15th does not.
    small = on(d20220812=1.0, d20220815=5.0, d20230814=1.2)
    measured = rolling_excess_1y(small, small * 0 + 1.0)
    assert measured.iloc[-1] == pytest.approx(20.0)


def test_a_rolling_excess_needs_its_years() -> None:
    index = on(d20150101=1.0, d20260814=2.0)
    assert rolling_excess_15y(index, index) == Missing("needs 15 years of data, has 11")


@given(weekly_returns, weekly_returns)
def test_swapping_the_funds_flips_a_rolling_excess(one: list[float], two: list[float]) -> None:
    small, large = weeks(one), weeks(two)
    forth, back = rolling_excess_3y(small, large), rolling_excess_3y(large, small)
    assert forth.tolist() == pytest.approx((-back).tolist())


def test_a_base_rate_counts_every_weekly_start() -> None:
    # 16 closes: the 13-week excess is 14 % - 0, 13 / 1.01 ... three windows, made by hand:
    small = weeks([0.0], 16)
    small.iloc[13:] = [1.10, 0.95, 1.20]
    measured = excess_base_rate(small, weeks([0.0], 16))
    row = measured.loc["w13"]
    # excesses +10, -5, +20: two wins of three, median 10, now 20 is the highest
    assert [row[name] for name in ("wins", "p50", "now", "now_percentile", "n")] == pytest.approx(
        [200 / 3, 10, 20, 100, 3]
    )
    # linear quantiles of -5, 10, 20: -5 + 0.2 * 15 = -2 and 10 + 0.8 * 10 = 18; 15 // 13 = 1
    assert [row["p10"], row["p90"], row["independent"]] == pytest.approx([-2, 18, 1])


def test_a_base_rate_without_a_window_is_empty_and_counts_none() -> None:
    measured = excess_base_rate(weeks([0.01], 20), weeks([0.0], 20))
    assert measured.loc["w52", ["wins", "p10", "p50", "p90", "now", "now_percentile"]].isna().all()
    assert measured.loc["w52", ["n", "independent"]].tolist() == [0.0, 0.0]


def test_base_rates_need_a_window_at_all() -> None:
    index = weeks([0.0], 13)
    assert excess_base_rate(index, index) == Missing("needs 14 weeks of data, has 13")


@given(weekly_returns, weekly_returns)
def test_base_rates_are_ordered_and_within_bounds(one: list[float], two: list[float]) -> None:
    measured = excess_base_rate(weeks(one), weeks(two))
    assert (measured["p10"] <= measured["p50"] + 1e-9).all()
    assert (measured["p50"] <= measured["p90"] + 1e-9).all()
    assert (
        measured[["wins", "now_percentile"]]
        .clip(0, 100)
        .equals(measured[["wins", "now_percentile"]])
    )


@given(weekly_returns, st.floats(0.01, 100))
def test_the_unit_of_the_price_changes_no_base_rate(changes: list[float], unit: float) -> None:
    small, large = weeks(changes), weeks([0.001, 0.0])
    plain, scaled = excess_base_rate(small, large), excess_base_rate(small * unit, large)
    assert scaled["p50"].tolist() == pytest.approx(plain["p50"].tolist(), abs=1e-6)


FRIDAYS = pd.date_range("2025-01-03", "2026-10-02", freq="W-FRI")


def flat_until(last: float) -> pd.Series[float]:
    """Return weekly closes of 100 that end with another one."""
    return pd.Series([100.0] * (len(FRIDAYS) - 1) + [last], FRIDAYS)


def test_the_lead_so_far_is_compounded_with_each_past_span() -> None:
    # 90 days are left, or 13 weeks. 92 closes hold 79 such spans; 78 are flat and leave the lead of
    # 4 points, the last one gives 1.04 x 1.04 - 1 = 8.16.
    table = year_end_odds(flat_until(104.0), flat_until(100.0))
    row = table.loc["y2026"]
    assert row[["label", "n"]].tolist() == ["2026", 79]
    assert row["value"] == pytest.approx(4)
    assert row["share"] == pytest.approx(100 / 79)
    assert row["wins"] == 100
    assert row[["p10", "p90"]].tolist() == [pytest.approx(4), pytest.approx(4)]
    assert row["independent"] == 7  # 637 days hold 7 spans of 91


def test_spans_that_do_not_overlap_are_counted_in_whole_weeks() -> None:
    # 104 closes hold 91 spans of 13 weeks, whose first starts 721 days before the last one's end:
    # 7.9 times 91 days, though 8.01 times the 90 days that are left.
    closes = pd.Series(100.0, pd.date_range(end="2026-10-02", periods=104, freq="7D"))
    assert year_end_odds(closes, closes).loc["y2026", ["n", "independent"]].tolist() == [91, 7]


def test_both_sides_compound() -> None:
    # A lead of 10 points and a span of the same again: 1.2 x 1.2 - 1.1 x 1.1 = 23 points.
    closes = pd.Series([1.0, 1.0], pd.to_datetime(["2025-12-31", "2026-07-01"]))
    small, large = (
        pd.concat([closes, pd.Series([end], pd.to_datetime(["2026-12-30"]))]) for end in (1.2, 1.1)
    )
    # One day is left: a span of one day ends with the next close, half a year later.
    row = year_end_odds(small, large).loc["y2026"]
    assert row["n"] == 2
    assert row["p90"] == pytest.approx(10 + 0.9 * 13)


@pytest.mark.parametrize("last", ["2026-12-31", "2022-12-30", "2023-12-29"])
def test_nothing_is_left_after_the_years_last_weekday(last: str) -> None:
    days = pd.date_range(end=last, periods=100, freq="7D")
    closes = pd.Series([1.0] * 100, days)
    assert isinstance(year_end_odds(closes, closes), Missing)


def test_a_year_without_a_close_before_it_is_missing() -> None:
    closes = pd.Series([1.0] * 20, pd.date_range("2026-01-02", periods=20, freq="7D"))
    assert isinstance(year_end_odds(closes, closes), Missing)
