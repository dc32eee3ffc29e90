"""Questions that the desk asks, each with its rule, its usual span and what it bears on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.forecasts.base_rates import Span
from generator.forecasts.rules import Compare, ForecastRule, Reach, Touch
from generator.metrics.history.spans import WELL_AHEAD_PP
from generator.metrics.risk.backtest import CUT, DAYS_13W, DAYS_26W, DAYS_52W, FALL_PCT
from generator.model.sessions import edition_as_of, week_id


def first_close(on: date) -> date:
    """Return the week's last session on or after a day: where spans begin and end."""
    this = edition_as_of(week_id(on))
    return this if this >= on else edition_as_of(week_id(on + timedelta(days=7)))


@dataclass(frozen=True, slots=True)
class ForecastQuestion:
    """A question that is asked again and again.

    Attributes:
        question: with the places {start}, {end} and {year}.
        rule: gives the rule for the year in which the span begins.
        days: the usual length; None takes the whole calendar year.
        asserted: whether the article asserts the event, for spans that end in 2026.
    """

    id: str
    question: str
    rule: Callable[[int], ForecastRule]
    days: int | None
    claims: tuple[str, ...]
    mechanism: bool = False
    asserted: bool = False

    def span(self, start: date, end: date | None = None) -> Span:
        """Return the span that a day is the start of, or in the year of which it is.

        It ends after the usual length, if it is not told when, with a week's last close.
        """
        if self.days is None:
            return Span(date(start.year, 1, 1), date(start.year, 12, 31))
        return Span(start, first_close(end or start + timedelta(days=self.days)))


_BEAT = (
    "Will small caps (IWM) have beaten large caps (SPY), dividends included, from the close of "
    "{start} to that of {end}?"
)
QUESTIONS = (
    ForecastQuestion(
        "fl1", _BEAT, lambda _: Compare(series="relative_total_return", than="above"),
        DAYS_13W, ("C11",), asserted=True,
    ),
    ForecastQuestion(
        "fl2", _BEAT, lambda _: Compare(series="relative_total_return", than="above"),
        DAYS_52W, ("C11",), asserted=True,
    ),
    ForecastQuestion(
        "fl3",
        "Will the federal funds rate be lower on {end} than on {start} by at least half of the "
        "smallest step (0.125 points)?",
        lambda _: Compare(series="policy_rate", than="below", margin=CUT),
        DAYS_13W, ("C15", "C18"), mechanism=True, asserted=True,
    ),
    ForecastQuestion(
        "fl4",
        "Will small caps (IWM, dividends included) at the end of any week up to {end} stand at "
        "least 10% below the close of {start}?",
        lambda _: Touch(
            series="small_since_article", fall_pct=FALL_PCT, odds=("fall_odds", "fall_10")
        ),
        DAYS_26W, ("C44",),
    ),
    ForecastQuestion(
        "fl5",
        "Will small caps (IWM) have beaten large caps (SPY) by at least 5 points, dividends "
        "included, in the calendar year {year}?",
        lambda year: Reach(
            table="calendar_excess", row=f"y{year}", than="at or above", threshold=WELL_AHEAD_PP,
            odds="year_end_odds",
        ),
        None, ("C42", "C44"), asserted=True,
    ),
    ForecastQuestion(
        "fl6",
        "Will the discount of the Royce Small-Cap Trust (RVT) to its net asset value be narrower "
        "on {end} than on {start}?",
        lambda _: Compare(series="rvt_nav_discount", than="above"),
        DAYS_13W, ("C40",),
    ),
    ForecastQuestion(
        "fl9",
        "Will small caps stand above their 40-week average against large caps on {end}?",
        lambda _: Compare(series="relative_to_40_week_average", than="above", number=0.0),
        DAYS_13W, ("C26",),
    ),
)  # fmt: skip
