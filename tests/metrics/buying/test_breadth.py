from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.buying.breadth import breadth, small_above_200_day, typical_stock
from generator.model.metric import Measured, Missing
from tests.metrics.cross_section import company, stocks

# All at a price of 10: one 1 % below its high, one 2 % above its low, one between.
ROWS = stocks(
    company("HIGH", 1, average_50=9.0, average_200=9.0, high_52=10.1, low_52=5.0),
    company("LOW", 1, average_50=11.0, average_200=12.0, high_52=20.0, low_52=9.81),
    company("MIDDLE", 1, average_50=10.0, average_200=9.9, high_52=11.0, low_52=9.0),
    company("NEW", 1),
)


def test_shares_of_companies_for_which_both_numbers_are_known() -> None:
    table = breadth(ROWS)
    assert isinstance(table, pd.DataFrame)
    # One of three above the 50-day average, two above the 200-day; one high, one low; 4 companies.
    found = table.loc["small", ["above_50", "above_200", "highs", "lows", "value", "n"]].tolist()
    assert found == pytest.approx([100 / 3, 200 / 3, 100 / 3, 100 / 3, 0.0, 4])


def test_what_is_known_of_nobody_is_unknown() -> None:
    table = breadth(ROWS)
    assert isinstance(table, pd.DataFrame)
    assert table.loc["large", ["above_50", "highs"]].isna().all()
    assert list(table) == [column.name for column in breadth.columns]


def test_the_share_in_a_rising_trend_gets_one_value_a_week() -> None:
    found = small_above_200_day(ROWS)
    assert isinstance(found, pd.Series)
    assert found.to_dict() == pytest.approx({pd.Timestamp("2026-11-20"): 200 / 3})


def test_no_average_is_no_share() -> None:
    measured = small_above_200_day(stocks(company("NEW", 1)))
    assert measured == Missing("no average of 200 sessions is known")


THEN, NOW = "2026-10-23", "2026-11-20"
IWM = pd.Series([200.0, 204.0], pd.to_datetime([THEN, NOW]))
SPY = pd.Series([500.0, 495.0], pd.to_datetime([THEN, NOW]))


def moved(symbol: str, price: float, cap: float | None = None) -> list[dict[str, object]]:
    """Return a company at 10 and a value of 100, and four weeks later."""
    later = company(symbol, price * 10 if cap is None else cap, price=price)
    return [company(symbol, 100, date=THEN), later]


def measured(*companies: dict[str, object]) -> Measured:
    return typical_stock(stocks(*companies), IWM, SPY)


def cells(table: Measured, row: str, *names: str) -> list[object]:
    assert isinstance(table, pd.DataFrame)
    return table.loc[row, list(names)].tolist()


FIVE = [
    *moved("A", 9.0),
    *moved("B", 10.0),
    *moved("C", 10.1),
    *moved("D", 10.5),
    *moved("E", 14.0),
]


def test_mean_and_median_are_set_against_the_fund() -> None:
    table = measured(*FIVE)
    # -10, 0, 1, 5 and 40 %: mean 7.2, median 1; IWM gained 2 %.
    assert cells(table, "small", "mean", "median", "fund") == pytest.approx([7.2, 1.0, 2.0])
    assert cells(table, "small", "mean_lead", "value", "ahead") == pytest.approx([5.2, -1.0, 40.0])
    assert cells(table, "small", "since", "n", "gone") == [THEN, 5, 0]


def test_large_companies_are_set_against_their_own_fund() -> None:
    # The one large company stood still while SPY lost 1 %.
    table = measured(*FIVE)
    assert cells(table, "large", "median", "fund", "value") == pytest.approx([0.0, -1.0, 1.0])


def test_members_are_those_of_four_weeks_before() -> None:
    grown = company("GROWN", 900, price=20.0, segment="large")
    more = [company("GROWN", 450, date=THEN), grown, company("NEW", 100, price=99.0)]
    table = measured(*FIVE, *more)
    # GROWN doubled and is a large company now; it still counts among the small, and NEW does not.
    assert cells(table, "small", "n", "median") == [6, pytest.approx(3.0)]
    assert cells(table, "large", "n") == [1]


def test_a_company_that_is_in_neither_group_any_more_is_left_out() -> None:
    table = measured(*FIVE, company("GONE", 100, date=THEN))
    assert cells(table, "small", "n", "gone") == [5, 1]


@pytest.mark.parametrize(("price", "cap"), [(5.0, 100.0), (100.0, 100.0), (7.0, 98.0)])
def test_a_split_is_no_change_of_price(price: float, cap: float) -> None:
    # Twice, a tenth of and 1.4 times the shares.
    table = measured(*FIVE, *moved("SPLIT", price, cap))
    assert cells(table, "small", "n", "gone") == [5, 1]


def test_some_new_shares_are_no_split() -> None:
    # 13 times 10 / 10: thirty percent more shares at the same price.
    assert cells(measured(*FIVE, *moved("ISSUER", 10.0, 130.0)), "small", "n") == [6]


def test_nobody_left_is_no_return() -> None:
    table = measured(company("GONE", 100, date=THEN), company("NEW", 100))
    assert pd.isna(cells(table, "small", "mean", "median", "value", "ahead")).all()
    assert cells(table, "small", "n", "gone") == [0, 1]


def test_it_needs_a_cross_section_of_about_four_weeks_before() -> None:
    measured_now = typical_stock(stocks(company("A", 100)), IWM, SPY)
    assert measured_now == Missing("needs a stored cross-section of three to six weeks before")


def test_the_table_has_the_declared_columns() -> None:
    table = measured(*FIVE)
    assert isinstance(table, pd.DataFrame)
    assert list(table) == [column.name for column in typical_stock.columns]


@settings(max_examples=12)
@given(st.lists(st.floats(5, 20), min_size=1, max_size=12), st.floats(0.1, 10))
def test_the_size_of_a_company_changes_nothing(prices: list[float], scale: float) -> None:
    plain = [row for n, price in enumerate(prices) for row in moved(f"S{n}", price)]
    scaled = [row | {"market_cap": float(str(row["market_cap"])) * scale} for row in plain]
    one, two = (cells(measured(*rows), "small", "mean", "median") for rows in (plain, scaled))
    assert one == pytest.approx(two)
