from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator.forecasts.lines import Forecast
from generator.forecasts.log import ForecastLog
from generator.forecasts.resolve import NewEdition, forecast_state, resolved_since, with_resolutions
from generator.forecasts.rules import Reach
from generator.ledger.ledger import Ledger
from tests.forecasts.writing import (
    FIRST,
    forecast,
    friday,
    ledger,
    log_of,
    moment,
    table,
    update,
    weekly,
)

YEAR = Reach(table="years", row="y2026", than="at or above", threshold=5.0, odds="odds")


def edition(week: int, *, backfilled: bool = False) -> NewEdition:
    """The edition of a Friday, made that evening, or long afterwards."""
    day = friday(week)
    at = moment(friday(30)) if backfilled else moment(day, 22)
    return NewEdition(f"2026-w{week + 1:02d}", day, at, backfilled)


def outcome(
    log: ForecastLog, known: Ledger, week: int
) -> tuple[str, str, float | None, date | None] | None:
    found = with_resolutions(log, known, edition(week)).entries["F001"].resolution
    return (found.outcome, found.how, found.value_used, found.as_of) if found else None


BOOK = log_of(forecast())
RISE = ledger({"ratio": weekly([100, 90, 95, 101])})
# The source is down from the third week on: the value of the day is never measured.
GONE = ledger({"ratio": weekly([100, 90, 105])})
# It has been down since the first.
LONG_GONE = ledger({"ratio": weekly([100])})


def test_a_forecast_is_resolved_in_the_first_edition_that_reaches_its_day() -> None:
    assert outcome(BOOK, RISE, 2) is None
    assert outcome(BOOK, RISE, 3) == ("yes", "rule", 101, friday(3))
    line = with_resolutions(BOOK, RISE, edition(3)).lines[-1]
    assert (line.kind, line.moment, line.prev) == ("resolution", moment(friday(3), 22), BOOK.digest)


def test_a_resolved_forecast_is_not_resolved_again() -> None:
    once = with_resolutions(BOOK, RISE, edition(3))
    assert with_resolutions(once, RISE, edition(4)) is once


def test_a_missing_value_is_waited_for_then_the_newest_before_resolves() -> None:
    # 23 January is the day; 14 days on is 6 February, week 5. The value of the 16th decides.
    assert outcome(BOOK, GONE, 3) is None
    assert outcome(BOOK, GONE, 4) is None
    assert outcome(BOOK, GONE, 5) == ("yes", "fallback", 105, friday(2))


def test_a_value_that_comes_while_waited_for_resolves_by_the_rule() -> None:
    late = ledger({"ratio": weekly([100, 90, 95]).reindex(weekly([1] * 5).index)})
    series = pd.concat([weekly([100, 90, 95]), weekly([99], friday(4))])
    assert outcome(BOOK, replace(late, series={"ratio": series}), 4) == (
        "no",
        "rule",
        99,
        friday(4),
    )


def test_without_any_value_near_the_day_it_is_void_and_kept() -> None:
    assert outcome(BOOK, LONG_GONE, 4) is None
    assert outcome(BOOK, LONG_GONE, 5) == ("void", "void", None, None)


def test_a_table_that_is_missing_falls_back_on_the_edition_before() -> None:
    log = log_of(forecast(rule=YEAR))
    rows = table("value", {FIRST: {"y2026": (4.0,)}, friday(2): {"y2026": (6.0,)}})
    gone = {(friday(week).isoformat(), "years"): "down" for week in range(3, 40)}
    known = ledger(tables={"years": rows}, missing=gone)
    assert outcome(log, known, 4) is None
    assert outcome(log, known, 5) == ("yes", "fallback", 6, friday(2))


def test_what_was_made_after_an_edition_does_not_count_in_it() -> None:
    later = log_of(forecast(created_at=moment(friday(4)), resolves_on=friday(5), late=True))
    assert with_resolutions(later, RISE, edition(3)) is later
    assert forecast_state(later, edition(3)).open == ()


def test_an_edition_computed_afterwards_knows_no_forecast_of_later_weeks() -> None:
    assert with_resolutions(BOOK, RISE, edition(3, backfilled=True)).entries["F001"].resolution
    early = log_of(
        forecast(created_at=moment(friday(2)), horizon_start=friday(2), resolves_on=friday(8))
    )
    assert forecast_state(early, edition(1, backfilled=True)).open == ()
    assert len(forecast_state(early, edition(2, backfilled=True)).open) == 1


def test_the_record_keeps_what_was_open_with_the_probability_of_its_day() -> None:
    log = log_of(forecast(), update(friday(2), 0.9))
    early, late = (forecast_state(log, edition(week)) for week in (1, 2))
    assert [(f.id, f.p, f.base_rate, f.resolves_on) for f in early.open] == [
        ("F001", 0.7, 0.5, friday(3))
    ]
    assert late.open[0].p == 0.9
    assert (late.lines, late.sha256) == (2, log.digest)


def test_the_record_keeps_what_its_edition_resolved_and_no_other() -> None:
    log = with_resolutions(BOOK, RISE, edition(3))
    state = forecast_state(log, edition(3))
    assert state.open == ()
    assert [(f.id, f.p, f.outcome, f.how, f.value_used) for f in state.resolved] == [
        ("F001", 0.7, "yes", "rule", 101)
    ]
    assert forecast_state(log, edition(4)).resolved == ()


def test_what_was_open_in_an_edition_and_is_resolved_since() -> None:
    state = forecast_state(BOOK, edition(1))
    assert resolved_since(BOOK, state) == ()
    (found,) = resolved_since(with_resolutions(BOOK, RISE, edition(3)), state)
    assert (found.id, found.outcome, found.as_of) == ("F001", "yes", friday(3))


@pytest.mark.parametrize(("number", "p"), [(2, 0.2), (3, 0.6)])
def test_forecasts_are_resolved_side_by_side(number: int, p: float) -> None:
    lines: list[Forecast] = [forecast(n + 1, p=p) for n in range(number)]
    found = with_resolutions(log_of(*lines), RISE, edition(3))
    assert all(entry.resolution for entry in found.entries.values())
