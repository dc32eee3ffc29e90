from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.metrics.maths.outcomes import END, OUTCOME, SpanTest, compared
from generator.metrics.risk.backtest import (
    BACKTEST,
    FEWEST_SPANS,
    backtest_calibration,
    backtest_questions,
    backtest_scores,
    issues,
)
from generator.model.metric import Metric, Missing

DAYS = pd.bdate_range("2000-05-26", "2006-12-29")


def inputs(days: pd.DatetimeIndex = DAYS) -> list[pd.Series[float]]:
    """Four random walks, the same on every machine: two funds, a rate and a spread."""
    random = np.random.default_rng(2000)
    funds = [pd.Series(np.cumprod(1 + random.normal(3e-4, 0.01, len(days))), days) for _ in "ab"]
    rates = [pd.Series(4 + np.cumsum(random.normal(0, 0.02, len(days))), days) for _ in "ab"]
    return [*funds, *rates]


def outcomes(values: list[float], first: str, days: int) -> pd.DataFrame:
    series = pd.Series(values, pd.date_range(first, periods=len(values), freq="7D"))
    return compared(series, days, SpanTest(above=True))


def test_a_probability_is_the_share_of_the_spans_that_were_over_on_its_day() -> None:
    # One-week spans of a saw that rises twice and falls once: two of three come true.
    saw = [float(n + 10 * (n % 3)) for n in range(200)]
    found = issues(outcomes(saw, "2000-01-07", 7))
    # On the first Friday of 2001, the 53rd, 52 spans are over: rises in 35 of them.
    assert found.index[0] == pd.Timestamp("2001-01-05")
    rises = sum(saw[n + 1] > saw[n] for n in range(52))
    assert found["p"].iloc[0] == pytest.approx(rises / 52)


def test_nothing_is_asked_before_there_are_enough_spans() -> None:
    found = issues(outcomes([float(n) for n in range(80)], "2002-01-04", 7))
    assert found.index[0] == pd.Timestamp("2002-01-04") + FEWEST_SPANS * pd.Timedelta(days=7)


def test_spans_of_one_question_do_not_overlap() -> None:
    found = issues(outcomes([float(n % 5) for n in range(400)], "2000-01-07", 91))
    ends, starts = list(found[END])[:-1], list(found.index)[1:]
    assert all(start >= end for start, end in zip(starts, ends, strict=True))
    # The first 52 spans are over after 13 + 51 weeks; the other 335 hold 25 spans of 13 weeks.
    assert len(found) == 25


def test_persistence_says_what_the_last_span_did_held_off_certainty() -> None:
    found = issues(outcomes([float(n) for n in range(100)], "2000-01-07", 7))
    assert set(found["persistence"]) == {0.98}
    assert set(found["p"]) == {0.98}
    assert found[OUTCOME].all()


def test_what_comes_later_changes_no_forecast() -> None:
    values = list(np.random.default_rng(1).normal(size=400).cumsum())
    early, late = (issues(outcomes(values[:n], "2000-01-07", 91)) for n in (300, 400))
    pd.testing.assert_frame_equal(late.iloc[: len(early)], early)


def test_a_forecast_knows_only_the_spans_that_were_over_on_its_day() -> None:
    values = list(np.random.default_rng(1).normal(size=160).cumsum())
    known = outcomes(values, "2000-01-07", 28)
    said = issues(known)[["p", "persistence"]]
    assert len(said) > 10
    for day in said.index:
        # What is over later comes out the other way round; what was said on the day is the same.
        turned = known.assign(**{OUTCOME: known[OUTCOME] ^ (known[END] > day)})
        assert issues(turned)[["p", "persistence"]].loc[day].equals(said.loc[day])


def test_base_rates_have_no_skill_against_base_rates() -> None:
    scores = backtest_scores(*inputs())
    assert isinstance(scores, pd.DataFrame)
    assert scores["skill"].loc["base_rate"] == 0
    assert scores["value"].loc["even"] == pytest.approx(0.25)
    assert set(scores["ours"]) == {scores["value"].loc["base_rate"]}


def test_all_forecasts_of_all_questions_are_in_the_diagram() -> None:
    bins, questions = backtest_calibration(*inputs()), backtest_questions(*inputs())
    assert isinstance(bins, pd.DataFrame)
    assert isinstance(questions, pd.DataFrame)
    assert bins["n"].loc["all"] == questions["n"].sum() == bins["n"].drop("all").sum()
    assert list(questions.index) == [
        "beats_13w", "beats_52w", "rate_13w", "spread_13w", "fall_26w", "trend_13w",
    ]  # fmt: skip


@pytest.mark.parametrize("metric", BACKTEST, ids=lambda metric: metric.id)
def test_a_short_history_has_no_back_test(metric: Metric[...]) -> None:
    found = metric(*inputs(pd.bdate_range("2026-01-02", "2026-03-27")))
    assert found == Missing("needs 65 weeks of data, has 13")
