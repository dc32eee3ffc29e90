from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from generator.editions.publication import Publication
from generator.editions.publish import due_week, require_open, session_as_of, weeks_between
from generator.ledger.measure import Inputs
from generator.model.errors import ConfigError, LedgerError, SourceError


def inputs(small: list[str], large: list[str]) -> Inputs:
    series = {
        "IWM": pd.Series(1.0, pd.DatetimeIndex(small)),
        "SPY": pd.Series(1.0, pd.DatetimeIndex(large)),
    }
    return Inputs(series=series, stale_days={}, facts={}, failures={}, families=())


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-08-15T06:00", "2026-w33"),  # Saturday: the week is over
        ("2026-08-14T19:00", "2026-w32"),  # Friday, 15:00 in New York: it is not
        ("2026-08-14T22:00", "2026-w33"),  # Friday, 18:00 in New York: it is
        ("2026-08-17T12:00", "2026-w33"),  # Monday: still last week's edition
        ("2026-01-03T12:00", "2026-w01"),  # the week of New Year ends in the new ISO year
    ],
)
def test_the_week_that_is_due(now: str, week: str) -> None:
    assert due_week(datetime.fromisoformat(now).replace(tzinfo=UTC)) == week


def test_weeks_run_over_the_turn_of_a_year_with_53_weeks() -> None:
    # 2026 has 53 ISO weeks: 31 December 2026 is a Thursday.
    assert weeks_between("2026-w52", "2027-w01") == ["2026-w52", "2026-w53", "2027-w01"]


def test_weeks_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ConfigError, match="Give the earlier week first"):
        weeks_between("2026-w10", "2026-w09")


def test_the_edition_ends_on_the_last_session_of_both_funds() -> None:
    found = inputs(["2026-08-13", "2026-08-14"], ["2026-08-13", "2026-08-14"])
    assert session_as_of(found, "2026-w33") == date(2026, 8, 14)


def test_without_friday_in_one_fund_the_week_ends_on_thursday() -> None:
    found = inputs(["2026-08-13", "2026-08-14"], ["2026-08-13", "2026-08-17"])
    assert session_as_of(found, "2026-w33") == date(2026, 8, 13)


@pytest.mark.parametrize("large", [["2026-08-07"], []])
def test_a_week_without_a_common_close_is_a_source_failure(large: list[str]) -> None:
    with pytest.raises(SourceError, match="no common close in 2026-w33"):
        session_as_of(inputs(["2026-08-14"], large), "2026-w33")


def test_a_week_that_is_not_over_is_refused(small: Publication) -> None:
    with pytest.raises(ConfigError, match="ends on 2026-08-21"):
        require_open(small, ["2026-w34"], datetime(2026, 8, 21, 12, tzinfo=UTC))


@pytest.mark.parametrize("week", ["2026-w33", "2026-w20"])
def test_a_week_up_to_the_newest_published_one_is_refused(small: Publication, week: str) -> None:
    with pytest.raises(LedgerError, match="up to 2026-w33 are published and stay as they are"):
        require_open(small, [week], datetime(2026, 9, 1, tzinfo=UTC))


def test_the_next_week_passes(small: Publication) -> None:
    require_open(small, ["2026-w34"], datetime(2026, 8, 22, 6, tzinfo=UTC))
