from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.rates.futures import expected_change, implied_path
from generator.model.metric import Missing
from generator.sources.facts.read import read_facts

DAY = "2026-08-14"
NAN = float("nan")
DECISIONS = pd.DataFrame({"on": pd.to_datetime(["2025-12-10", "2026-07-29"]), "upper": 3.75})
MEETINGS = pd.DataFrame(
    {"on": pd.to_datetime(["2026-07-29", "2026-09-16", "2026-10-28", "2026-12-09", "2027-01-27"])}
)


def chain(*, on: str = DAY, **prices: float) -> pd.DataFrame:
    """Return one day's closes from m2026_09=96.5 and the like."""
    months = {name[1:].replace("_", "-"): [price] for name, price in prices.items()}
    return pd.DataFrame(months, index=pd.to_datetime([on]))


def rate(value: float = 3.63) -> pd.Series[float]:
    return pd.Series([value], pd.to_datetime([DAY]))


def path(prices: pd.DataFrame, effective: float = 3.63) -> pd.DataFrame:
    table = implied_path(prices, rate(effective), DECISIONS, MEETINGS)
    assert isinstance(table, pd.DataFrame)
    return table


def test_a_meeting_in_mid_month_is_solved_from_its_own_month() -> None:
    row = path(chain(m2026_09=96.42)).loc["m2026_09_16"]
    # Average 3.58; 16 days at 3.63, then 14 days: (30 x 3.58 - 16 x 3.63) / 14 = 3.522857.
    assert row["value"] == pytest.approx(3.522857, abs=1e-6)
    assert row["contract"] == "2026-09"
    # A fall of 0.107143 is 42.86 % of a quarter point.
    assert row["cut"] == pytest.approx(42.857, abs=1e-3)
    assert row["hike"] == 0


def test_the_middle_of_the_range_is_a_fixed_distance_away() -> None:
    row = path(chain(m2026_09=96.42)).loc["m2026_09_16"]
    # The range was 3.50 to 3.75, its middle 3.625, and 3.63 was paid: 0.005 off.
    assert row["target"] == pytest.approx(row["value"] - 0.005)


def test_near_the_months_end_the_next_month_is_used() -> None:
    prices = chain(m2026_09=96.37, m2026_10=96.36, m2026_11=96.45)
    row = path(prices).loc["m2026_10_28"]
    # 3 days of October remain: November's average of 3.55 is the rate. Before: 3.63.
    assert (row["contract"], row["value"]) == ("2026-11", pytest.approx(3.55))
    assert row["change"] == pytest.approx(-8)


def test_the_error_of_a_price_is_not_multiplied_near_the_months_end() -> None:
    one = path(chain(m2026_09=96.37, m2026_10=96.36, m2026_11=96.45))
    other = path(chain(m2026_09=96.37, m2026_10=96.41, m2026_11=96.45))
    pd.testing.assert_series_equal(one.loc["m2026_10_28"], other.loc["m2026_10_28"])


def test_a_rise_is_seen_and_held_at_certainty() -> None:
    row = path(chain(m2026_09=96.0)).loc["m2026_09_16"]
    # Average 4.00: (30 x 4.00 - 16 x 3.63) / 14 = 4.4229, more than a quarter point up.
    assert (row["cut"], row["hike"]) == (0, 100)


def test_a_month_without_a_price_has_no_number_until_a_quiet_month() -> None:
    prices = chain(m2026_10=96.36, m2026_11=96.45, m2026_12=96.45)
    table = path(prices)
    assert pd.isna(table.loc["m2026_09_16", "value"])
    assert pd.isna(table.loc["m2026_09_16", "cut"])
    # Before October's meeting September's rate is unknown; November tells the one after.
    assert table.loc["m2026_10_28", "value"] == pytest.approx(3.55)
    assert pd.isna(table.loc["m2026_10_28", "change"])
    assert table.loc["m2026_12_09", "value"] == pytest.approx(3.55)


def test_after_a_gap_the_quiet_month_before_a_meeting_tells_the_rate_before() -> None:
    table = path(chain(m2026_11=96.45, m2026_12=96.45).assign(**{"2026-12": 96.5}))
    # November, in which nothing is decided: 3.55. December: (31 x 3.50 - 9 x 3.55) / 22 = 3.4795.
    assert table.loc["m2026_12_09", "value"] == pytest.approx((31 * 3.5 - 9 * 3.55) / 22)


def test_meetings_beyond_the_last_contract_and_past_ones_have_no_row() -> None:
    assert list(path(chain(m2026_09=96.4)).index) == ["now", "m2026_09_16"]


def test_a_contract_that_has_not_traded_for_a_week_has_no_price() -> None:
    old, new = chain(on="2026-08-06", m2026_12=96.0), chain(m2026_09=96.4)
    assert list(path(pd.concat([old, new])).index) == ["now", "m2026_09_16"]
    fresh = chain(on="2026-08-07", m2026_12=96.0)
    assert "m2026_12_09" in path(pd.concat([fresh, new])).index


def test_without_any_price_it_is_missing() -> None:
    empty = chain(m2026_09=NAN)
    assert isinstance(implied_path(empty, rate(), DECISIONS, MEETINGS), Missing)
    assert isinstance(expected_change(empty, rate()), Missing)
    assert isinstance(expected_change(empty.iloc[:0], rate()), Missing)


def test_without_a_decision_the_middle_of_the_range_is_unknown() -> None:
    table = implied_path(chain(m2026_09=96.4), rate(), DECISIONS.iloc[:0], MEETINGS)
    assert isinstance(table, pd.DataFrame)
    assert table["target"].isna().all()
    assert table["value"].notna().all()


def test_months_ahead_are_compared_with_now() -> None:
    table = expected_change(chain(m2026_11=96.45, m2027_02=96.6), rate())
    assert isinstance(table, pd.DataFrame)
    # 3.55 - 3.63 = -8 bp; 3.40 - 3.63 = -23 bp; August 2027 has no price.
    assert table["value"].round(6).tolist()[:2] == [-8, -23]
    assert pd.isna(table.loc["m12", "value"])
    assert table["contract"].tolist() == ["2026-11", "2027-02", "2027-08"]


def test_the_calendar_holds_the_decisions_that_were_made() -> None:
    facts = read_facts(Path(__file__).parents[3] / "content" / "facts")
    meetings, decided = facts["fomc_meetings"]["on"], facts["policy_decisions"]["on"]
    assert set(decided[decided >= "2026-01-01"]) <= set(meetings)
    # A decision is made on the second day of a meeting, a Wednesday, eight times a year.
    assert meetings.dt.day_of_week.eq(2).all()
    assert meetings.dt.year.value_counts().loc[[2026, 2027]].tolist() == [8, 8]


def test_the_percentiles_are_those_of_independent_quarter_point_moves() -> None:
    # September: -0.107143 is 3/7 of a cut, so 4/7 nothing and 3/7 a cut. The rate after it, 3.522857,
    # falls to 3.397857 in December, half a cut: no cut 2/7, one 1/2, two 3/14.
    after = 3.63 - 0.107143 - 0.125
    december = (9 * (3.63 - 0.107143) + 22 * after) / 31
    prices = chain(m2026_09=96.42, m2026_10=100 - 3.522857, m2026_11=100 - 3.522857)
    table = path(prices.assign(**{"2026-12": 100 - december}))
    assert table.loc["m2026_09_16", ["lo", "hi"]].tolist() == pytest.approx([3.38, 3.63])
    assert table.loc["m2026_12_09", ["lo", "hi"]].tolist() == pytest.approx([3.13, 3.63])


def test_a_rise_is_as_open_as_a_cut_and_a_sure_move_is_closed() -> None:
    # (30 x 4.00 - 16 x 3.63) / 14 = 4.4229: 0.7929 up are 3.17 moves, three or four of them.
    assert path(chain(m2026_09=96.0)).loc["m2026_09_16", ["lo", "hi"]].tolist() == pytest.approx(
        [3.63 + 0.75, 3.63 + 1.0]
    )
    flat = path(chain(m2026_09=96.37)).loc["m2026_09_16", ["lo", "hi"]].tolist()
    assert flat == pytest.approx([3.63, 3.63])


def test_after_an_unknown_move_the_percentiles_are_unknown() -> None:
    table = path(chain(m2026_10=96.36, m2026_11=96.45, m2026_12=96.45))
    assert table.loc["m2026_10_28":, ["lo", "hi"]].isna().all(axis=None)


@given(st.floats(94, 99), st.floats(94, 99))
def test_the_percentiles_lie_on_quarter_points_and_in_order(one: float, other: float) -> None:
    table = path(chain(m2026_09=one, m2026_11=96.0, m2026_12=other)).dropna(subset=["lo"])
    assert (table["lo"] <= table["hi"]).all()
    steps = (table[["lo", "hi"]].to_numpy(float) - 3.63) / 0.25
    assert steps == pytest.approx(np.round(steps), abs=1e-9)


@given(st.floats(94, 99), st.floats(94, 99))
def test_a_probability_is_one_and_never_both(september: float, december: float) -> None:
    table = path(chain(m2026_09=september, m2026_11=96.0, m2026_12=december)).iloc[1:]
    known = table.dropna(subset=["cut"])
    assert known[["cut", "hike"]].to_numpy().min() >= 0
    assert (known[["cut", "hike"]].min(axis=1) == 0).all()
    assert known[["cut", "hike"]].to_numpy().max() <= 100


@given(st.floats(2, 6))
def test_when_all_months_cost_the_same_nothing_is_expected(level: float) -> None:
    flat = chain(**{f"m2026_{month:02d}": 100 - level for month in range(8, 13)})
    table = path(flat, level)
    assert table["value"].to_numpy() == pytest.approx(level)
