from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.files import read_ledger
from generator.ledger.ledger import Ledger, MeasuredWeek
from generator.ledger.percentiles import metric_numbers, percentile
from generator.model.metric import Column, Measured, Missing, metric
from generator.model.record import MissingNumbers, Percentile, SeriesNumbers, TableNumbers

AS_OF = date(2026, 8, 14)


@metric("working", "Spread", "pp", inputs=("IWM",), formula="f", pitfalls="p")
def spread(fund: pd.Series[float]) -> pd.Series[float]:
    """Return the fund."""
    return fund


@metric("working", "Lows", "pp", inputs=("IWM",), formula="f", pitfalls="p",
        columns=(Column("on", "On", "date"), Column("value", "Value", "pp")))  # fmt: skip
def lows(fund: pd.Series[float]) -> pd.DataFrame:
    """Return the fund."""
    return fund.to_frame()


def weeks(*values: float) -> pd.Series[float]:
    days = pd.date_range(end=pd.Timestamp(AS_OF), periods=len(values), freq="7D")
    return pd.Series(values, days)


def ranked(*values: float) -> Percentile:
    series = weeks(*values)
    return percentile(series.index.to_numpy(), series.to_numpy(float))


def ledger(folder: Path, **measurements: Measured) -> Ledger:
    week = MeasuredWeek("2026-w33", AS_OF, "2026-08-15T06:00:00Z", measurements, ())
    return read_ledger(folder, (spread, lows)).with_week(week)


def test_a_series_gives_its_last_value_and_change(tmp_path: Path) -> None:
    numbers = metric_numbers(ledger(tmp_path, spread=weeks(1.0, 3.0, 2.5)), spread, AS_OF)
    assert isinstance(numbers, SeriesNumbers)
    assert (numbers.value, numbers.change, numbers.n) == (2.5, -0.5, 3)
    assert (numbers.since, numbers.as_of) == (date(2026, 7, 31), AS_OF)


def test_a_percentile_among_few_weeks_is_left_out(tmp_path: Path) -> None:
    numbers = metric_numbers(ledger(tmp_path, spread=weeks(*range(51))), spread, AS_OF)
    assert isinstance(numbers, SeriesNumbers)
    assert numbers.percentiles == ()


def test_percentiles_count_the_share_at_or_below_in_two_windows(tmp_path: Path) -> None:
    # 600 weeks: 299 of 5.0, then 300 of 1.0, then 2.0. At or below 2.0: 301 of 600 = 50.2 %.
    # Ten years back from 14 Aug 2026 (a Friday) begin on Sunday 14 Aug 2016: 522 weekly values,
    # of which the newest 301 are at or below 2.0 = 57.7 %.
    numbers = metric_numbers(
        ledger(tmp_path, spread=weeks(*[5.0] * 299, *[1.0] * 300, 2.0)), spread, AS_OF
    )
    assert isinstance(numbers, SeriesNumbers)
    assert [(w.n, w.percentile) for w in numbers.percentiles] == [(600, 50.2), (522, 57.7)]


def test_a_long_history_has_percentiles_since_1979_and_2000_too(tmp_path: Path) -> None:
    # The first Friday of 1979 was 5 January, 2,484 weeks before 14 Aug 2026; that of 2000 was
    # 7 January, 1,388 weeks before. The two weeks before 1979 were the highest of all.
    values = weeks(9.0, 9.0, *[1.0] * 2485)
    numbers = metric_numbers(ledger(tmp_path, spread=values), spread, AS_OF)
    assert isinstance(numbers, SeriesNumbers)
    assert [(w.since.year, w.n, w.percentile) for w in numbers.percentiles] == [
        (1978, 2487, 99.9), (2016, 522, 100.0), (1979, 2485, 100.0), (2000, 1389, 100.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "spans"),
    [
        # Three years back from Friday 14 Aug 2026 begin on Monday 14 Aug 2023: 157 Fridays.
        (200, [200, 157]),
        # One year back begins on Thursday 14 Aug 2025: 53 Fridays, 15 Aug 2025 the first.
        (120, [120, 53]),
        # A single span would be the only one to choose from.
        (53, []),
    ],
)
def test_a_percentile_is_given_in_two_spans_or_not_at_all(
    tmp_path: Path, n: int, spans: list[int]
) -> None:
    numbers = metric_numbers(ledger(tmp_path, spread=weeks(*range(n))), spread, AS_OF)
    assert isinstance(numbers, SeriesNumbers)
    assert [w.n for w in numbers.percentiles] == spans


def test_a_single_value_has_no_change(tmp_path: Path) -> None:
    numbers = metric_numbers(ledger(tmp_path, spread=weeks(1.0)), spread, AS_OF)
    assert isinstance(numbers, SeriesNumbers)
    assert numbers.change is None


def test_a_table_keeps_its_cells_and_says_where_there_is_none(tmp_path: Path) -> None:
    table = pd.DataFrame({"on": ["2020-03-18", ""], "value": [-1.5, float("nan")]}, ["a", "b"])
    numbers = metric_numbers(ledger(tmp_path, lows=table), lows, AS_OF)
    assert isinstance(numbers, TableNumbers)
    assert numbers.rows == {"a": ("2020-03-18", -1.5), "b": (None, None)}


def test_a_missing_series_says_why_and_what_was_last_known(tmp_path: Path) -> None:
    first = ledger(tmp_path, spread=weeks(1.0, 2.0), lows=Missing("no IWM"))
    later = date(2026, 8, 21)
    week = MeasuredWeek("2026-w34", later, "v", {"spread": Missing("FRED is down")}, ())
    numbers = metric_numbers(first.with_week(week), spread, later)
    assert numbers == MissingNumbers(reason="FRED is down", last_value=2.0, last_date=AS_OF)
    assert metric_numbers(first, lows, AS_OF) == MissingNumbers(reason="no IWM")


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=80))
def test_a_percentile_is_above_0_and_at_most_100(values: list[float]) -> None:
    found = ranked(*values)
    assert 0 < found.percentile <= 100
    assert found.n == len(values)


def test_the_highest_value_is_at_100() -> None:
    assert ranked(1.0, 2.0, 3.0).percentile == pytest.approx(100.0)
