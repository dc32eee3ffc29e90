from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.buying.breadth import breadth, small_above_200_day
from generator.model.metric import Missing
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
