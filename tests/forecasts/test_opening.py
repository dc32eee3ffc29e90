from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from generator.forecasts.base_rates import Span
from generator.forecasts.log import EMPTY_LOG
from generator.forecasts.opening import Opening, draft, with_forecast, with_update
from generator.forecasts.questions import QUESTIONS, ForecastQuestion, first_close
from generator.ledger.ledger import Ledger
from generator.metrics.catalogue import METRICS
from generator.model.errors import ContentError
from tests.forecasts.writing import forecast, friday, ledger, log_of, moment, table, weekly

KIND = {kind.id: kind for kind in QUESTIONS}
AS_OF, START = friday(39), friday(40)
RISING = ledger(
    {"relative_total_return": weekly([float(n) for n in range(200)], date(2022, 12, 9))}
)


def opening(kind: str = "fl1", known: Ledger = RISING, start: date = START) -> Opening:
    return draft(KIND[kind], KIND[kind].span(start), known, AS_OF, moment(friday(40)))


@pytest.mark.parametrize("kind", QUESTIONS, ids=lambda kind: kind.id)
def test_each_question_reads_what_some_metric_gives(kind: ForecastQuestion) -> None:
    known = {metric.id: metric for metric in METRICS}
    assert kind.rule(2026).name_problem(known) == ""
    assert kind.question.endswith("?")


@pytest.mark.parametrize(
    ("kind", "end"),
    [("fl1", date(2027, 2, 26)), ("fl2", date(2027, 11, 26)), ("fl4", date(2027, 5, 28)), ("fl5", date(2026, 12, 31))],
)  # fmt: skip
def test_each_question_has_its_usual_span(kind: str, end: date) -> None:
    assert KIND[kind].span(date(2026, 11, 27)).end == end


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("2026-11-27", "2026-11-27"),  # a Friday
        ("2026-11-28", "2026-12-04"),  # a Saturday: the next week's
        ("2026-12-31", "2026-12-31"),  # the last session before New Year's Day
        ("2026-04-03", "2026-04-10"),  # Good Friday: the week ended on Thursday
    ],
)
def test_a_span_begins_and_ends_with_the_next_weekly_close(on: str, day: str) -> None:
    assert first_close(date.fromisoformat(on)) == date.fromisoformat(day)
    end = KIND["fl3"].span(date(2026, 1, 2), date.fromisoformat(on)).end
    assert end == date.fromisoformat(day)


def test_the_base_rate_is_stored_with_what_it_counts() -> None:
    # 200 weeks of a series that only rises: all 187 spans of 13 weeks came true.
    found = opening().benchmark
    assert (found.p, found.n, found.independent, found.as_of) == (1, 187, 15, AS_OF)
    assert opening().persistence.p == 1
    assert opening().market.source == "no free market price answers this question"


def test_a_base_rate_that_cannot_be_says_why() -> None:
    found = opening(known=ledger()).benchmark
    assert (found.p, found.n) == (None, 0)
    assert "fewer than 5 separate spans" in found.missing
    assert "is over yet" in opening(known=ledger()).persistence.source


def test_an_old_edition_knows_neither_persistence_nor_market() -> None:
    found = opening("fl3", start=friday(42))
    for reference in (found.persistence, found.market):
        assert reference.p is None
        assert (
            "the newest edition ends on 2 Oct 2026, 21 days before 23 Oct 2026" in reference.source
        )


PATH = "on target"


@pytest.mark.parametrize(
    ("target", "p"),
    [(3.575, 0.2), (3.125, 1.0), (3.875, 0.0)],  # (3.625 − 3.575) ÷ 0.25; two cuts; a rise
)
def test_the_market_is_what_futures_see_until_the_end(target: float, p: float) -> None:
    rows: dict[str, tuple[object, ...]] = {
        "now": ("2026-10-02", 3.625),
        "m2026_12_09": ("2026-12-09", target),
        "m2027_06_09": ("2027-06-09", 1.0),  # after the end
    }
    known = ledger(tables={"implied_path": table(PATH, {AS_OF: rows})})
    found = opening("fl3", known).market
    assert (found.p, found.source) == (p, "federal funds futures, by m2026_12_09 of implied_path")


def test_futures_without_a_rate_or_without_prices_say_nothing() -> None:
    empty = table(PATH, {AS_OF: {"m2026_12_09": ("2026-12-09", float("nan"))}})
    found = opening("fl3", ledger(tables={"implied_path": empty})).market
    assert (found.p, found.source) == (None, "futures give no rate for these meetings")
    gone = ledger(missing={(AS_OF.isoformat(), "implied_path"): "no futures"})
    assert opening("fl3", gone).market.source == "no futures"


def test_the_article_speaks_of_its_own_year_only() -> None:
    assert opening("fl5").article == 0.85
    assert opening("fl1").article is None
    assert opening("fl9").article is None


def test_a_forecast_is_added_with_all_that_was_shown() -> None:
    log = with_forecast(EMPTY_LOG, opening(), "Editorial desk", 0.55, "A guess.")
    line = log.entries["F001"].forecast
    assert (line.p, line.note, line.author, line.late) == (
        0.55,
        "A guess.",
        "Editorial desk",
        False,
    )
    assert line.question.endswith("from the close of 9 Oct 2026 to that of 8 Jan 2027?")
    assert line.benchmark == opening().benchmark


def test_a_forecast_after_its_start_is_late() -> None:
    assert (
        with_forecast(EMPTY_LOG, opening(start=friday(39)), "d", 0.5, "n")
        .entries["F001"]
        .forecast.late
    )


@pytest.mark.parametrize(("p", "held"), [(0.0, 0.02), (1.0, 0.98), (0.3, 0.3)])
def test_a_probability_is_held_off_certainty(p: float, held: float) -> None:
    assert with_forecast(EMPTY_LOG, opening(), "d", p, "n").entries["F001"].p == held
    assert (
        with_update(log_of(forecast()), "F001", p, "n", moment(friday(1))).entries["F001"].p == held
    )


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused_with_the_line_it_would_be(p: float) -> None:
    with pytest.raises(ContentError, match=r"content/forecasts.jsonl:1:1: p: "):
        with_forecast(EMPTY_LOG, opening(), "d", p, "n")


def test_a_resolution_date_in_the_past_is_refused() -> None:
    span = Span(friday(30), friday(35))
    late = draft(KIND["fl1"], span, RISING, AS_OF, moment(friday(40)))
    with pytest.raises(
        ContentError, match=r"jsonl:1:1: the resolution date 2026-09-04 is in the past"
    ):
        with_forecast(EMPTY_LOG, late, "d", 0.5, "n")


YEARS = {
    f"y{year}": (str(year), value, "")
    for year, value in ((2021, 6.0), (2022, 1.0), (2023, 7.0), (2024, -3.0), (2025, 2.0))
}


def test_a_calendar_year_to_come_has_the_base_rate_of_past_years() -> None:
    years: pd.DataFrame = table(
        "label value partial", {AS_OF: {**YEARS, "y2026": ("2026", 10.0, "to 2 Oct")}}
    )
    found = opening("fl5", ledger(tables={"calendar_excess": years}), date(2027, 1, 1))
    # Two of five finished years reach 5 points; 2027 has no row yet, and 2026 is not over.
    assert (found.benchmark.p, found.benchmark.n) == (0.4, 5)
    assert found.persistence.p is None
    assert (found.span, found.is_late) == (Span(date(2027, 1, 1), date(2027, 12, 31)), False)


def test_a_calendar_year_that_has_begun_starts_from_its_lead_and_is_late() -> None:
    years: pd.DataFrame = table(
        "label value partial", {AS_OF: {**YEARS, "y2026": ("2026", 10.0, "to 2 Oct")}}
    )
    odds = table("label share n independent", {AS_OF: {"y2026": ("2026", 75.0, 1355.0, 68.0)}})
    found = opening("fl5", ledger(tables={"calendar_excess": years, "year_end_odds": odds}))
    assert (found.benchmark.p, found.benchmark.n, found.benchmark.independent) == (0.75, 1355, 68)
    assert found.benchmark.computed_from == "spans of year_end_odds, 2026"
    assert (found.span.start, found.is_late, found.persistence.p) == (date(2026, 1, 1), True, 1)


def test_a_year_that_has_begun_has_no_base_rate_without_its_odds() -> None:
    years: pd.DataFrame = table(
        "label value partial", {AS_OF: {**YEARS, "y2026": ("2026", 10.0, "to 2 Oct")}}
    )
    known = {"calendar_excess": years}
    assert opening("fl5", ledger(tables=known)).benchmark.missing == "year_end_odds is not measured"
    last_year = table("label share n independent", {AS_OF: {"y2025": ("2025", 1.0, 9.0, 9.0)}})
    found = opening("fl5", ledger(tables={**known, "year_end_odds": last_year})).benchmark
    assert found.missing == "year_end_odds is not measured"
