from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pandas.tseries.offsets import BDay

from generator.metrics.buying.themes import theme_returns
from generator.metrics.rates.first_cuts import (
    cut_cases,
    cut_definitions,
    first_cut_excess,
    first_cut_summary,
)
from generator.metrics.rates.macro import yield_curve
from generator.metrics.rates.policy import borrowing_cost
from generator.metrics.rates.recessions import recession_summary
from generator.metrics.rates.sensitivity import rate_beta, rate_beta_test
from generator.metrics.vehicles.vehicles import rvt_minus_small, same_index_gap
from generator.model.metric import Measured, Metric
from generator.sources.facts.read import facts_at, read_facts

FACTS = Path(__file__).parents[3] / "content" / "facts"
AS_OF = "2026-08-14"
# Small minus large 3, 6, 12 and 24 months after each first cut, worked out elsewhere from the same
# prices: from the close of the day of the cut to the last close on or before the same day of the
# month. Counting 63, 126, 252 and 504 sessions instead moves single cells by up to 3 points.
FIRST_CUTS = {
    "c1989_06_06": (-4.2, -9.4, -13.9, -14.7),
    "c1995_07_06": (0.3, -2.3, 0.0, -27.2),
    "c1998_09_29": (-6.2, -15.6, -5.7, 5.6),
    "c2001_01_03": (6.0, 10.9, 16.0, 13.1),
    "c2007_09_18": (-2.6, -3.5, 9.8, 5.4),
    "c2019_07_31": (-2.8, -5.9, -16.5, -7.9),
    "c2024_09_18": (-3.5, -7.2, -6.3, float("nan")),
}


def measured(metric: Metric[...], market: Path) -> Measured:
    """Return a metric of real history as of mid-August 2026."""
    return metric(*[real(market, name) for name in metric.inputs])


def real(market: Path, name: str) -> pd.Series[float] | pd.DataFrame:
    """Return an input in the form in which metrics are given it."""
    kind, _, rest = name.rpartition(":")
    if kind == "facts":
        return facts_at(read_facts(FACTS)[rest], date.fromisoformat(AS_OF))
    if kind == "fred":
        series = pd.read_csv(market / "macro" / f"{rest}.csv", index_col=0, parse_dates=True)[
            "value"
        ]
        known = series.dropna().set_axis(series.dropna().index + BDay(1))
        return known[~known.index.duplicated(keep="last")][:AS_OF]
    path = market / "prices" / f"{rest.replace('^', '_')}.csv"
    prices = pd.read_csv(path, index_col=0, parse_dates=True)
    return prices["close" if rest.startswith("^") else "adj_close"].dropna()[:AS_OF]


def test_first_cuts_reproduce_the_reference_table(market: Path) -> None:
    table = measured(first_cut_excess, market)
    expected = pd.DataFrame.from_dict(
        FIRST_CUTS, orient="index", columns=["m3", "m6", "m12", "m24"]
    )
    pd.testing.assert_frame_equal(table[expected.columns], expected, atol=0.3)
    assert table["basis"].tolist() == ["price"] * 3 + ["total return"] * 4


def test_side_cases_reproduce_the_reference_table(market: Path) -> None:
    table = measured(cut_cases, market)
    # small +23.9 and +24.8, large +4.6 and +11.0, worked out by hand from the closes
    assert table.loc["c1987_11_04", ["m6", "m12"]].tolist() == pytest.approx([19.3, 13.8], abs=0.1)
    assert table.loc["c1990_07_13", ["m6", "m12"]].tolist() == pytest.approx([-10.8, -3.5], abs=0.3)
    assert table.loc["c2025_09_17", "m6"] == pytest.approx(2.6, abs=0.35)


def test_the_answer_turns_with_the_last_cut_and_not_with_the_list_of_first_ones(
    market: Path,
) -> None:
    table = measured(cut_definitions, market)
    firsts = table.loc[["main_m6", "with_side_m6", "without_1998_m6", "with_restart_m6"]]
    assert (firsts["median"] < 0).all()
    assert (firsts["wins"] / firsts["n"] <= 0.25).all()
    assert table.loc["last_cut_m6", ["wins", "n"]].tolist() == [4, 6]


def test_small_caps_lagged_in_the_half_year_after_most_first_cuts(market: Path) -> None:
    table = measured(first_cut_summary, market)
    assert table.loc["m6", ["wins", "n"]].tolist() == [1, 7]
    assert table.loc["m12", ["wins", "n"]].tolist() == [2, 7]
    assert table.loc["m12", "lo"] < 0 < table.loc["m12", "hi"]


def test_small_caps_won_every_recovery_in_the_daily_history(market: Path) -> None:
    table = measured(recession_summary, market)
    assert table.loc["after_12m", ["wins", "n"]].tolist() == [4, 4]


def test_the_rate_sensitivity_is_small_and_changes_sign(market: Path) -> None:
    beta = measured(rate_beta, market)
    assert beta.abs().max() < 1.5  # points per 0.10 points of yield
    assert beta.min() < 0 < beta.max()
    assert beta.index[-1] == pd.Timestamp(AS_OF)


def test_few_windows_show_that_falling_rates_helped(market: Path) -> None:
    table = measured(rate_beta_test, market)
    assert 0 < table.loc["windows", "share"] < 30
    assert table.loc["windows", "n"] > 1200
    assert table.loc["now", "lo"] < table.loc["now", "beta"] < table.loc["now", "hi"]


def test_the_curve_was_inverted_in_2023_and_is_not_now(market: Path) -> None:
    curve = measured(yield_curve, market)
    assert curve["2023"].max() < 0 < curve.iloc[-1]


def test_borrowing_has_not_become_cheaper_by_a_cut(market: Path) -> None:
    table = measured(borrowing_cost, market)
    assert abs(table.loc["policy", "value"]) < 0.05
    assert table.loc["baa", "value"] > 0


@pytest.mark.parametrize("metric", [theme_returns, rvt_minus_small], ids=lambda metric: metric.id)
def test_every_window_has_a_number(metric: Metric[...], market: Path) -> None:
    assert measured(metric, market).notna().all(axis=None)


def test_the_cheaper_twin_is_ahead_by_about_its_fee(market: Path) -> None:
    gap = measured(same_index_gap, market)["value"]
    assert gap["y10"] == pytest.approx(0.12, abs=0.08)  # 0.19 - 0.07 a year
