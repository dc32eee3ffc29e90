from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.cheap.levels import implied_excess, relative_book_level, relative_pe_level
from generator.model.metric import Missing
from tests.metrics.cross_section import company, stocks
from tests.metrics.library import known, month


def measured(ratios: list[float], first: str = "1990-01") -> pd.DataFrame:
    """Return the metric of a library whose price-to-book, small over large, is given by month."""
    large = known(ratios, first)
    table = relative_book_level(month(len(ratios), first), known([1.0] * len(ratios), first), large)
    assert isinstance(table, pd.DataFrame)
    return table


def test_the_newest_ratio_is_set_against_the_mean_of_ten_years() -> None:
    # 120 old months of 2.0, then 60 of 0.5 and 60 of 1.0: mean of ten years 0.75, now 1.0.
    row = measured([2.0] * 120 + [0.5] * 60 + [1.0] * 60).loc["last_10y"]
    assert row[["now", "mean", "n"]].tolist() == [1.0, 0.75, 120]
    assert row["value"] == pytest.approx((1.0 / 0.75 - 1) * 100)
    # Every month is 0.25 off the mean: z = 0.25 / (0.25 x sqrt(120 / 119)).
    assert row["z"] == pytest.approx((119 / 120) ** 0.5)


def test_a_slow_ratio_holds_few_half_lives() -> None:
    # Ten months of 1 and ten of 2 in turn: 11 of 119 steps change sides, so the correlation of each
    # month with the one before is about 1 - 2 x 11 / 119 = 0.815, and ln 0.5 / ln 0.815 = 3.39.
    row = measured(([1.0] * 10 + [2.0] * 10) * 6).loc["last_10y"]
    assert row["half_life"] == pytest.approx(3.39, abs=0.05)
    assert row["independent"] == pytest.approx(120 / row["half_life"])


def test_a_ratio_that_jumps_about_has_half_lives_of_a_month() -> None:
    row = measured([1.0, 2.0] * 60).loc["last_10y"]
    assert row[["half_life", "independent"]].tolist() == [1, 120]


def test_a_ratio_that_never_moves_has_no_z() -> None:
    row = measured([1.0] * 120).loc["last_10y"]
    assert pd.isna(row["z"])
    assert row["value"] == 0


def test_less_than_ten_years_are_not_enough() -> None:
    short = relative_book_level(
        month(119, "1990-01"), known([1.0] * 119, "1990-01"), known([1.0] * 119, "1990-01")
    )
    assert short == Missing("needs 120 months of data, has 119")


def weeks(n: int) -> pd.DataFrame:
    """Return stored cross-sections: the small company earns 1, later 2, the large one stays."""
    days = pd.date_range("2024-01-05", periods=n, freq="7D")
    return stocks(
        *[company("A", 20.0, 1.0 if k < n - 1 else 2.0, date=f"{day:%Y-%m-%d}")
          for k, day in enumerate(days)]
    )  # fmt: skip


def test_the_stored_weeks_are_enough_after_two_years() -> None:
    table = relative_pe_level(weeks(104))
    assert isinstance(table, pd.DataFrame)
    row = table.loc["weeks"]
    # A price of 10 over 1 is half of the large company's 20; over 2 it is a quarter.
    assert row[["now", "n"]].tolist() == pytest.approx([0.25, 104])
    assert row["mean"] == pytest.approx((103 * 0.5 + 0.25) / 104)


def test_fewer_stored_weeks_are_missing_with_their_number() -> None:
    assert relative_pe_level(weeks(8)) == Missing("needs 104 stored weeks of data, has 8")


def test_weeks_without_earnings_pass_their_reason_on() -> None:
    unknown = relative_pe_level(stocks(company("A", 20.0)))
    assert isinstance(unknown, Missing)
    assert "earnings are known" in unknown.reason


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.floats(0.1, 10))
def test_the_scale_of_the_ratio_changes_no_distance(seed: int, factor: float) -> None:
    steps = np.random.default_rng(seed).normal(0, 0.05, 150)
    ratios = list(np.exp(np.cumsum(steps)))
    one, other = measured(ratios), measured([r * factor for r in ratios])
    columns = ["value", "z", "independent"]
    pd.testing.assert_frame_equal(one[columns], other[columns])
    assert (one["independent"] <= one["n"]).all()
    assert (one["independent"] >= 1).all()


MULTIPLES = st.floats(-60, 100)
YEARS = st.integers(1, 30)


def test_the_way_from_a_discount_to_a_premium_is_spread_over_the_years() -> None:
    # 1.10 / 0.90 = 1.2222; its cube root is 1.06918: 1.06918^3 = 1.2222.
    assert implied_excess(-10, 10, 1) == pytest.approx(22.2222, abs=1e-4)
    assert implied_excess(-10, 10, 3) == pytest.approx(6.918, abs=1e-3)


def test_gaps_in_growth_and_yield_are_added() -> None:
    # 1.21 / 1.00 over two years is 10% a year; 2 points of growth and -0.5 of yield make 11.5.
    assert implied_excess(0, 21, 2, 2 - 0.5) == pytest.approx(11.5)


@given(now=MULTIPLES, years=YEARS)
def test_a_multiple_that_stays_pays_nothing(now: float, years: int) -> None:
    assert implied_excess(now, now, years) == 0


@given(now=MULTIPLES, target=MULTIPLES, years=YEARS)
def test_the_yearly_excess_compounds_to_the_whole_way(
    now: float, target: float, years: int
) -> None:
    whole = (100 + target) / (100 + now)
    assert (1 + implied_excess(now, target, years) / 100) ** years == pytest.approx(whole)
