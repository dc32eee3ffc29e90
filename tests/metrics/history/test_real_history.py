from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from generator.metrics.history.spans import calendar_excess, calendar_wins, rolling_excess_15y
from generator.metrics.risk.swings import episode_excess, worst_drawdowns
from generator.metrics.working.relative import (
    drawdown_since_article,
    relative_extremes,
    relative_return,
    small_since_article,
)
from generator.metrics.working.rotation import rotation
from generator.model.metric import Metric

# Published calendar-year total returns, percent: year, Russell 2000, S&P 500.
PUBLISHED = [
    (2001, 2.5, -11.9), (2002, -20.5, -22.1), (2003, 47.3, 28.7), (2004, 18.3, 10.9),
    (2005, 4.6, 4.9), (2006, 18.4, 15.8), (2007, -1.6, 5.5), (2008, -33.8, -37.0),
    (2009, 27.2, 26.5), (2010, 26.9, 15.1), (2011, -4.2, 2.1), (2012, 16.3, 16.0),
    (2013, 38.8, 32.4), (2014, 4.9, 13.7), (2015, -4.4, 1.4), (2016, 21.3, 12.0),
    (2017, 14.6, 21.8), (2018, -11.0, -4.4), (2019, 25.5, 31.5), (2020, 20.0, 18.4),
    (2021, 14.8, 28.7), (2022, -20.4, -18.1), (2023, 16.9, 26.3), (2024, 11.5, 25.0),
    (2025, 12.8, 17.9),
]  # fmt: skip
# IWM sampled its index in 2009 and came out 1.3 points ahead of it.
FUND_IN_2009 = 28.5
# Each fund is within 1 point of its index: two of them within the square root of two, about.
TWO_FUNDS = 1.5


def measure(metric: Metric[...], market: Path, as_of: str = "2026-08-14") -> pd.DataFrame:
    """Return a metric of the real total-return indices up to a day."""
    return metric(*[total_return(market, ticker)[:as_of] for ticker in metric.inputs])


def total_return(market: Path, ticker: str) -> pd.Series[float]:
    prices = pd.read_csv(market / "prices" / f"{ticker}.csv", index_col="date", parse_dates=True)
    adjusted = prices["adj_close"].dropna()
    return adjusted / adjusted.iloc[0]


def price_change(market: Path, index: str, start: str, end: str) -> float:
    closes = pd.read_csv(market / "prices" / f"{index}.csv", index_col="date")["close"]
    return (closes[end] / closes[start] - 1) * 100


def test_the_funds_match_the_published_returns_of_their_indices(market: Path) -> None:
    table = measure(calendar_excess, market)
    for year, small, large in PUBLISHED:
        fund = FUND_IN_2009 if year == 2009 else small
        assert table.loc[f"y{year}", "value"] == pytest.approx(fund - large, abs=TWO_FUNDS), year


def test_small_caps_won_12_of_25_years_and_4_of_15(market: Path) -> None:
    assert measure(calendar_wins, market)["wins"].to_dict() == {"last_15": 4, "last_25": 12}


def test_the_ratio_peaked_in_april_2011(market: Path) -> None:
    assert measure(relative_extremes, market).loc["peak", "on"] == "2011-04-05"


def test_the_deepest_fall_was_2007_to_2009(market: Path) -> None:
    deepest = measure(worst_drawdowns, market).loc["d1"]
    assert deepest[["peak", "trough", "recovered"]].tolist() == [
        "2007-07-13", "2009-03-09", "2011-02-08",
    ]  # fmt: skip
    # the price index lost 60 %; dividends of 20 months gave back more than a point
    price = price_change(market, "_RUT", "2007-07-13", "2009-03-09")
    assert price + 0.5 < deepest["small"] < price + 2.5


def test_the_fall_to_march_2020_had_begun_in_august_2018(market: Path) -> None:
    # Small caps had not regained their high of 2018 when the pandemic came.
    second = measure(worst_drawdowns, market).loc["d2"]
    assert second[["peak", "trough"]].tolist() == ["2018-08-31", "2020-03-23"]
    price = price_change(market, "_RUT", "2018-08-31", "2020-03-23")
    assert price + 0.5 < second["small"] < price + 2.5


def test_small_caps_fell_further_in_the_pandemic(market: Path) -> None:
    low = measure(episode_excess, market).loc["covid_low"]
    days = "2020-02-19", "2020-03-23"
    assert low["small"] == pytest.approx(price_change(market, "_RUT", *days), abs=1)
    assert low["large"] == pytest.approx(price_change(market, "_GSPC", *days), abs=1)
    assert low["value"] < -5
    assert measure(episode_excess, market).loc["covid_august", "value"] < 0


def test_small_caps_won_the_span_that_the_article_names_not_the_crisis_in_it(market: Path) -> None:
    crisis = measure(episode_excess, market)["value"]
    assert crisis["gfc_recovery"] > 0
    assert crisis["gfc_low"] == pytest.approx(0, abs=2)  # "about even"


def test_small_caps_fell_by_a_tenth_from_january_to_march_2026(market: Path) -> None:
    fall = measure(drawdown_since_article, market).loc["small"]
    assert fall["trough_on"] == "2026-03-30"
    assert fall["peak_on"].startswith("2026-01")
    assert fall["value"] < -10


def test_the_articles_call_was_ahead_in_august_2026(market: Path) -> None:
    ahead = measure(relative_return, market)["value"]
    assert ahead["ytd"] > 2
    assert ahead["since_article"] > 2
    assert (measure(rotation, market)[["m3", "ytd"]] > 2).all(axis=None)


def test_six_sessions_into_2026_small_caps_had_gained_six_percent(market: Path) -> None:
    # the press printed +6.2 % by price, and the fund paid nothing in between
    table = measure(relative_return, market, "2026-01-12")
    assert table.loc["ytd", "small"] == pytest.approx(6.2, abs=0.05)


def test_fifteen_years_to_2025_agree_with_the_published_years(market: Path) -> None:
    measured = measure(rolling_excess_15y, market, "2025-12-31")
    small, large = (math.prod(1 + row[i] / 100 for row in PUBLISHED[10:]) for i in (1, 2))
    assert measured.iloc[-1] == pytest.approx(
        (small ** (1 / 15) - large ** (1 / 15)) * 100, abs=0.2
    )


def test_the_first_weekly_point_after_the_article_is_its_friday(market: Path) -> None:
    measured = measure(small_since_article, market)
    assert measured.index[0] == pd.Timestamp("2026-01-16")
    assert len(measured) == 31
