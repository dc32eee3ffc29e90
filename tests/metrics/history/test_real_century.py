"""The century on real history: what differs from the reference tables, and by how much.

The reference tables measure small and big by six portfolios of size and book value, weighted by
market value; the folder's copies hold returns by size alone. The five smallest tenths, weighted
1:2:3:4:5, and the five largest come closest to them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from generator.ledger.measure import gather_inputs, input_names, measure
from generator.metrics.history.century import CENTURY
from generator.metrics.history.premium import PREMIUM
from generator.metrics.history.sizes import SIZES
from generator.metrics.rates.recession_dates import RECESSION_DATES
from generator.metrics.rates.recessions import CENTURY_RECESSIONS
from generator.model.config import read_config
from generator.model.metric import Measured
from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from generator.sources.facts.read import read_facts

CONTENT = Path(__file__).parents[3] / "content"
DURING = [-3.4, -15.7, 9.1, -2.1, -10.7, 1.8, -0.1, -13.9, 12.2, -1.8, 5.2, -2.9, 5.7, 3.4, -9.5]
AFTER = [139.0, -7.6, 2.8, 6.1, 11.9, 19.6, -0.3, 5.0, 18.9, 16.3, 12.4, 11.7, 8.7, 9.4, 37.9]


@pytest.fixture(scope="module")
def century(market: Path) -> Callable[[str], dict[str, Measured]]:
    from datetime import UTC, datetime  # noqa: PLC0415  -- only here

    metrics = (*CENTURY, *CENTURY_RECESSIONS, *PREMIUM, *RECESSION_DATES, *SIZES)
    tickers, series = input_names(metrics, FAMILIES)
    ask = Ask(tickers, series, datetime(2026, 8, 16, tzinfo=UTC), Path())
    snapshot = csv_source(market, FAMILIES)(ask, StringIO())
    inputs = gather_inputs(snapshot, read_facts(CONTENT / "facts"), read_config(CONTENT), FAMILIES)

    def at(as_of: str) -> dict[str, Measured]:
        return measure(inputs, metrics, date.fromisoformat(as_of))

    return at


@pytest.fixture(scope="module")
def august(century: Callable[[str], dict[str, Measured]]) -> dict[str, Measured]:
    return century("2026-08-14")


def test_recessions_agree_with_the_reference_in_sign_and_nearly_in_size(
    august: dict[str, Measured],
) -> None:
    table = august["century_recession_excess"]
    during, after = table["during"] - DURING, table["after_12m"] - AFTER
    assert during.abs().max() < 4.4  # 1973-75: 7.9 instead of 12.2
    assert during.abs().mean() < 0.9
    assert after.iloc[1:].abs().max() < 5.9  # 1975: 13.1 instead of 18.9
    assert after.iloc[1:].abs().mean() < 1.3
    assert after.iloc[0] == pytest.approx(5.5, abs=0.5)  # 144.5 instead of 139.0
    assert (np.sign(table["during"]) == np.sign(DURING)).all()
    assert (np.sign(table["after_12m"]) == np.sign(AFTER)).all()


def test_small_lost_the_recessions_and_won_the_recoveries(august: dict[str, Measured]) -> None:
    table = august["century_recession_summary"]
    assert table.loc["during", ["wins", "n"]].tolist() == [6, 15]
    assert table.loc["after_12m", ["wins", "n"]].tolist() == [13, 15]
    assert table.loc["during", "median"] == pytest.approx(-1.8, abs=0.3)
    assert table.loc["after_12m", "median"] == pytest.approx(11.7, abs=1.6)


def test_the_recovery_is_gone_by_the_day_it_is_announced(august: dict[str, Measured]) -> None:
    table = august["recession_definitions"]
    assert table.loc["dated_trough", ["wins", "n"]].tolist() == [6, 6]
    assert table.loc["library_announced", ["wins", "n"]].tolist() == [2, 6]
    assert table.loc["index_announced", ["wins", "n"]].tolist() == [2, 4]
    assert table.loc["index_trough", ["wins", "n"]].tolist() == [4, 4]


def test_the_count_of_years_does_not_hang_on_the_measure_of_size(
    august: dict[str, Measured],
) -> None:
    table = august["size_definitions"]
    same = table.loc[["library_2001", "index_2001", "funds_2001"]]
    assert (same["n"] == 25).all()
    assert same["wins"].between(11, 13).all()
    assert august["span_definitions"]["independent"].tolist() == [6, 3, 1]


def test_calendar_years_match_the_published_best_and_odds(august: dict[str, Measured]) -> None:
    years = august["century_calendar_excess"]["value"]
    best = {"y2003": 25.9, "y2001": 24.0, "y1979": 22.8, "y1991": 14.6, "y2010": 13.1}
    for year, published in best.items():
        assert years[year] == pytest.approx(published, abs=3.5), year
    assert set(years["y1979":"y2025"].nlargest(5).index) == set(best)
    odds = august["century_year_odds"]["well_ahead"]
    assert odds["since_1927"] == pytest.approx(39, abs=1.5)
    assert odds["since_2001"] == pytest.approx(29, abs=1.5)


def test_the_fifteen_years_to_1999_were_worse_than_those_to_now(
    august: dict[str, Measured],
) -> None:
    excess = august["century_rolling_15y"]
    assert excess.index[0] == pd.Timestamp("1941-06-30")
    assert excess.idxmin().year in range(1997, 2002)
    assert excess.min() < excess.iloc[-1] < -3


def test_the_twenty_years_to_now_are_lean_but_not_the_leanest(
    august: dict[str, Measured],
) -> None:
    excess = august["century_rolling_20y"]
    assert excess.index[0] == pd.Timestamp("1946-06-28")
    assert excess.min() < excess.iloc[-1] < 0
    assert (excess <= excess.iloc[-1]).mean() < 0.1


def test_the_premium_is_only_in_the_old_years(august: dict[str, Measured]) -> None:
    table = august["small_premium"]
    assert table.loc["since_1927", "value"] > 1
    assert table.loc["since_1981", "lo"] < 0 < table.loc["since_1981", "hi"]
    assert table.loc["since_1981", "t"] < 1


def test_the_first_edition_knew_less(century: Callable[[str], dict[str, Measured]]) -> None:
    january = century("2026-01-16")
    assert january["century_calendar_excess"]["basis"].iloc[-2:].tolist() == ["IWM and SPY"] * 2
    assert january["century_rolling_15y"].index[-1] == pd.Timestamp("2025-12-31")
