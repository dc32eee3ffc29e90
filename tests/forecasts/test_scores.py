from __future__ import annotations

import json
from math import log, sqrt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forecasts.lines import Reference
from generator.forecasts.log import EMPTY_LOG
from generator.forecasts.scores import (
    ScoredForecast,
    clusters_of,
    daily,
    parts,
    scores_of,
    standard_error,
    summary,
    verdict,
)
from generator.site.data_files.forecasts import forecasts_file
from tests.forecasts.writing import forecast, friday, log_of, moment, resolution, resolved, update


def one(
    brier: float = 0.1, start: int = 0, end: int = 3, p: float = 0.7, *, came_true: bool = True
) -> ScoredForecast:
    return ScoredForecast(
        "F001", came_true, p, brier, 0.3, 0.2, None, None, None, None, friday(start), friday(end)
    )


def test_a_forecast_that_was_never_changed_scores_its_probability() -> None:
    found = scores_of(log_of(forecast(), resolution()).entries["F001"])
    assert found is not None
    # (0.7 − 1)² = 0.09; −ln 0.7; expected 0.7 × 0.3 = 0.21
    assert (found.brier, found.log) == (pytest.approx(0.09), pytest.approx(-log(0.7)))
    assert (found.expected, found.p) == (pytest.approx(0.21), pytest.approx(0.7))
    # The base rate said 50%; persistence said 1, which counts as 98%.
    assert (found.base_rate, found.persistence) == (pytest.approx(0.25), pytest.approx(0.0004))
    assert (found.market, found.article) == (None, None)


def test_a_changed_forecast_scores_the_mean_over_its_days() -> None:
    # 21 days: 7 at 70%, 14 at 90%. Brier (7 × 0.09 + 14 × 0.01) ÷ 21 = 0.77 ÷ 21.
    entry = log_of(forecast(), update(friday(1), 0.9), resolution()).entries["F001"]
    assert daily(entry) == [0.7] * 7 + [0.9] * 14
    found = scores_of(entry)
    assert found is not None
    assert found.brier == pytest.approx(0.77 / 21)
    assert found.log == pytest.approx((7 * -log(0.7) + 14 * -log(0.9)) / 21)


def test_of_two_changes_on_one_day_the_last_counts() -> None:
    first = update(friday(1), 0.2)
    second = first.model_copy(update={"at": moment(friday(1), 20), "p": 0.4})
    assert daily(log_of(forecast(), first, second).entries["F001"])[7:] == [0.4] * 14


def test_what_is_open_or_void_has_no_scores() -> None:
    assert scores_of(log_of(forecast()).entries["F001"]) is None
    void = log_of(forecast(), resolution(outcome="void"))
    assert scores_of(void.entries["F001"]) is None
    found = summary(void)
    assert (found.n, found.open, found.voids) == (0, 0, 1)


def test_an_empty_record_has_no_scores() -> None:
    found = summary(EMPTY_LOG)
    assert (found.n, found.brier, found.error, found.log, found.expected) == (0, *[None] * 4)
    assert found.entrants.empty
    assert verdict(found) == "No forecast has resolved yet: there is nothing to score."


def test_skill_is_against_each_rival_on_the_questions_that_it_answered() -> None:
    # At 70%: one comes true (0.09), one does not (0.49).
    market = Reference(p=0.5, source="prices")
    second = forecast(
        2,
        created_at=moment(friday(4)),
        horizon_start=friday(4),
        resolves_on=friday(7),
        market=market,
    )
    log = log_of(forecast(), resolution(), second, resolution(2, outcome="no", day=friday(7)))
    found = summary(log)
    assert found.brier == pytest.approx(0.29)
    rows = found.entrants
    assert list(rows.index) == ["desk", "base_rate", "persistence", "market", "even"]
    # Base rate: 0.25 twice, so skill = 1 − 0.58 ÷ 0.5 = −16%.
    assert rows["skill"].loc["base_rate"] == pytest.approx(-16)
    # Persistence: 0.0004 and 0.9604.
    assert rows["value"].loc["persistence"] == pytest.approx((0.0004 + 0.9604) / 2)
    # The market spoke of the second only: 0.25 against our 0.49.
    assert rows["n"].loc["market"] == 1
    assert rows["skill"].loc["market"] == pytest.approx((1 - 0.49 / 0.25) * 100)


def test_the_article_is_scored_where_it_asserts() -> None:
    found = scores_of(log_of(forecast(article=0.85), resolution()).entries["F001"])
    assert found is not None
    assert found.article == pytest.approx(0.0225)


def test_spans_that_overlap_are_one_cluster() -> None:
    spans = [(0, 13), (5, 18), (17, 20), (20, 30)]
    found = clusters_of([one(start=start, end=end) for start, end in reversed(spans)])
    assert [len(cluster) for cluster in found] == [3, 1]


def test_the_error_takes_clusters_as_the_cases() -> None:
    # Scores 0.1 and 0.3 in one cluster, 0.5 in another: mean 0.3, sums of deviations −0.2 and 0.2.
    # √((0.04 + 0.04) × 2 ÷ 1) ÷ 3
    clusters = [[one(0.1), one(0.3)], [one(0.5)]]
    assert standard_error(clusters) == pytest.approx(sqrt(0.16) / 3)
    assert standard_error(clusters[:1]) is None


def test_without_overlap_the_error_is_the_usual_one() -> None:
    scores = [0.09, 0.49, 0.09, 0.25]
    assert standard_error([[one(score)] for score in scores]) == pytest.approx(
        pd.Series(scores).std() / 2
    )


def test_twelve_forecasts_have_an_error_of_seven_hundredths() -> None:
    # At 70%, seven of twelve come true: scores 0.09 and 0.49, standard deviation 0.206.
    found = summary(resolved([True] * 7 + [False] * 5))
    assert found.error == pytest.approx(0.0595, abs=5e-4)
    assert found.clusters == 12
    assert verdict(found) == "12 forecasts resolved; too few to call skill."


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "1 forecast resolved; too few to call skill."),
        (2, "2 forecasts resolved; too few to call skill."),
        (30, "30 forecasts resolved; enough to look at calibration, too few to call skill."),
        (100, "100 forecasts resolved, in 100 separate spans of time."),
    ],
)
def test_what_the_scores_are_worth_is_said_in_words(n: int, words: str) -> None:
    assert verdict(summary(resolved([True] * n))) == words


def test_calibration_is_drawn_from_thirty_on_and_parts_from_a_hundred() -> None:
    few, some, many = (summary(resolved([True] * n)) for n in (29, 30, 100))
    assert few.calibration is None
    assert some.calibration is not None
    assert some.calibration["n"].loc["b3"] == 30
    assert (some.parts, many.parts is not None) == (None, True)


def test_murphys_parts_add_up_to_the_score() -> None:
    # At 20%: one of four comes true; at 80%: three of four. Base 50%.
    low = [one(p=0.2, came_true=n == 0) for n in range(4)]
    high = [one(p=0.8, came_true=n > 0) for n in range(4)]
    found = parts([*low, *high])
    # Reliability: (0.2 − 0.25)² and (0.8 − 0.75)², resolution: 0.25² twice, uncertainty 0.25.
    assert found.reliability == pytest.approx(0.0025)
    assert found.resolution == pytest.approx(0.0625)
    assert found.uncertainty == pytest.approx(0.25)
    scores = [0.64, *[0.04] * 3, 0.64, *[0.04] * 3]
    total = found.reliability - found.resolution + found.uncertainty
    assert total == pytest.approx(sum(scores) / 8)


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.floats(0.02, 0.98))
def test_scores_lie_between_0_and_1(outcomes: list[bool], p: float) -> None:
    found = summary(resolved(outcomes, p))
    assert found.brier is not None
    assert 0 <= found.brier <= 1
    assert found.entrants["value"].loc["even"] == pytest.approx(0.25)


def test_programs_get_every_line_and_all_scores() -> None:
    log = log_of(forecast(), update(friday(1), 0.9), resolution(), forecast(2, created_at=moment(friday(3), 23), horizon_start=friday(4), resolves_on=friday(9)))  # fmt: skip
    page = "https://example.org/forecasts/"
    found = json.loads(forecasts_file(log, "Outlook", page).model_dump_json())
    assert (found["lines"], found["sha256"], found["article_p"]) == (4, log.digest, 0.85)
    assert [line["kind"] for line in found["file"]] == [
        "forecast",
        "update",
        "resolution",
        "forecast",
    ]
    first, second = found["forecasts"]
    assert (first["outcome"], first["page"]) == ("yes", "https://example.org/forecasts/#F001")
    assert first["scores"]["brier"] == pytest.approx(0.77 / 21)
    assert (second["outcome"], second["scores"]) == (None, None)
    assert found["scores"]["entrants"]["desk"]["n"] == 1
    assert (found["scores"]["calibration"], found["scores"]["parts"]) == (None, None)


def test_programs_get_calibration_and_parts_once_there_are_any() -> None:
    found = forecasts_file(resolved([True] * 100), "Outlook", "").scores
    assert found.calibration
    assert found.calibration["all"].n == 100
    assert found.parts
    assert found.parts.uncertainty == 0
