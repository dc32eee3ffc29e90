"""The back-test: base-rate forecasts made afterwards over a quarter of a century, and scored.

No opinion is in them: each probability is the share of past spans in which the same question came
true, by what was known on its day. They test the machinery, not anybody's judgement.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from generator.metrics.maths.indices import PAIR, ratio
from generator.metrics.maths.observations import at_sessions, too_short, weekly
from generator.metrics.maths.outcomes import END, OUTCOME, SpanTest, compared, touched
from generator.metrics.maths.scoring import (
    CALIBRATION_COLUMNS,
    ENTRANT_COLUMNS,
    EVEN,
    brier,
    calibration,
    clipped,
    entrant,
    expected_brier,
)
from generator.metrics.maths.tables import table_of
from generator.metrics.working.relative import relative_to_40_week_average
from generator.model.metric import Column, Missing, Series, metric

DAYS_13W, DAYS_26W, DAYS_52W = 91, 182, 364
# With fewer past spans, a share of them is no base rate.
FEWEST_SPANS = 52
FIRST_ISSUE = pd.Timestamp(2001, 1, 1)
# The effective rate drifts by some hundredths between decisions: half of the smallest step is a cut.
CUT = 0.125
FALL_PCT = 10.0
WHO = "base-rate forecasts of the back-test"
_INPUTS = (*PAIR, "fred:DFF", "fred:BAA10Y")
_FORMULA = (
    "six questions, each asked anew when its last span is over (13 weeks, 26 for the fall, 52 for "
    "one); p is the share of all weekly spans that were over by then in which it came true, at "
    "least 52 of them, from 2001 on; resolved by the rules of the forecast record"
)
_PITFALLS = (
    "A test of the machinery, made afterwards: nobody stated these probabilities at the time. "
    "Its skill against the base rate is zero by construction, since it is the base rate. "
    "Questions of one quarter move together, so there are fewer independent cases than forecasts."
)


@metric(
    "risk",
    "Back-test: how often base-rate forecasts came true",
    "%",
    decimals=0,
    inputs=_INPUTS,
    columns=CALIBRATION_COLUMNS,
    formula=f"{_FORMULA}; by fifths of the stated probability; 90% intervals by Wilson",
    pitfalls=_PITFALLS,
)
def backtest_calibration(
    small: Series, large: Series, rate: Series, spread: Series
) -> pd.DataFrame | Missing:
    """Whether what is said to happen in 40 of 100 cases happens in about 40 of 100."""
    issued = _all_issued(small, large, rate, spread)
    if issued.empty:
        return _not_yet(small)
    return calibration(issued["p"], issued[OUTCOME], WHO)


@metric(
    "risk",
    "Back-test: Brier scores of simple forecasters",
    "ratio",
    decimals=3,
    inputs=_INPUTS,
    columns=ENTRANT_COLUMNS,
    formula=f"{_FORMULA}; Brier score: mean of (p − outcome)²; persistence says 98% or 2%, as the "
    "last span that was over went; skill: 1 − sum of the base rate's scores ÷ sum of theirs",
    pitfalls=_PITFALLS,
)
def backtest_scores(
    small: Series, large: Series, rate: Series, spread: Series
) -> pd.DataFrame | Missing:
    """How base rates score against the two laziest forecasters."""
    issued = _all_issued(small, large, rate, spread)
    if issued.empty:
        return _not_yet(small)
    ours = _briers(issued, "p")
    rows = {
        "base_rate": entrant("base rate", ours, ours),
        "persistence": entrant("persistence", _briers(issued, "persistence"), ours),
        "even": entrant("always 50%", _briers(issued, "even"), ours),
    }
    return table_of(rows, ENTRANT_COLUMNS)


@metric(
    "risk",
    "Back-test: the questions",
    "ratio",
    decimals=3,
    inputs=_INPUTS,
    columns=(
        Column("label", "Question", "text"),
        Column("first", "First asked on", "date"),
        Column("n", "Forecasts", "count", 0),
        Column("forecast", "Mean forecast", "%", 0),
        Column("happened", "Came true", "%", 0),
        Column("value", "Brier score", "ratio", 3),
        Column("expected", "Brier score that it expected", "ratio", 3),
    ),
    formula=f"{_FORMULA}; expected score: mean of p (1 − p)",
    pitfalls=_PITFALLS,
)
def backtest_questions(
    small: Series, large: Series, rate: Series, spread: Series
) -> pd.DataFrame | Missing:
    """Each question of the back-test with its forecasts, outcomes and scores."""
    questions = {key: (label, issued) for key, label, issued in _issued(small, large, rate, spread)}
    rows = {
        key: _question(label, issued) for key, (label, issued) in questions.items() if len(issued)
    }
    return table_of(rows, backtest_questions.columns) if rows else _not_yet(small)


def issues(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the forecasts of one question: p, persistence, even, outcome by day of issue.

    A question is asked again on the first day on which its last span is over, so that no two
    spans overlap. Only spans that are over on a day count in its base rate.
    """
    ends = pd.DatetimeIndex(outcomes[END])
    over = ends.searchsorted(pd.DatetimeIndex(outcomes.index), side="right")
    came_true = outcomes[OUTCOME].to_numpy(float)
    share = np.concatenate([[0.0], came_true.cumsum()])[over] / np.maximum(over, 1)
    forecasts = pd.DataFrame(
        {
            "p": [clipped(p) for p in share],
            "persistence": [clipped(p) for p in came_true[np.maximum(over - 1, 0)]],
            "even": EVEN,
            OUTCOME: outcomes[OUTCOME],
            END: ends,
        },
        outcomes.index,
    )
    ready = forecasts[over >= FEWEST_SPANS].loc[FIRST_ISSUE:]
    return ready.loc[list(_apart(ready))]


def _apart(ready: pd.DataFrame) -> Iterator[pd.Timestamp]:
    """Give the days of issue: each is the first on which the span before is over."""
    until = FIRST_ISSUE
    for day, end in zip(ready.index, ready[END], strict=True):
        if day >= until:
            until = end
            yield day


def _issued(
    small: Series, large: Series, rate: Series, spread: Series
) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Give key, label and forecasts of each question."""
    daily = ratio(small, large)
    weeks, policy, credit = weekly(daily), at_sessions(rate, large), at_sessions(spread, large)
    trend = relative_to_40_week_average(small, large)
    up, cut = SpanTest(above=True), SpanTest(above=False, margin=CUT)
    fell = touched(weekly(small), DAYS_26W, FALL_PCT)
    questions = [
        ("beats_13w", "Small caps beat large caps over 13 weeks", compared(weeks, DAYS_13W, up)),
        ("beats_52w", "Small caps beat large caps over 52 weeks", compared(weeks, DAYS_52W, up)),
        ("rate_13w", "The policy rate is lower in 13 weeks", compared(policy, DAYS_13W, cut)),
        ("spread_13w", "The credit spread is wider in 13 weeks", compared(credit, DAYS_13W, up)),
        ("fall_26w", "Small caps are 10% lower at some week's end of 26", fell),
    ]
    if isinstance(trend, pd.Series):
        above = compared(trend, DAYS_13W, SpanTest(above=True, number=0.0))
        questions.append(
            ("trend_13w", "Small ÷ large is above its 40-week mean in 13 weeks", above)
        )
    for key, label, outcomes in questions:
        yield key, label, issues(outcomes)


def _all_issued(small: Series, large: Series, rate: Series, spread: Series) -> pd.DataFrame:
    questions = [issued for _, _, issued in _issued(small, large, rate, spread)]
    return pd.concat(questions, ignore_index=True)


def _question(
    label: str, issued: pd.DataFrame
) -> tuple[str, str, float, float, float, float, float]:
    return (
        label,
        f"{issued.index[0]:%Y-%m-%d}",
        float(len(issued)),
        float(issued["p"].mean() * 100),
        float(issued[OUTCOME].mean() * 100),
        float(_briers(issued, "p").mean()),
        float(issued["p"].map(expected_brier).mean()),
    )


def _briers(issued: pd.DataFrame, who: str) -> Series:
    scores = [brier(p, o) for p, o in zip(issued[who], issued[OUTCOME], strict=True)]
    return pd.Series(scores, issued.index)


def _not_yet(small: Series) -> Missing:
    return too_short(FEWEST_SPANS + DAYS_13W // 7, len(weekly(small)), "weeks")


BACKTEST = (backtest_calibration, backtest_scores, backtest_questions)
