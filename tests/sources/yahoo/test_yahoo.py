from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from generator.model.sessions import sessions
from tests.sources.fake_yahoo import EMPTY, LIMITED, NOT_FOUND, PAGE, TROUBLE, Reply, chart

if TYPE_CHECKING:
    from tests.sources.conftest import Fetch, Outcome

# Every session of ten weeks, at the opening; the last one is the running session of 16 August.
OPENINGS = [
    datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    for day in sessions(date(2024, 6, 10), date(2024, 8, 16))
]
RUNNING, LAST, BEFORE = -1, -2, -3


def calm(
    changes: dict[int, float | None] | None = None, openings: Sequence[datetime] = OPENINGS
) -> Reply:
    closes: list[float | None] = [100.0] * len(openings)
    for place, close in (changes or {}).items():
        closes[place] = close
    return chart(openings, closes)


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory, fetch_from_yahoo: Fetch) -> Outcome:
    """One fetch of tickers with one fault each."""
    friday_missing = [day for day in OPENINGS if day.date() != date(2024, 8, 9)]
    # Midnight UTC is the evening before in New York: Monday's bar is dated Sunday.
    shifted = [day.replace(hour=0, minute=0, tzinfo=ZoneInfo("UTC")) for day in OPENINGS]
    replies = {
        "GOOD": [calm()],
        "UNKNOWN": [NOT_FOUND],
        "EMPTY": [EMPTY],
        "PAGE": [PAGE],
        "TROUBLE": [TROUBLE],
        # Two refusals spend the first attempt: yfinance repeats a refused call once by itself.
        "LATE": [TROUBLE, TROUBLE, calm()],
        "GAP": [calm(openings=friday_missing)],
        "TWICE": [calm({LAST: 101.0}, [*OPENINGS[:-1], OPENINGS[LAST] + timedelta(hours=6)])],
        "TENFOLD": [calm({20: 1000.0})],
        "HUNDREDFOLD": [calm({LAST: 1.0})],
        "UNFINISHED": [calm({LAST: None})],
        "SHIFTED": [calm(openings=shifted)],
        "^INDEX": [calm()],
        "NOTHING": [chart(OPENINGS, [None] * len(OPENINGS))],
    }
    return fetch_from_yahoo(tmp_path_factory.mktemp("yahoo"), replies)


def test_a_good_answer_is_taken_without_a_complaint(week: Outcome) -> None:
    assert week.days("GOOD")[0] == "06-10"
    assert week.reasons("GOOD") == []


def test_an_index_is_found_under_its_own_name(week: Outcome) -> None:
    assert len(week.days("^INDEX")) == len(week.days("GOOD"))


def test_the_bar_of_a_running_session_is_not_taken(week: Outcome) -> None:
    # At 15:00 on Friday the 16th the last final bar is Thursday's.
    assert week.days("GOOD")[-1] == "08-15"


def test_what_could_not_be_had_is_told_with_the_reason(week: Outcome) -> None:
    assert week.reasons("UNKNOWN") == ["possibly delisted; no timezone found"]
    assert "IndexError" in week.reasons("EMPTY")[0]
    assert "JSONDecodeError" in week.reasons("PAGE")[0]
    assert "JSONDecodeError" in week.reasons("TROUBLE")[0]
    assert week.reasons("NOTHING") == ["an answer without a price"]


def test_a_ticker_that_failed_once_is_asked_again(week: Outcome) -> None:
    assert week.days("LATE") == week.days("GOOD")
    assert week.reasons("LATE") == []


def test_a_missing_session_is_told(week: Outcome) -> None:
    # 10 June to 15 August 2024 has 47 sessions: 14 in June, 22 in July, 11 in August.
    assert week.reasons("GAP") == ["1 of the last 47 sessions without a bar: 2024-08-09"]
    assert "08-09" not in week.days("GAP")


def test_a_session_that_comes_twice_is_taken_once(week: Outcome) -> None:
    assert week.days("TWICE") == week.days("GOOD")


@pytest.mark.parametrize(
    ("ticker", "day"), [("TENFOLD", "2024-07-10"), ("HUNDREDFOLD", "2024-08-15")]
)
def test_a_bar_of_another_scale_is_left_out(week: Outcome, ticker: str, day: str) -> None:
    # The session of place 20: 14 in June (0 to 13), then 1, 2, 3, 5, 8, 9 July (14 to 19).
    left_out, gap = sorted(week.reasons(ticker), reverse=True)
    assert left_out == f"{day}: a tenth or ten times the days around it"
    assert gap == f"1 of the last 47 sessions without a bar: {day}"


def test_a_last_bar_without_a_price_is_dropped_and_missed(week: Outcome) -> None:
    assert week.days("UNFINISHED")[-1] == "08-14"
    assert week.reasons("UNFINISHED") == ["1 of the last 47 sessions without a bar: 2024-08-15"]


def test_a_ticker_with_bars_on_sundays_is_refused(week: Outcome) -> None:
    assert week.days("SHIFTED") == []
    assert week.reasons("SHIFTED") == ["a bar on Sunday, 2024-08-11: the dates are shifted"]


def test_a_log_tells_what_is_asked_for_and_how_much_was_had(week: Outcome) -> None:
    first, again, *_, last = week.output.splitlines()
    assert first == "yahoo  asking for 14 histories"
    assert again == "yahoo  6 missing, asking again in 0 s"
    assert last == "yahoo  8 of 14; 2 bars left out"


def test_the_library_keeps_its_files_in_the_folder_it_is_given(week: Outcome) -> None:
    assert (week.folder / "cache" / "tkr-tz.db").is_file()


def test_a_rate_limit_stops_all_calls(tmp_path: Path, fetch_from_yahoo: Fetch) -> None:
    outcome = fetch_from_yahoo(tmp_path, {f"T{n:02d}": [LIMITED] for n in range(25)})
    # One batch of ten, and each call repeated once by yfinance itself.
    assert sum(outcome.asked.values()) == 20
    assert outcome.code == 1
    assert "limited our rate" in outcome.output


def test_a_rate_limit_while_asking_again_stops_the_rest(
    tmp_path: Path, fetch_from_yahoo: Fetch
) -> None:
    replies = {"GOOD": [calm()], "FIRST": [EMPTY, LIMITED], "SECOND": [EMPTY]}
    outcome = fetch_from_yahoo(tmp_path, replies)
    assert outcome.reasons("SECOND") == ["Yahoo limited our rate; nothing more was asked"]
    assert outcome.asked["SECOND"] == 1
    assert len(outcome.days("GOOD")) == 47


def test_what_yahoo_may_not_have_is_asked_again_only_once(
    tmp_path: Path, fetch_from_yahoo: Fetch
) -> None:
    replies = {"GOOD": [calm()], "XRVTX": [NOT_FOUND], "UNKNOWN": [NOT_FOUND]}
    outcome = fetch_from_yahoo(tmp_path, replies)
    assert outcome.reasons("XRVTX") == ["possibly delisted; no timezone found"]
    # One download and one more question against three, each call repeated once by yfinance.
    assert outcome.asked["XRVTX"] * 2 == outcome.asked["UNKNOWN"]


def test_a_source_that_is_down_leaves_the_stored_rows_untouched(
    tmp_path: Path, week: Outcome, fetch_from_nowhere: Callable[..., Outcome]
) -> None:
    shutil.copytree(week.folder / "snapshot", tmp_path / "snapshot")
    after = fetch_from_nowhere(tmp_path, ("GOOD", "LATE"))
    assert after.code == 1
    assert after.output.count("could not be reached") == 1
    assert after.days("GOOD") == week.days("GOOD")


def test_a_ticker_that_fails_keeps_its_rows_and_says_why(
    tmp_path: Path, week: Outcome, fetch_from_yahoo: Fetch
) -> None:
    shutil.copytree(week.folder / "snapshot", tmp_path / "snapshot")
    outcome = fetch_from_yahoo(tmp_path, {"GOOD": [calm()], "LATE": [NOT_FOUND]})
    assert outcome.snapshot is not None
    notes = {origin.name: origin.note for origin in outcome.snapshot.origins}
    assert outcome.days("LATE") == week.days("LATE")
    assert notes["GOOD"] == ""
    assert "delisted" in notes["LATE"]
