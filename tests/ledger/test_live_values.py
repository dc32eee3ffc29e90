from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator.ledger.live_values import LiveValues
from generator.ledger.sample_size import SampleSize
from generator.model.metric import Column, Window, metric
from generator.model.record import MissingNumbers, Percentile, SeriesNumbers, TableNumbers

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


@metric("rates", "After cuts", "pp", inputs=("IWM",), formula="f", pitfalls="p", columns=(
    Column("label", "Span", "text"), Column("wins", "Wins", "count", 0),
    Column("value", "Mean", "pp"), Column("won", "Won", "%", n="spans"),
    Column("latest", "Latest", "pp", n="", independent=""),
    Column("swing", "Swing", "%", n=60), Column("n", "Events", "count", 0),
    Column("spans", "Spans", "count", 0), Column("independent", "Not overlapping", "count", 0),
))  # fmt: skip
def cuts(fund: pd.Series[float]) -> pd.DataFrame:
    """Return the fund."""
    return fund.to_frame()


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
    "cuts": TableNumbers(
        as_of=AS_OF,
        columns=("label", "wins", "value", "won", "latest", "swing", "n", "spans", "independent"),
        rows={"m6": ("6 months", 1.0, -4.7, 14.0, 2.0, 21.0, 7.0, 900.0, 3.0)},
    ),
}  # fmt: skip
VALUES = LiveValues((lead, windows, years, gone), NUMBERS)


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


@pytest.mark.parametrize(
    ("name", "n", "independent"),
    [
        ("wins", 7, 3), ("value", 7, 3), ("won", 900, 3), ("latest", None, None),
        ("swing", 60, None), ("n", None, None), ("spans", None, None), ("label", None, None),
    ],
)  # fmt: skip
def test_a_cell_rests_on_what_its_row_counts(
    name: str, n: int | None, independent: int | None
) -> None:
    value = LiveValues((cuts,), NUMBERS).get(f"cuts.m6.{name}")
    assert value is not None
    assert value.cases == SampleSize(n, independent)


def test_a_cell_of_a_table_without_counts_is_one_observation() -> None:
    value = VALUES.get("windows.ytd")
    assert value is not None
    assert value.cases == SampleSize()


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        # 1,369 values over 104 weeks look back over 1,472 weeks: 14 windows of 104.
        ("lead.percentile", SampleSize(1369, 14)),
        # 522 + 103 = 625 weeks: 6 windows.
        ("lead.percentile_10y", SampleSize(522, 6)),
        ("lead", SampleSize(104)),
        ("lead.change", SampleSize()),
    ],
)
def test_a_value_over_a_window_rests_on_it_and_its_percentile_on_history(
    name: str, cases: SampleSize
) -> None:
    windowed = replace(lead, window=Window(104, "weeks"))
    value = LiveValues((windowed,), NUMBERS).get(name)
    assert value is not None
    assert value.cases == cases


@pytest.mark.parametrize(("companies", "n"), [("cuts.m6.spans", 900), ("gone", None), (7, 7)])
def test_a_value_over_companies_rests_on_as_many(companies: str | int, n: int | None) -> None:
    value = LiveValues((replace(lead, companies=companies), cuts, gone), NUMBERS).get("lead")
    assert value is not None
    assert value.cases == SampleSize(n)


def test_percentiles_are_called_by_their_spans() -> None:
    spans = [(1948, 941), (2016, 120), (1979, 570), (2000, 318)]
    long = NUMBERS["lead"].model_copy(
        update={
            "since": date(1948, 2, 17),
            "percentiles": tuple(
                Percentile(since=date(year, 2, 17), n=n, percentile=50.0) for year, n in spans
            ),
        }
    )
    names = [value.name for value in LiveValues((lead,), {"lead": long})]
    assert names[2:6] == [
        "lead.percentile", "lead.percentile_10y", "lead.percentile_1979", "lead.percentile_2000",
    ]  # fmt: skip


def test_a_short_series_has_no_percentile() -> None:
    short = NUMBERS["lead"].model_copy(update={"percentiles": ()})
    assert LiveValues((lead,), {"lead": short}).get("lead.percentile") is None
