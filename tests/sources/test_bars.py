from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.bars import Bars, believable, believable_levels, missing_sessions
from generator.sources.csv_folder import csv_source
from generator.sources.fetch import fetch
from generator.sources.snapshot import empty_snapshot

NOW = datetime(2024, 8, 18, 12, tzinfo=UTC)


def bars(closes: list[float], start: str = "2024-07-01") -> pd.DataFrame:
    days = pd.bdate_range(start, periods=len(closes))
    return pd.DataFrame({"date": days, "close": closes, "adj_close": closes})


def sieve(closes: list[float], ticker: str = "IWM") -> Bars:
    return believable("yahoo", ticker, bars(closes), NOW)


def reasons(found: Bars) -> list[str]:
    return [failure.reason for failure in found.quarantined]


def test_calm_bars_pass_untouched() -> None:
    found = sieve([100.0, 101.0, 99.0, 100.0])
    assert list(found.rows["close"]) == [100.0, 101.0, 99.0, 100.0]
    assert (found.quarantined, found.refused) == ((), "")


def test_a_move_that_is_undone_the_next_day_is_left_out() -> None:
    # +30 % and then back to 1 % above where it was.
    found = sieve([100.0, 100.0, 130.0, 101.0, 100.0])
    assert reasons(found) == ["2024-07-03: moves by more than 25% and back"]
    assert list(found.rows["close"]) == [100.0, 100.0, 101.0, 100.0]


def test_a_move_within_the_limit_is_believed() -> None:
    assert reasons(sieve([100.0, 100.0, 124.0, 100.0, 100.0])) == []


def test_a_move_that_mostly_stays_is_believed() -> None:
    # +30 %, and on the next day still 11 % above where it was.
    assert reasons(sieve([100.0, 100.0, 130.0, 111.0, 111.0])) == []


@pytest.mark.parametrize("ticker", ["NVDA", "^VIX"])
def test_single_stocks_and_the_vix_may_move_more(ticker: str) -> None:
    assert reasons(sieve([100.0, 100.0, 150.0, 100.0, 100.0], ticker)) == []
    left_out = reasons(sieve([100.0, 100.0, 170.0, 100.0, 100.0], ticker))
    assert left_out == ["2024-07-03: moves by more than 60% and back"]


@pytest.mark.parametrize("factor", [0.01, 0.1, 10.0, 100.0])
@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_bar_of_another_scale_is_left_out_wherever_it_is(factor: float, place: int) -> None:
    closes = [100.0] * 12
    closes[place] *= factor
    assert ["a tenth or ten times" in reason for reason in reasons(sieve(closes))] == [True]


def test_a_run_of_bars_of_another_scale_is_left_out() -> None:
    found = sieve([100.0] * 10 + [1000.0] * 5 + [100.0] * 10)
    assert len(found.quarantined) == 5
    assert set(found.rows["close"]) == {100.0}


def test_a_last_bar_out_of_line_waits_for_a_confirmation() -> None:
    assert reasons(sieve([100.0, 100.0, 74.0])) == [
        "2024-07-03: moves by more than 25%, not confirmed"
    ]


def test_a_confirmed_fall_is_believed() -> None:
    assert reasons(sieve([100.0, 100.0, 74.0, 74.0])) == []


def test_a_split_that_was_not_carried_back_refuses_the_ticker() -> None:
    found = sieve([100.0, 100.0, 50.0, 50.5])
    assert found.rows.empty
    assert found.refused.startswith("adj_close changes by a factor of 0.5 on 2024-07-03")


def test_a_yield_near_zero_may_jump() -> None:
    found = sieve([0.01, 0.01, 0.13, 0.01, 0.003], "^IRX")
    assert (len(found.rows), found.quarantined, found.refused) == (5, (), "")


@pytest.mark.parametrize("price", [0.0, -100.0])
def test_a_price_that_is_not_above_zero_is_left_out(price: float) -> None:
    assert reasons(sieve([100.0, price, 100.0])) == ["2024-07-02: a price that is not above zero"]


def test_the_first_of_two_bars_for_a_day_is_taken() -> None:
    rows = bars([100.0, 101.0, 102.0])
    rows.loc[2, "date"] = rows.loc[1, "date"]
    found = believable("yahoo", "IWM", rows, NOW)
    assert reasons(found) == ["2024-07-02: a second bar for the day"]
    assert list(found.rows["close"]) == [100.0, 101.0]


def test_a_weekend_bar_refuses_the_ticker() -> None:
    rows = bars([100.0, 101.0])
    found = believable("yahoo", "IWM", rows.assign(date=rows["date"] - pd.Timedelta(days=1)), NOW)
    assert found.refused == "a bar on Sunday, 2024-06-30: the dates are shifted"


def test_a_bar_without_a_price_and_a_bar_of_the_future_are_dropped() -> None:
    rows = bars([100.0, np.nan, 101.0, 102.0], "2024-08-14")
    # The four days are 14, 15, 16 and 19 August; it is Sunday the 18th.
    found = believable("yahoo", "IWM", rows, NOW)
    assert list(found.rows["close"]) == [100.0, 101.0]
    assert found.quarantined == ()


def test_a_bar_without_an_adjusted_close_stays_and_is_told() -> None:
    rows = bars([100.0, 101.0, 102.0]).assign(adj_close=[50.0, np.nan, 51.0])
    found = believable("csv", "IWM", rows, NOW)
    assert len(found.rows) == 3
    assert reasons(found) == [
        "1 bars without adj_close, the last 2024-07-02: not in the total return"
    ]


@given(place=st.integers(0, 39), step=st.floats(-0.2, 0.2))
def test_any_bar_ten_times_too_high_is_found_and_nothing_else(place: int, step: float) -> None:
    closes = [100.0 * (1 + step * (n % 2)) for n in range(40)]
    closes[place] *= 10
    found = believable("yahoo", "IWM", bars(closes, "2024-06-03"), NOW)
    assert len(found.quarantined) == 1
    assert len(found.rows) == 39


def test_missing_sessions_are_counted_from_the_first_bar_on() -> None:
    # 12 to 16 August is a whole week; the bars of the 13th and the 16th are not there.
    rows = bars([100.0] * 5, "2024-08-12").drop(index=[1, 4])
    assert (
        missing_sessions(rows, NOW)
        == "2 of the last 5 sessions without a bar: 2024-08-13, 2024-08-16"
    )


def test_no_session_is_missing_from_a_full_week() -> None:
    assert missing_sessions(bars([100.0] * 5, "2024-08-12"), NOW) == ""


def test_only_sixty_sessions_are_looked_at() -> None:
    text = missing_sessions(bars([100.0], "2024-01-02"), NOW)
    assert text.startswith("60 of the last 60 sessions")


def test_real_history_passes_untouched(market: Path, tmp_path: Path) -> None:
    files = sorted((market / "prices").glob("*.csv"))
    tickers = tuple(file.stem.replace("_", "^") for file in files)
    ask = Ask(tickers, (), datetime(2026, 11, 21, tzinfo=UTC), tmp_path)
    with (tmp_path / "log").open("w") as log:
        snapshot = fetch(ask, empty_snapshot(), log, (csv_source(market, FAMILIES),))
    assert (snapshot.failures, snapshot.quarantined) == ((), ())
    rows = sum(len(file.read_text().splitlines()) - 1 for file in files)
    assert len(snapshot.prices) == rows


def observations(*values: float) -> pd.DataFrame:
    days = pd.date_range("2026-08-03", periods=len(values), freq="D")
    return pd.DataFrame({"date": days, "value": values})


def kept(*values: float) -> list[float]:
    return believable_levels(observations(*values))[0]["value"].to_list()


def test_a_slipped_decimal_point_is_left_out_with_its_day() -> None:
    rows, reasons = believable_levels(observations(3.63, 363.0, 3.63))
    assert rows["value"].to_list() == [3.63, 3.63]
    assert reasons == ["2026-08-04: 363 is more than 10 times the values beside it"]


def test_the_newest_value_is_held_against_the_one_before() -> None:
    assert kept(3.63, 3.63, 363.0) == [3.63, 3.63]


def test_a_lasting_jump_is_believed() -> None:
    # Unemployment in April 2020, and initial claims two weeks before: 0.28 to 3.3 to 6.9 million.
    assert kept(4.4, 14.8, 13.2) == [4.4, 14.8, 13.2]
    assert kept(282.0, 3307.0, 6867.0) == [282.0, 3307.0, 6867.0]


def test_rates_near_zero_may_multiply() -> None:
    assert kept(0.01, 0.14, 0.01) == [0.01, 0.14, 0.01]


@pytest.mark.parametrize("code", [-99.99, -999.0, -9999.0, float("nan")])
def test_codes_for_no_data_are_no_data(code: float) -> None:
    assert kept(320.1, code, 320.4) == [320.1, 320.4]


def test_a_day_that_comes_twice_counts_once() -> None:
    twice = pd.concat([observations(1.5, 1.6), observations(1.7)])
    rows, reasons = believable_levels(twice)
    assert rows["value"].to_list() == [1.7, 1.6]
    assert reasons == ["2026-08-03: this day comes twice"]


def test_real_levels_pass_untouched(market: Path) -> None:
    for path in sorted(market.glob("macro/*.csv")):
        rows = pd.read_csv(path, parse_dates=["date"])
        assert believable_levels(rows)[1] == [], path.name


@given(st.lists(st.floats(1, 9.9), min_size=1, max_size=30))
def test_nothing_within_one_size_is_ever_left_out(values: list[float]) -> None:
    assert kept(*values) == values
