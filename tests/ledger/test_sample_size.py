from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.sample_size import (
    SampleSize,
    pace,
    sample,
    sample_size_of,
    value_n,
    windows_apart,
)
from generator.model.metric import Column, Metric, Window, metric
from generator.model.record import Evidence, SeriesNumbers


def described(**more: object) -> Metric[[]]:
    describe = metric("working", "Lead", "%", inputs=(), formula="f", pitfalls="p", **more)  # type: ignore[arg-type]  # only what a test is about

    def lead() -> pd.Series[float]:
        """Return nothing."""
        return pd.Series(dtype=float)

    return describe(lead)


def history(n: int, since: date, as_of: date) -> SeriesNumbers:
    return SeriesNumbers(value=1.0, as_of=as_of, since=since, n=n)


# 5 Jan 2001 and 14 Aug 2026 are Fridays, 9,352 days or 1,336 weeks apart: 1,337 weekly values.
WEEKS = history(1337, date(2001, 1, 5), date(2026, 8, 14))
# From January 2024 to December 2025 there are 24 months and 8 quarters.
MONTHS = history(24, date(2024, 1, 31), date(2025, 12, 31))
QUARTERS = history(8, date(2024, 2, 1), date(2025, 11, 1))


@pytest.mark.parametrize(
    ("numbers", "step"),
    [
        (WEEKS, "week"),
        (MONTHS, "month"),
        (QUARTERS, "quarter"),
        (history(1, WEEKS.as_of, WEEKS.as_of), "week"),
    ],
)
def test_the_pace_of_a_series_is_that_of_its_values(numbers: SeriesNumbers, step: str) -> None:
    assert pace(numbers) == step


@pytest.mark.parametrize(
    ("window", "numbers", "apart"),
    [
        # 1,337 values over 104 weeks look back over 1,337 + 103 = 1,440 weeks: 13 windows of 104.
        (Window(104, "weeks"), WEEKS, 13),
        # 60 sessions are 12 weeks: (1,337 + 11) / 12 = 112.3.
        (Window(60, "sessions"), WEEKS, 112),
        # 15 years are 783 weeks: (1,337 + 782) / 783 = 2.7.
        (Window(15, "years", averaged=False), WEEKS, 2),
        # 24 months of changes over 12 months look back over 35 months: 2 windows of 12.
        (Window(12, "months", averaged=False), MONTHS, 2),
        # Four weeks are less than a quarter: no two values overlap.
        (Window(4, "weeks"), QUARTERS, 8),
        (None, WEEKS, None),
    ],
)
def test_windows_that_do_not_overlap_are_counted(
    window: Window | None, numbers: SeriesNumbers, apart: int | None
) -> None:
    assert windows_apart(described(window=window), numbers, numbers.n) == apart


@given(st.integers(1, 3000), st.integers(1, 520))
def test_there_are_never_more_windows_than_values(n: int, weeks: int) -> None:
    apart = windows_apart(described(window=Window(weeks, "weeks")), WEEKS, n)
    assert apart is not None
    assert 1 <= apart <= n


def test_only_a_window_that_is_averaged_counts_its_observations() -> None:
    assert value_n(described(window=Window(104, "weeks"))) == 104
    assert value_n(described(window=Window(15, "years", averaged=False))) is None
    assert value_n(described(companies=7)) == 7
    assert value_n(described()) is None


@pytest.mark.parametrize(
    ("cases", "text"),
    [
        (SampleSize(), "a single figure"),
        (SampleSize(7), "n = 7"),
        (SampleSize(1316, 26), "n = 1,316, 26 not overlapping"),
    ],
)
def test_cases_are_told_in_words(cases: SampleSize, text: str) -> None:
    assert cases.text == text


def test_evidence_without_a_number_of_ours_rests_on_no_cases() -> None:
    cited = Evidence(name="", label="VOO, 2024", value=None, text="+$116 billion", test="")
    number = Evidence(name="cuts.m6.wins", label="Wins", value=1.0, text="1 of 7", test="", n=7)
    assert (sample_size_of(cited), sample_size_of(number)) == ("", "n = 7")


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "Each value is one observation, not an average"),
        ({"window": Window(104, "weeks")}, "Each value is made from 104 weeks"),
        (
            {"window": Window(15, "years", averaged=False)},
            "Each value is one change over 15 years, not an average",
        ),
        (
            {"window": Window(1, "years", averaged=False)},
            "Each value is one change over 1 year, not an average",
        ),
        ({"companies": 7}, "Each value is made from 7 companies"),
        (
            {"companies": "losers.small.n"},
            "Each value is made from companies, as many as `losers.small.n` says",
        ),
        (
            {"columns": (Column("value", "Lead", "pp"), Column("start", "From", "date"))},
            "Each number is a single figure, observed or as published: no average was taken",
        ),
        (
            {
                "columns": (
                    Column("value", "Mean", "pp"),
                    Column("swing", "Volatility", "%", n=60),
                    Column("n", "Events", "count", 0),
                    Column("independent", "Not overlapping", "count", 0),
                )
            },
            "Counted by “Events” in each row, “Not overlapping” in each row, 60 behind “Volatility”",
        ),
    ],
)
def test_a_metric_says_what_n_counts_or_why_it_has_none(more: dict[str, object], text: str) -> None:
    assert sample(described(**more)) == text
