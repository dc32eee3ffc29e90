from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from generator.model.series import CHAIN, FAMILIES
from generator.model.sessions import sessions
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
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


if TYPE_CHECKING:
    from tests.sources.conftest import Fetch, Outcome

Make = Callable[..., Ask]

CHAIN_OPENINGS = [
    datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    for day in sessions(date(2024, 7, 1), date(2024, 8, 16))
]
PRICES = "date,close,adj_close\n2024-08-15,94.7,94.7\n2024-08-16,94.75,94.75\n"


def steady(price: float) -> list[object]:
    return [chart(CHAIN_OPENINGS, [price] * len(CHAIN_OPENINGS))]


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory, fetch_from_yahoo: Fetch) -> Outcome:
    """A chain in which September has trouble and all other months but two do not exist."""
    replies = {
        "IWM": steady(100.0),
        CHAIN: [],
        "ZQQ24.CBT": steady(94.67),
        "ZQU24.CBT": [TROUBLE],
        "ZQZ24.CBT": steady(95.4),
    }
    return fetch_from_yahoo(tmp_path_factory.mktemp("chain"), replies)  # type: ignore[arg-type]


def test_the_contracts_that_there_are_become_prices(chain: Outcome) -> None:
    assert chain.snapshot is not None
    assert sorted(chain.snapshot.prices["ticker"].unique()) == ["IWM", "ZQQ24.CBT", "ZQZ24.CBT"]
    assert chain.snapshot.price("ZQZ24.CBT").iloc[-1] == 95.4


def test_a_contract_that_is_not_there_is_no_failure(chain: Outcome) -> None:
    assert chain.snapshot is not None
    assert chain.snapshot.failures == ()


def test_a_contract_is_not_asked_for_in_further_rounds(chain: Outcome) -> None:
    # One download asks for the time zone, then for the prices; each refusal is repeated once.
    assert 0 < chain.asked["ZQV24.CBT"] <= 4
    assert chain.asked["ZQX25.CBT"] > 0
    assert chain.asked["ZQZ25.CBT"] == 0


def test_no_contract_at_all_is_told_once(tmp_path: Path, fetch_from_yahoo: Fetch) -> None:
    outcome = fetch_from_yahoo(tmp_path, {"IWM": steady(100.0), CHAIN: []})  # type: ignore[dict-item]
    assert outcome.reasons(CHAIN) == ["no contract has a price: Yahoo gave no prices"]


def test_a_rate_limit_is_the_reason_for_no_contract(
    tmp_path: Path, fetch_from_yahoo: Fetch
) -> None:
    limited = {f"ZQ{letter}24.CBT": [LIMITED] for letter in "QUVXZ"}
    outcome = fetch_from_yahoo(tmp_path, {"IWM": steady(100.0), CHAIN: [], **limited})  # type: ignore[dict-item]
    (reason,) = outcome.reasons(CHAIN)
    assert "limited our rate" in reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "prices").mkdir()
    (tmp_path / "macro").mkdir()
    for name in ("ZQZ24.CBT", "ZQF23.CBT", "ZQ=F"):
        (tmp_path / "prices" / f"{name}.csv").write_text(PRICES, encoding="utf-8")
    return tmp_path


def test_a_folder_gives_the_contracts_that_it_has(folder: Path, ask: Make) -> None:
    snapshot = csv_source(folder, FAMILIES)(ask(series=(CHAIN,)), io.StringIO())
    assert [origin.name for origin in snapshot.origins] == ["ZQF23.CBT", "ZQZ24.CBT"]
    assert snapshot.failures == ()


def test_a_folder_without_contracts_says_so(tmp_path: Path, ask: Make) -> None:
    (failure,) = csv_source(tmp_path, FAMILIES)(ask(series=(CHAIN,)), io.StringIO()).failures
    assert failure.name == CHAIN
    assert failure.reason == "not among the CSV files of this fetch"


def test_a_folder_is_not_searched_where_no_metric_needs_it(folder: Path, ask: Make) -> None:
    assert csv_source(folder, FAMILIES)(ask(), io.StringIO()).origins == ()


def test_a_series_of_another_source_has_a_file_without_a_colon(folder: Path, ask: Make) -> None:
    path = folder / "macro" / "cftc_239742_leveraged_net.csv"
    path.write_text("date,value\n2024-08-13,-20\n", encoding="utf-8")
    name = "cftc:239742_leveraged_net"
    assert list(
        csv_source(folder, FAMILIES)(ask(series=(name,)), io.StringIO()).macro_series(name)
    ) == [-20]
