"""Key figures of real history, measured from ratios and differences that are in the tree.

A metric that looks only at small against large gives the same for (ratio, 1) as for the two funds,
and one that looks only at differences the same for (1 + lead, 1).
"""

from __future__ import annotations

import math
import statistics
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from generator.metrics.history.spans import calendar_wins, rolling_excess_15y
from generator.metrics.rates.first_cuts import first_cut_excess, first_cut_summary
from generator.metrics.rates.macro import inflation
from generator.metrics.rates.recessions import recession_summary
from generator.metrics.rates.sensitivity import rate_correlation
from generator.metrics.risk.stress import unemployment_gauge
from generator.metrics.working.momentum import trend_persistence, win_streak
from generator.metrics.working.relative import (
    relative_drawdown,
    relative_extremes,
    relative_to_40_week_average,
)
from generator.sources.facts.read import read_facts
from tests.derived import HERE, derived
from tests.metrics.history.test_real_history import PUBLISHED
from tests.metrics.rates.test_real_events import FIRST_CUTS

FACTS = read_facts(Path(__file__).parents[2] / "content" / "facts")
# IWM's first day: earlier events are measured by price.
FUNDS_FROM = pd.Timestamp("2000-05-26")


def stored(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / f"{name}.csv", index_col=0, parse_dates=[0])


def ratio_and_one() -> tuple[pd.Series[float], pd.Series[float]]:
    ratio = stored("ratio")["ratio"]
    return ratio, pd.Series(1.0, ratio.index)


def macro(name: str) -> pd.Series[float]:
    rows = stored("macro")
    return rows.loc[rows["series"] == name, "value"]


def histories(events: list[str]) -> tuple[pd.Series[float], ...]:
    """Return prices and funds that lead by what is stored, span after span, over a standstill."""
    table = pd.read_csv(HERE / "events.csv", parse_dates=["start", "end"])
    small = {pd.Timestamp("1987-09-10"): 100.0, FUNDS_FROM: 100.0}
    for start, end, lead in table.loc[
        table["event"].isin(events), ["start", "end", "lead_pp"]
    ].itertuples(index=False):
        small[end] = small.setdefault(start, 100.0) * (1 + lead / 100)
    prices = pd.Series({**small, pd.Timestamp("2026-08-14"): 100.0}).sort_index()
    funds = prices[FUNDS_FROM:]
    return prices, pd.Series(1.0, prices.index), funds, pd.Series(1.0, funds.index)


def main_cuts() -> pd.DataFrame:
    cuts = FACTS["first_cuts"]
    return cuts[(cuts["main"] == "yes") & (cuts["on"] > pd.Timestamp("1987-09-10"))]


def test_what_is_stored_is_what_the_market_data_give(market: Path) -> None:
    for file, table in derived(market).items():
        kept = pd.read_csv(HERE / file, index_col=0)
        assert table.to_csv(date_format="%Y-%m-%d") == kept.to_csv(), file


def test_the_ratio_peaked_in_april_2011_and_stands_42_percent_below() -> None:
    table = relative_extremes(*ratio_and_one())
    assert table["on"].tolist() == ["2011-04-05", "2026-08-14"]
    assert table.loc["now", "value"] == pytest.approx(-42.2, abs=0.05)
    assert relative_drawdown(*ratio_and_one()).iloc[-1] == pytest.approx(-42.2, abs=0.05)


def test_the_trend_line_is_the_mean_of_forty_fridays() -> None:
    weeks = stored("ratio")["ratio"].resample("W-FRI").last().dropna().tail(40)
    trend = relative_to_40_week_average(*ratio_and_one())
    expected = (weeks.iloc[-1] / statistics.mean(weeks) - 1) * 100
    assert trend.iloc[-1] == pytest.approx(expected)


def test_small_caps_won_fourteen_sessions_running_in_january_2026() -> None:
    streak = win_streak(*ratio_and_one()).loc["longest_2026"]
    assert streak[["start", "end", "sessions"]].tolist() == ["2026-01-02", "2026-01-22", 14]
    ratio = stored("ratio")["ratio"]["2025-12-31":"2026-01-23"]
    moves = [after > before for before, after in pairwise(ratio)]
    assert moves == [True] * 14 + [False]


def test_a_side_of_the_trend_was_kept_for_a_quarter_in_seven_of_ten_weeks() -> None:
    table = trend_persistence(*ratio_and_one())
    assert table.loc["above", ["share", "n"]].tolist() == pytest.approx([68.1, 621], abs=0.1)
    assert table.loc["below", ["share", "n"]].tolist() == pytest.approx([71.4, 693], abs=0.1)


def test_the_tie_to_the_two_year_yield_changes_its_sign_with_the_window() -> None:
    weeks = stored("weeks")
    lead, yields = (1 + weeks["lead_pp"] / 100).cumprod(), weeks["dgs2"]
    # The metric takes the funds' session before the day on which a yield is known.
    funds = pd.concat([lead.set_axis(lead.index - pd.Timedelta(days=1)), lead]).sort_index()
    table = rate_correlation(yields, funds, pd.Series(1.0, funds.index))
    changes = np.diff(yields)[-52:]
    by_hand = statistics.correlation(list(weeks["lead_pp"].iloc[-52:]), list(changes))
    assert table.loc["w52", "value"] == pytest.approx(by_hand)
    assert table["value"].tolist() == pytest.approx([-0.227, -0.250, 0.008], abs=0.002)
    band = [math.tanh(math.atanh(by_hand) + side * 1.6449 / 7) for side in (-1, 1)]
    assert table.loc["w52", ["lo", "hi"]].tolist() == pytest.approx(band, abs=1e-4)


def test_first_cuts_reproduce_the_reference_table() -> None:
    cuts = main_cuts()
    table = first_cut_excess(*histories(list(cuts["id"])), cuts)
    expected = pd.DataFrame.from_dict(
        FIRST_CUTS, orient="index", columns=["m3", "m6", "m12", "m24"]
    )
    pd.testing.assert_frame_equal(table[expected.columns], expected, atol=0.3)
    assert table["basis"].tolist() == ["price"] * 3 + ["total return"] * 4


def test_small_caps_lagged_after_most_first_cuts() -> None:
    cuts = main_cuts()
    table = first_cut_summary(*histories(list(cuts["id"])), cuts)
    assert table[["wins", "n"]].to_numpy().tolist() == [[2, 7], [1, 7], [2, 7], [3, 6]]
    assert table["median"].tolist() == pytest.approx([-2.8, -5.9, -5.7, -1.3], abs=0.05)
    assert table.loc["m12", ["lo", "hi"]].tolist() == pytest.approx([-8.9, 4.6], abs=0.05)


def test_small_caps_won_every_recovery_in_the_daily_history() -> None:
    recessions = FACTS["recessions"].query("peak > '1987-09'")
    table = recession_summary(*histories(list(recessions["id"])), recessions)
    assert table.loc["after_12m", ["wins", "n"]].tolist() == [4, 4]
    # 5.9 (2001), 6.7 (2007), 11.5 (1990) and 28.7 (2020): the middle two
    assert table.loc["after_12m", "median"] == pytest.approx(9.1, abs=0.05)
    assert table.loc["during", "n"] == 4


def by_year() -> tuple[pd.Series[float], pd.Series[float]]:
    """Return the two indices at the ends of years, from the returns that were published."""
    days = pd.DatetimeIndex([f"{year}-12-31" for year in range(2000, 2026)])
    small, large = (
        np.cumprod([1.0, *(1 + row[side] / 100 for row in PUBLISHED)]) for side in (1, 2)
    )
    return pd.Series(small, days), pd.Series(large, days)


def test_the_indices_won_12_of_25_years_and_4_of_15() -> None:
    assert calendar_wins(*by_year())["wins"].to_dict() == {"last_15": 4, "last_25": 12}


def test_fifteen_years_to_2025_are_those_of_the_published_years() -> None:
    growth = [math.prod(1 + row[side] / 100 for row in PUBLISHED[10:]) for side in (1, 2)]
    expected = (growth[0] ** (1 / 15) - growth[1] ** (1 / 15)) * 100
    assert rolling_excess_15y(*by_year()).iloc[-1] == pytest.approx(expected)
    assert expected == pytest.approx(-4.6, abs=0.05)


def test_the_gauge_of_unemployment_touched_half_a_point_in_2024() -> None:
    gauge = unemployment_gauge(macro("UNRATE"))
    # July: mean of 3.9, 4.1 and 4.2, against that of April 2023 to June 2023 or so, 3.57
    assert gauge["2024-08-05"] == pytest.approx(0.5)
    means = macro("UNRATE")["2023-05":"2024-08-05"].rolling(3).mean().dropna()
    assert gauge["2024-08-05"] == pytest.approx(means.iloc[-1] - means.iloc[-13:-1].min())


def test_inflation_peaked_at_nine_percent_in_june_2022() -> None:
    rates = inflation(macro("CPIAUCSL"))
    assert rates.idxmax() == pd.Timestamp("2022-07-12")
    prices = macro("CPIAUCSL")
    assert rates.max() == pytest.approx((prices["2022-07-12"] / prices["2021-07-12"] - 1) * 100)
    assert rates.max() == pytest.approx(9.0, abs=0.1)


def test_the_month_that_was_never_published_has_no_inflation() -> None:
    # October 2025, when the government was closed
    assert macro("CPIAUCSL")["2025-11"].empty
    assert inflation(macro("CPIAUCSL"))["2025-11"].empty
