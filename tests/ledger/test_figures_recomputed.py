"""The published ledger's key figures, worked out once more by plain arithmetic.

No code of the metrics is used: tables are recomputed from the cases, series and returns that the
ledger holds beside them. What is checked is the newest block of each table.
"""

from __future__ import annotations

import csv
import math
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.metrics.history.test_real_history import PUBLISHED, TWO_FUNDS

DATA = Path(__file__).parents[2] / "content" / "data"
Row = dict[str, str]
# The ledger has six significant digits.
DIGITS = 2e-5
# A series keeps what was published; a table is of its own day, by prices adjusted since.
REVISED = 0.02


def table(metric: str) -> dict[str, Row]:
    """Return the newest block of a table: row key -> cells."""
    with (DATA / "tables" / f"{metric}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["row"]: row for row in rows if row["as_of"] == rows[-1]["as_of"]}


def series(metric: str) -> dict[str, float]:
    with (DATA / "series" / f"{metric}.csv").open(encoding="utf-8") as file:
        return {row["date"]: float(row["value"]) for row in csv.DictReader(file)}


def numbers(rows: dict[str, Row], column: str) -> list[float]:
    return [float(row[column]) for row in rows.values() if row[column]]


def newest(metric: str, as_of: str) -> float:
    return [value for day, value in series(metric).items() if day <= as_of][-1]


@pytest.mark.parametrize(
    ("cases", "summary", "spans"),
    [
        ("first_cut_excess", "first_cut_summary", ("m3", "m6", "m12", "m24")),
        ("recession_excess", "recession_summary", ("during", "after_12m")),
        (
            "century_recession_excess",
            "century_recession_summary",
            ("during", "after_12m", "after_36m"),
        ),
    ],
)
def test_events_are_summed_up_as_they_are(cases: str, summary: str, spans: tuple[str, ...]) -> None:
    for span in spans:
        leads, row = numbers(table(cases), span), table(summary)[span]
        assert int(row["n"]) == len(leads)
        assert int(row["wins"]) == sum(lead > 0 for lead in leads)
        assert float(row["value"]) == pytest.approx(statistics.mean(leads), rel=DIGITS)
        assert float(row["median"]) == pytest.approx(statistics.median(leads), rel=DIGITS)
        assert float(row["lo"]) < float(row["value"]) < float(row["hi"])


ROLES: dict[str, Callable[[Row], bool]] = {
    "main": lambda case: case["role"] == "first cut",
    "with_side": lambda case: case["role"] in {"first cut", "side case"},
    "without_1998": lambda case: case["role"] == "first cut" and case["label"] != "1998",
    "with_restart": lambda case: case["role"] in {"first cut", "restart"},
    "last_cut": lambda case: case["role"] == "last cut",
}


@pytest.mark.parametrize("span", ["m6", "m12"])
@pytest.mark.parametrize("definition", ROLES)
def test_each_list_of_cuts_counts_its_own(definition: str, span: str) -> None:
    cases = table("cut_cases")
    chosen = {key: case for key, case in cases.items() if ROLES[definition](case)}
    leads, row = numbers(chosen, span), table("cut_definitions")[f"{definition}_{span}"]
    assert int(row["n"]) == len(leads)
    assert float(row["median"]) == pytest.approx(statistics.median(leads), rel=DIGITS)
    without = [statistics.mean(leads[:i] + leads[i + 1 :]) for i in range(len(leads))]
    assert float(row["loo_lo"]) == pytest.approx(min(without), rel=DIGITS, abs=1e-5)
    assert float(row["loo_hi"]) == pytest.approx(max(without), rel=DIGITS, abs=1e-5)


@pytest.mark.parametrize("measure", ["library", "index"])
@pytest.mark.parametrize("span", ["during", "trough", "announced"])
def test_recessions_by_either_measure_are_summed_up_as_they_are(measure: str, span: str) -> None:
    leads = numbers(table("recession_cases"), f"{measure}_{span}")
    row = table("recession_definitions")[f"{measure}_{span}"]
    assert int(row["n"]) == len(leads)
    assert int(row["wins"]) == sum(lead > 0 for lead in leads)
    assert float(row["value"]) == pytest.approx(statistics.mean(leads), rel=DIGITS)


def full_years(metric: str) -> dict[int, float]:
    return {
        int(row["label"]): float(row["value"])
        for row in table(metric).values()
        if not row["partial"]
    }


def test_calendar_years_are_those_of_the_published_indices() -> None:
    years = full_years("calendar_excess")
    for year, small, large in PUBLISHED:
        fund = 28.5 if year == 2009 else small  # IWM was 1.3 points ahead of its index
        assert years[year] == pytest.approx(fund - large, abs=TWO_FUNDS), year


def test_won_years_are_counted() -> None:
    leads = list(full_years("calendar_excess").values())
    for span in (15, 25):
        row = table("calendar_wins")[f"last_{span}"]
        assert int(row["wins"]) == sum(lead > 0 for lead in leads[-span:])


def test_the_odds_of_a_year_are_shares_of_years() -> None:
    years = full_years("century_calendar_excess")
    for first in (1927, 1979, 2001):
        leads = [lead for year, lead in years.items() if year >= first]
        row = table("century_year_odds")[f"since_{first}"]
        assert int(row["n"]) == len(leads)
        ahead = [sum(lead >= limit for lead in leads) / len(leads) * 100 for limit in (1e-9, 5)]
        assert [float(row["wins"]), float(row["well_ahead"])] == pytest.approx(ahead, rel=DIGITS)
        p90 = statistics.quantiles(leads, n=10, method="inclusive")[-1]
        assert float(row["p90"]) == pytest.approx(p90, rel=DIGITS)


def test_the_lead_of_the_year_is_the_lead_of_the_year() -> None:
    row = next(iter(table("year_end_odds").values()))
    if table("relative_return")["ytd"]["as_of"] == row["as_of"]:
        assert float(row["value"]) == pytest.approx(float(table("relative_return")["ytd"]["value"]))
    # The lead lies within its own fan, and to end far ahead is rarer than to end ahead.
    assert float(row["p10"]) < float(row["p90"])
    assert 0 <= float(row["share"]) <= float(row["wins"]) <= 100


def test_the_rotation_since_the_article_is_that_of_its_two_sides() -> None:
    lead = table("relative_return")["since_article"]
    for side in ("small", "large"):
        gain = newest(f"{side}_since_article", lead["as_of"]) - 100
        assert float(lead[side]) == pytest.approx(gain, abs=1e-3)
    assert float(lead["value"]) == pytest.approx(
        float(lead["small"]) - float(lead["large"]), abs=1e-4
    )
    rival = table("small_minus_mag7")["since_article"]
    assert float(rival["second"]) == pytest.approx(
        newest("mag7_since_article", rival["as_of"]) - 100, abs=1e-3
    )


def test_the_trend_is_the_distance_from_the_mean_of_forty_weeks() -> None:
    ratio, trend = series("relative_total_return"), series("relative_to_40_week_average")
    days = list(ratio)
    for place in range(39, len(days)):
        mean = statistics.fmean(ratio[day] for day in days[place - 39 : place + 1])
        assert trend[days[place]] == pytest.approx(
            (ratio[days[place]] / mean - 1) * 100, abs=REVISED
        )


def test_the_fall_from_the_peak_is_that_of_the_ratio() -> None:
    ratio, fall = series("relative_total_return"), series("relative_drawdown")
    highest = 0.0
    for day, value in ratio.items():
        highest = max(highest, value)
        # The highest session of all may lie within a week.
        assert fall[day] <= (value / highest - 1) * 100 + 1e-3
    row = table("relative_extremes")["now"]
    assert float(row["value"]) == pytest.approx(fall[row["on"]])


def test_falls_of_the_funds_lie_within_the_worst() -> None:
    for side in ("small", "large"):
        falls = series(f"drawdown_{side}")
        worst = float(table("risk")[side]["worst"])
        assert worst <= min(falls.values()) <= 0
        assert min(falls.values()) == pytest.approx(worst, abs=3)  # the low is a Monday
    deepest = table("worst_drawdowns")["d1"]
    assert float(deepest["small"]) == pytest.approx(float(table("risk")["small"]["worst"]))
    ranked = numbers(table("worst_drawdowns"), "small")
    assert ranked == sorted(ranked)


def test_beta_is_correlation_times_the_ratio_of_swings() -> None:
    risk = table("risk")
    as_of = risk["small"]["as_of"]
    swings = [float(risk[side]["volatility_52w"]) for side in ("small", "large")]
    product = newest("correlation", as_of) * swings[0] / swings[1]
    assert newest("beta", as_of) == pytest.approx(product, rel=1e-4)


def test_fifteen_years_to_2025_are_those_of_the_published_indices() -> None:
    growth = [math.prod(1 + row[side] / 100 for row in PUBLISHED[10:]) for side in (1, 2)]
    expected = (growth[0] ** (1 / 15) - growth[1] ** (1 / 15)) * 100
    assert newest("rolling_excess_15y", "2026-01-02") == pytest.approx(expected, abs=0.3)


def test_spans_of_fifteen_years_are_ranked_among_their_like() -> None:
    row = table("span_definitions")["funds_2015"]
    spans = [v for day, v in series("rolling_excess_15y").items() if day <= row["as_of"]]
    assert int(row["n"]) == len(spans)
    assert float(row["value"]) == pytest.approx(spans[-1], abs=REVISED)
    assert float(row["lowest"]) == pytest.approx(min(spans), abs=REVISED)
    assert float(row["median"]) == pytest.approx(statistics.median(spans), abs=REVISED)
    at_or_below = sum(span <= spans[-1] for span in spans) / len(spans) * 100
    assert float(row["percentile"]) == pytest.approx(at_or_below, abs=0.2)
    assert float(row["won"]) == pytest.approx(sum(s > 0 for s in spans) / len(spans) * 100, abs=0.2)


@pytest.mark.parametrize("metric", ["rate_correlation", "bond_correlation"])
def test_the_band_of_a_correlation_is_fishers(metric: str) -> None:
    for row in table(metric).values():
        if not row["value"]:
            continue
        half = 1.644854 / math.sqrt(int(row["n"]) - 3)
        middle = math.atanh(float(row["value"]))
        assert float(row["lo"]) == pytest.approx(math.tanh(middle - half), abs=1e-5)
        assert float(row["hi"]) == pytest.approx(math.tanh(middle + half), abs=1e-5)


def test_the_band_of_the_rate_slope_holds_it() -> None:
    rows = table("rate_beta_test")
    slopes = [v for day, v in series("rate_beta").items() if day <= rows["now"]["as_of"]]
    assert float(rows["now"]["lo"]) < slopes[-1] < float(rows["now"]["hi"])
    assert float(rows["now"]["beta"]) == pytest.approx(slopes[-1], abs=REVISED)
    assert float(rows["windows"]["beta"]) == pytest.approx(statistics.median(slopes), abs=REVISED)
    assert int(rows["windows"]["n"]) == len(slopes)


def test_scores_of_the_back_test_agree_with_its_questions() -> None:
    questions, scores = table("backtest_questions"), table("backtest_scores")
    asked = sum(numbers(questions, "n"))
    assert asked == float(table("backtest_calibration")["all"]["n"])
    total = sum(float(row["n"]) * float(row["value"]) for row in questions.values())
    assert total / asked == pytest.approx(float(scores["base_rate"]["value"]), rel=DIGITS)
    for row in scores.values():
        skill = (1 - float(row["ours"]) / float(row["value"])) * 100
        assert float(row["skill"]) == pytest.approx(skill, abs=1e-3)


def test_the_error_of_a_sharpe_ratio_follows_from_its_months() -> None:
    for row in table("sharpe").values():
        monthly, n = float(row["value"]) / math.sqrt(12), int(row["n"])
        error = math.sqrt((1 + monthly**2 / 2) / n * 12)
        assert float(row["error"]) == pytest.approx(error, rel=DIGITS)
