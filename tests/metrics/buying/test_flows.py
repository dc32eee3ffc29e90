from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.buying.flows import (
    FLOWS,
    LARGE_FUNDS,
    SMALL_FUNDS,
    large_fund_flows,
    small_fund_flows,
)
from generator.model.metric import Measured, Metric, Missing

FRIDAYS = pd.date_range(end="2026-12-18", periods=6, freq="7D")


def series(values: list[float], days: pd.DatetimeIndex = FRIDAYS) -> pd.Series[float]:
    return pd.Series(values, days[-len(values) :], dtype=float)


# At a price of 10 and a billion shares; then other prices, and shares that came or went.
PRICES = series([10.0, 10.5, 11.0, 11.5, 12.0, 12.5])
STILL = PRICES * 1e9


def row(measured: Measured, key: str) -> dict[str, float]:
    assert isinstance(measured, pd.DataFrame)
    return {str(name): cell for name, cell in measured.loc[key].items() if name != "label"}


def large(*assets: pd.Series[float], price: pd.Series[float] = PRICES) -> Measured:
    return large_fund_flows(*[one for each in assets for one in (each, price)])


def test_what_the_price_explains_is_no_flow() -> None:
    table = large(STILL, STILL, STILL)
    assert row(table, "spy") == pytest.approx(
        {"value": 0, "billions_4": 0, "weeks_4": 4, "share_52": 0, "billions_52": 0, "weeks_52": 5}
    )


def test_new_shares_at_their_price_are_the_flow() -> None:
    # A tenth of a billion shares came by the third Friday, at 11 each; half of them left by the last.
    shares = series([1.0, 1.0, 1.1, 1.1, 1.1, 1.05])
    table = large(STILL, STILL * shares, STILL)
    found = row(table, "voo")
    assert found["billions_4"] == pytest.approx(1.1 - 0.05 * 12.5)
    # Assets four weeks ago: 10.5 billion, 31.5 with the two others.
    assert found["value"] == pytest.approx(0.475 / 10.5 * 100)
    assert row(table, "sum")["value"] == pytest.approx(0.475 / 31.5 * 100)


def test_four_weeks_leave_out_what_was_before() -> None:
    # A tenth came in the first week of five, at 10.5 each.
    shares = series([1.0, 1.1, 1.1, 1.1, 1.1, 1.1])
    found = row(large(STILL * shares, STILL, STILL), "spy")
    assert found["billions_4"] == pytest.approx(0)
    assert (found["billions_52"], found["share_52"]) == pytest.approx((1.05, 10.5))


def test_a_week_without_a_run_is_spanned_and_counted() -> None:
    # Nothing from the 4th: the flow of two weeks comes with the 11th. 13.2 - 11 x 12 / 11 = 1.2.
    shares = series([1.0, 1.0, 1.0, 1.0, 1.1, 1.1])
    gap = (STILL * shares).drop(FRIDAYS[3])
    found = row(large(gap, STILL, STILL), "spy")
    assert (found["billions_4"], found["weeks_4"]) == pytest.approx((1.2, 4))


def test_a_span_that_begins_before_the_four_weeks_is_not_among_them() -> None:
    gap = STILL.drop(FRIDAYS[1])
    table = large(gap, STILL, STILL)
    assert (row(table, "spy")["weeks_4"], row(table, "spy")["weeks_52"]) == (3, 5)
    assert row(table, "sum")["weeks_4"] == 3


def test_a_figure_that_was_not_renewed_is_no_flow() -> None:
    # The second Friday shows the first one's figure: 11 - 10 x 11 / 10 over both weeks.
    late = series([10.0, 10.0, 11.0, 11.5, 12.0, 12.5]) * 1e9
    found = row(large(late, STILL, STILL), "spy")
    assert (found["billions_52"], found["weeks_52"]) == pytest.approx((0, 5))
    assert found["weeks_4"] == 3


def test_a_figure_that_is_older_than_four_weeks_has_no_sum_of_them() -> None:
    early = STILL.iloc[:1]
    found = row(large(early, STILL, STILL), "spy")
    assert found["weeks_4"] == found["weeks_52"] == 0
    assert pd.isna(found["value"])
    assert pd.isna(row(large(early, STILL, STILL), "sum")["billions_52"])


def test_a_holiday_does_not_shorten_the_four_weeks() -> None:
    # The first Friday was a holiday, and the figure is Thursday's.
    days = FRIDAYS.insert(0, FRIDAYS[1] - pd.Timedelta(days=1)).delete([1, 2])
    moved = series([10.0, 11.0, 12.0, 13.0, 14.0], days)
    assert row(large(*[moved] * 3, price=moved), "spy")["weeks_4"] == 4


def test_one_run_is_not_enough() -> None:
    one = STILL.tail(1)
    assert large(one, one, one) == Missing("needs net assets of two weekly runs with a network")


@settings(max_examples=12)
@given(st.lists(st.floats(0.5, 2), min_size=6, max_size=6), st.floats(0.01, 100))
def test_the_unit_of_the_price_changes_nothing(moves: list[float], unit: float) -> None:
    price = PRICES * moves
    plain, scaled = (large(STILL, STILL, STILL, price=one) for one in (price, price * unit))
    assert row(plain, "sum")["value"] == pytest.approx(row(scaled, "sum")["value"], abs=1e-9)


@pytest.mark.parametrize("metric", FLOWS, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    table = metric(*[STILL, PRICES] * (len(metric.inputs) // 2))
    assert list(table) == [column.name for column in metric.columns]
    funds = SMALL_FUNDS if metric is small_fund_flows else LARGE_FUNDS
    assert table.index.tolist() == [*(fund.lower() for fund in funds), "sum"]
