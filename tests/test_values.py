from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from generator.model import Column, metric
from generator.record import MissingNumbers, Percentile, SeriesNumbers, TableNumbers
from generator.values import Values

AS_OF = date(2026, 8, 14)


@metric("working", "Lead", "%", inputs=("IWM",), formula="f", pitfalls="p", decimals=2)
def lead(fund: pd.Series[float]) -> pd.Series[float]:
    """Return the fund."""
    return fund


@metric("working", "Windows", "pp", inputs=("IWM",), formula="f", pitfalls="p", columns=(
    Column("label", "Window", "text"), Column("small", "Small", "%"), Column("value", "Lead", "pp"),
))  # fmt: skip
def windows(fund: pd.Series[float]) -> pd.DataFrame:
    """Return the fund."""
    return fund.to_frame()


@metric("working", "Years", "pp", inputs=("IWM",), formula="f", pitfalls="p", columns=(
    Column("on", "On", "date"), Column("months", "Months", "count", 0),
))  # fmt: skip
def years(fund: pd.Series[float]) -> pd.DataFrame:
    """Return the fund."""
    return fund.to_frame()


@metric("working", "Gone", "pp", inputs=("IWM",), formula="f", pitfalls="p")
def gone(fund: pd.Series[float]) -> pd.Series[float]:
    """Return the fund."""
    return fund


NUMBERS = {
    "lead": SeriesNumbers(
        value=4.256, as_of=AS_OF, change=-0.5, since=date(2000, 5, 26), n=1369,
        percentiles=(
            Percentile(since=date(2000, 5, 26), n=1369, percentile=91.2),
            Percentile(since=date(2016, 8, 19), n=522, percentile=97.0),
        ),
    ),
    "windows": TableNumbers(
        as_of=AS_OF, columns=("label", "small", "value"),
        rows={"ytd": ("year to date", 24.46, 10.0), "m12": ("12 months", None, None)},
    ),
    "years": TableNumbers(as_of=AS_OF, columns=("on", "months"), rows={"cut": ("2024-09-18", 16.0)}),
    "gone": MissingNumbers(reason="FRED is down"),
}  # fmt: skip
VALUES = Values((lead, windows, years, gone), NUMBERS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lead", "4.26%"),
        ("lead.change", "−0.50 pp"),
        ("lead.percentile", "91"),
        ("lead.percentile_10y", "97"),
        ("lead.n", "1,369"),
        ("lead.date", "14 Aug 2026"),
        ("lead.since", "26 May 2000"),
        ("windows.ytd", "+10.0 pp"),
        ("windows.ytd.small", "24.5%"),
        ("windows.ytd.label", "year to date"),
        ("windows.m12", "–"),
        ("years.cut", "16"),
        ("years.cut.on", "18 Sep 2024"),
    ],
)
def test_a_live_name_stands_for_a_number(name: str, text: str) -> None:
    value = VALUES.get(name)
    assert value is not None
    assert value.text() == text


def test_decimals_can_be_asked_for() -> None:
    value = VALUES.get("windows.ytd")
    assert value is not None
    assert value.text(2) == "+10.00 pp"


def test_a_name_of_a_missing_metric_is_known_and_says_why() -> None:
    value = VALUES.get("gone.change")
    assert value is not None
    assert (value.number, value.missing) == (None, "FRED is down")


@pytest.mark.parametrize("name", ["nothing", "nothing.ytd", "windows.ytf", "lead.high", ""])
def test_an_unknown_name_is_unknown(name: str) -> None:
    assert VALUES.get(name) is None


def test_a_misspelt_name_has_suggestions() -> None:
    assert VALUES.suggestions("windows.ydt")[0] == "windows.ytd"


def test_all_names_are_listed_once() -> None:
    names = [value.name for value in VALUES]
    assert len(names) == len(set(names)) == 7 + 2 * 4 + 3


def test_a_short_series_has_no_percentile() -> None:
    short = NUMBERS["lead"].model_copy(update={"percentiles": ()})
    assert Values((lead,), {"lead": short}).get("lead.percentile") is None
