from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.history import century, premium
from generator.metrics.rates import recessions
from generator.model.metric import Measured, Metric, Missing
from tests.metrics.library import daily, fund, known, library, month, walk

AS_OF = "2026-05-15"
RECESSIONS = pd.DataFrame(
    {
        "id": ["r2001_03", "r2020_02"],
        "peak": ["2001-03", "2020-02"],
        "trough": ["2001-11", "2020-04"],
    }
)
FLAT = fund({"2002-12-31": 1, "2003-06-30": 1})


def given(as_of: str = "2026-08-14") -> dict[str, object]:
    """Return a century of every input, cut at a day."""
    names = ("french:month", "french:small_half", "french:large_half")
    months = 1196  # July 1926 to February 2026
    halves = library(walk(months, 3), walk(months, 4), "1926-07")
    inputs = dict(zip(names, (series[:as_of] for series in halves), strict=True))
    smb = known(walk(months, 5), "1926-07")[:as_of]
    funds = {"IWM": daily(1, as_of), "SPY": daily(2, as_of)}
    return {**inputs, **funds, "french:smb": smb, "facts:recessions": RECESSIONS}


def measured(metric: Metric[...], as_of: str = "2026-08-14", **changed: object) -> Measured:
    inputs = {**given(as_of), **changed}
    return metric(*[inputs[name] for name in metric.inputs])


def test_a_calendar_year_is_its_twelve_months() -> None:
    # 1.01^12 and 1.02^12 are 12.68 % and 26.82 %: -14.14.
    months = library([5.0, *[1.0] * 12], [5.0, *[2.0] * 12], "2000-12")
    table = century.century_calendar_excess(*months, FLAT, FLAT)
    row = table.loc["y2001"]
    assert row["value"] == pytest.approx((1.01**12 - 1.02**12) * 100)
    assert row[["label", "partial", "basis"]].tolist() == ["2001", "", "size portfolios"]
    # The library has one month of 2000; the funds give 2003, and 2002 belongs to neither.
    assert table.index.tolist() == ["y2001", "y2003"]


def test_years_after_the_librarys_last_full_one_are_the_funds() -> None:
    table = measured(century.century_calendar_excess)
    assert table["basis"].iloc[-2:].tolist() == ["size portfolios", "IWM and SPY"]
    assert table.index[[0, -1]].tolist() == ["y1927", "y2026"]
    assert table["partial"].iloc[-1] == "to 14 Aug"


def test_without_a_fund_year_the_library_stands_alone() -> None:
    months = library([1.0] * 12, [2.0] * 12, "2001-01")
    short = fund({"2003-02-03": 1, "2003-06-30": 1})
    assert century.century_calendar_excess(*months, short, short).index.tolist() == ["y2001"]


@pytest.mark.parametrize("metric", [century.century_calendar_excess, century.century_year_odds])
def test_a_library_without_a_full_year_is_missing(metric: Metric[...]) -> None:
    months = library([1.0] * 6, [1.0] * 6, "2001-01")
    assert metric(*months, FLAT, FLAT) == Missing("the library has no full calendar year")


def test_the_odds_count_full_years() -> None:
    # Ten years: small ahead by 12 · 1 % in 2001 to 2004, level months in the others.
    small = [1.0] * 48 + [0.0] * 72
    months = library(small, [0.0] * 120, "2001-01")
    row = century.century_year_odds(*months, FLAT, FLAT).loc["since_2001"]
    lead = (1.01**12 - 1) * 100
    assert row[["wins", "well_ahead", "n"]].tolist() == [40, 40, 10]
    assert row["p90"] == pytest.approx(lead)


def test_fifteen_years_are_dated_by_their_last_weekday() -> None:
    months = library([1.0] * 180, [0.0] * 180, "1990-01")
    excess = century.century_rolling_15y(*months, FLAT, FLAT)
    assert excess.index.tolist() == [pd.Timestamp("2004-12-31")]
    assert excess.iloc[0] == pytest.approx((1.01**12 - 1) * 100)
    short = century.century_rolling_15y(*library([1.0] * 24, [0.0] * 24, "1990-01"), FLAT, FLAT)
    assert isinstance(short, Missing)


def test_twenty_years_are_two_hundred_and_forty_months() -> None:
    # +1 % a month for ten years, then level: (1.01^120)^(1/20) - 1 = 1.01^6 - 1 a year.
    months = library([1.0] * 120 + [0.0] * 120, [0.0] * 240, "1990-01")
    excess = century.century_rolling_20y(*months, FLAT, FLAT)
    assert excess.index.tolist() == [pd.Timestamp("2009-12-31")]
    assert excess.iloc[0] == pytest.approx((1.01**6 - 1) * 100)
    short = century.century_rolling_20y(*library([1.0] * 228, [0.0] * 228, "1990-01"), FLAT, FLAT)
    assert short == Missing("needs 20 years of data, has 19")


def test_the_newest_point_is_the_last_month_that_is_over() -> None:
    assert measured(century.century_rolling_15y).index[-1] == pd.Timestamp("2026-07-31")
    assert measured(century.century_rolling_15y, "2026-07-30").index[-1] == pd.Timestamp(
        "2026-06-30"
    )


def test_a_recession_begins_after_its_peak_month() -> None:
    facts = pd.DataFrame({"id": ["r"], "peak": ["2001-03"], "trough": ["2001-05"]})
    # Peak month +50 % does not count; two months of +1 % do; then 12 and 36 months of +2 %.
    small = [50.0, 1.0, 1.0, *[2.0] * 36]
    months = library(small, [0.0] * 39, "2001-03")
    table = recessions.century_recession_excess(*months, FLAT, FLAT, facts)
    expected = [(1.01**2 - 1) * 100, (1.02**12 - 1) * 100, (1.02**36 - 1) * 100]
    assert table.loc["r", ["during", "after_12m", "after_36m"]].tolist() == pytest.approx(expected)
    assert table.loc["r", ["label", "peak", "trough", "basis"]].tolist() == [
        "Mar 2001 to May 2001", "2001-03-31", "2001-05-31", "size portfolios",
    ]  # fmt: skip


def test_a_span_that_is_not_over_has_no_number_and_does_not_count() -> None:
    facts = pd.DataFrame({"id": ["r"], "peak": ["2001-03"], "trough": ["2001-05"]})
    months = library([0.0, *[1.0] * 14], [0.0] * 15, "2001-03")
    inputs = (*months, FLAT, FLAT, facts)
    row = recessions.century_recession_excess(*inputs).loc["r"]
    assert row[["during", "after_12m"]].notna().all()
    assert pd.isna(row["after_36m"])
    summary = recessions.century_recession_summary(*inputs)
    assert summary["n"].tolist() == [1, 1, 0]
    assert summary.loc["after_12m", ["wins", "value"]].tolist() == pytest.approx(
        [1, (1.01**12 - 1) * 100]
    )


@pytest.mark.parametrize(
    "metric", [recessions.century_recession_excess, recessions.century_recession_summary]
)
def test_without_a_known_recession_there_is_no_table(metric: Metric[...]) -> None:
    none = measured(metric, **{"facts:recessions": RECESSIONS[:0]})
    assert none == Missing("no recession was known on that day")


def test_a_recession_after_the_librarys_end_is_the_funds() -> None:
    halves = library(walk(60, 1), walk(60, 2), "2000-01")
    names = ("french:month", "french:small_half", "french:large_half")
    table = measured(recessions.century_recession_excess, **dict(zip(names, halves, strict=True)))
    assert table["basis"].tolist() == ["size portfolios", "IWM and SPY"]
    assert table.notna().all(axis=None)


def test_the_premium_is_compound_with_its_doubt() -> None:
    # Small earns 1 % and 3 % in turn, large 1 %: 1.01·1.03 - 1.01² every two months.
    months = library([1.0, 3.0] * 72, [1.0] * 144, "2001-01")
    row = premium.small_premium(*months, FLAT, FLAT).loc["since_2001"]
    assert row["value"] == pytest.approx(((1.01 * 1.03) ** 6 - 1.01**12) * 100)
    # Differences are 0 and 2: mean 1, standard deviation 1 · sqrt(144 / 143), over sqrt(144).
    assert row["t"] == pytest.approx(143**0.5)
    # 144 months hold 144 - 119 = 25 spans of 120 months, one of them whole.
    assert row[["won_10y", "n", "spans", "independent"]].tolist() == [100, 144, 25, 1]
    assert row["lo"] <= row["value"] <= row["hi"]
    # The mean of the months is 1 a month, 12 a year.
    assert row["mean"] == pytest.approx(12)


def test_spans_are_counted_by_where_they_begin_and_by_where_they_end() -> None:
    # Small leads in every month of 1971 to 1980 and lags from 1981 to 2003.
    small = [1.0] * 120 + [0.0] * 276
    row = premium.small_premium(
        *library(small, [0.5] * 396, "1971-01"), FLAT, FLAT
    ).loc["since_1981"]  # fmt: skip
    # Of the spans begun in 1981 or later none is won. Those that end in 1981 to 1990 hold k lean
    # months of 120 and are won while 1.01^(120 - k) > 1.005^120, to k = 59; 276 end from 1981 on.
    assert row["won_10y"] == 0
    assert row["won_ending"] == pytest.approx(59 / 276 * 100)
    # Apart are those begun in January 1981 and 1991, and those ended in January 1981, 1991 and 2001.
    assert row[["spans", "independent"]].tolist() == [157, 2]
    assert row[["ended", "ended_apart"]].tolist() == [276, 3]


def test_an_era_that_is_too_short_has_no_row() -> None:
    months = library([1.0] * 120, [0.0] * 120, "1991-01")
    table = premium.small_premium(*months, FLAT, FLAT)
    assert table.index.tolist() == ["since_1927", "since_1981"]
    early = library([1.0] * 6, [0.0] * 6, "1926-07")
    assert isinstance(premium.small_premium(*early, FLAT, FLAT), Missing)


def test_the_factor_is_a_mean_of_months() -> None:
    factor = known([0.0, 2.0] * 6, "2001-01")
    row = premium.size_factor_premium(month(12, "2001-01"), factor).loc["since_2001"]
    # Mean 1 a month; standard deviation sqrt(12 / 11) over sqrt(12).
    assert row["value"] == pytest.approx(12)
    assert row["t"] == pytest.approx(11**0.5)
    assert row[["n", "to"]].tolist() == [12, "Dec 2001"]
    assert isinstance(
        premium.size_factor_premium(month(1, "1926-07"), known([1.0], "1926-07")), Missing
    )


def test_later_days_change_no_earlier_point_within_the_library() -> None:
    full, cut = measured(century.century_rolling_15y), measured(century.century_rolling_15y, AS_OF)
    library_end = "2026-02-27"  # February was known on 1 May
    pd.testing.assert_series_equal(full[:library_end], cut[:library_end], check_freq=False)
    assert cut.index[-1] == pd.Timestamp("2026-04-30")


def test_a_month_counts_only_when_it_was_published() -> None:
    # On 30 April the library reached January; February was still that of the funds.
    early = measured(century.century_rolling_15y, "2026-04-30")
    later = measured(century.century_rolling_15y, "2026-05-01")
    assert early["2026-02-27"] != later["2026-02-27"]
    assert early["2026-01-30"] == pytest.approx(later["2026-01-30"])
