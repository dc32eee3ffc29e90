from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.working.weights import (
    BASKETS,
    large_top_ten,
    mag7_baskets,
    mag7_by_value,
    small_to_large_value,
    small_top_ten,
)
from generator.model.metric import MAG7, Measured, Metric, Missing
from tests.metrics.cross_section import company, stocks

DAYS = pd.to_datetime(["2025-12-31", "2026-01-12", "2026-01-16"])


def fund(*values: float) -> pd.Series[float]:
    """Return an index at the end of 2025, on the article's day and four days later."""
    return pd.Series(values, DAYS[: len(values)], dtype=float)


def seven(first: pd.Series[float]) -> list[pd.Series[float]]:
    return [first, *[first * 0 + 1.0] * (len(MAG7) - 1)]


def worth(first: float, others: float, date: str = "2026-01-16") -> pd.DataFrame:
    caps = [first, *[others] * (len(MAG7) - 1)]
    large = [
        company(name, cap, segment="large", date=date) for name, cap in zip(MAG7, caps, strict=True)
    ]
    return stocks(*large)


def cells(table: Measured, row: str) -> list[float]:
    assert isinstance(table, pd.DataFrame)
    return [float(value) for value in table.loc[row, ["new_year", "article"]]]


def test_three_baskets_of_equal_weights() -> None:
    table = mag7_baskets(fund(1, 1.1, 1.21), fund(1, 1, 1.1), *seven(fund(1, 1.7, 2.89)))
    # Held since new year: 189 % / 7 = 27; set back each day: 1.1 x 1.1 - 1 = 21; since the article
    # 70 % / 7 = 10 either way. Small caps gain 21 and 10, the fund 10 and 10.
    assert cells(table, "equal") == pytest.approx([-6, 0])
    assert cells(table, "daily") == pytest.approx([0, 0])
    assert cells(table, "fund") == pytest.approx([11, 0])


def test_weights_by_value_are_those_of_the_start() -> None:
    # The first doubled and is worth 1,200 now, so 600 at the start; the six others 100 each: half
    # and half, a gain of 50 %. In equal amounts 100 % / 7.
    table = mag7_by_value(worth(1200, 100), fund(1, 1, 1.6), *seven(fund(1, 1, 2)))
    assert cells(table, "value") == pytest.approx([10, 10])
    assert cells(table, "equal") == pytest.approx([60 - 100 / 7] * 2)


def test_market_values_may_be_older_than_the_newest_close() -> None:
    # 600 on the article's day and doubled since: the same weights as above.
    rows = worth(600, 100, date="2026-01-12")
    table = mag7_by_value(rows, fund(1, 1, 1.6), *seven(fund(1, 1, 2)))
    assert cells(table, "value") == pytest.approx([10, 10])


def test_before_the_article_there_is_no_lead_since_it() -> None:
    short = fund(1, 1)
    new_year, article = cells(mag7_baskets(short, short, *seven(short)), "fund")
    assert new_year == 0
    assert pd.isna(article)


def test_one_of_the_seven_without_a_market_value_is_named() -> None:
    rows = worth(100, 100)
    measured = mag7_by_value(rows[rows["symbol"] != "META"], *[fund(1, 1, 1)] * 8)
    assert measured == Missing("META: not in the newest cross-section of stocks")


def test_market_values_from_before_all_prices_are_of_no_use() -> None:
    rows = worth(100, 100, date="2025-12-01")
    measured = mag7_by_value(rows, *[fund(1, 1, 1)] * 8)
    assert measured == Missing("no price from the day of the market values")


@settings(max_examples=12)
@given(st.floats(0.1, 10), st.floats(1, 1e12))
def test_seven_of_one_value_and_growth_are_the_same_by_either_weight(
    growth: float, cap: float
) -> None:
    index = fund(1, 1, growth)
    table = mag7_by_value(worth(cap, cap), fund(1, 1, 1), *[index] * len(MAG7))
    assert cells(table, "value") == pytest.approx(cells(table, "equal"))


def test_tables_have_the_declared_columns() -> None:
    index = fund(1, 1.1, 1.2)
    tables = (mag7_baskets(*[index] * 9), mag7_by_value(worth(9, 9), *[index] * 8))
    for metric, table in zip(BASKETS, tables, strict=True):
        assert isinstance(table, pd.DataFrame)
        assert list(table) == [column.name for column in metric.columns]


FETCH_DAYS = pd.to_datetime(["2026-11-12", "2026-11-13", "2026-11-27"])


@pytest.mark.parametrize("metric", [large_top_ten, small_top_ten])
def test_a_week_has_the_weight_that_was_shown_last_and_a_gap_stays_one(metric: Metric[...]) -> None:
    found = metric(pd.Series([34.0, 35.0, 36.0], FETCH_DAYS))
    assert found.to_dict() == {FETCH_DAYS[1]: 35.0, FETCH_DAYS[2]: 36.0}


def test_small_caps_are_a_share_of_large_caps() -> None:
    # 20 + 30 of small against the one large company's 1,000.
    found = small_to_large_value(stocks(company("A", 20), company("B", 30)))
    assert found.to_dict() == pytest.approx({pd.Timestamp("2026-11-20"): 5.0})


def test_each_stored_week_has_its_share() -> None:
    found = small_to_large_value(stocks(company("A", 20, date="2026-11-13"), company("A", 40)))
    assert found.tolist() == pytest.approx([2.0, 4.0])


@settings(max_examples=12)
@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=9))
def test_how_the_small_are_cut_up_changes_nothing(caps: list[float]) -> None:
    many = [company(f"S{n}", cap) for n, cap in enumerate(caps)]
    whole = small_to_large_value(stocks(company("S", sum(caps))))
    assert small_to_large_value(stocks(*many)).tolist() == pytest.approx(whole.tolist())
