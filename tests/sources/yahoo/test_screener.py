from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from generator.model.errors import SourceError
from generator.sources.snapshot import empty_snapshot
from generator.sources.yahoo.screener import (
    COLUMNS,
    SECTORS,
    fetch_screener,
    fetch_short,
    universe_of,
)
from tests.sources.fake_yahoo import LIMITED, NO_SCREEN, TROUBLE, Reply, chart, screen

if TYPE_CHECKING:
    from generator.sources.ask import Ask
    from tests.sources.conftest import Outcome

Fetch = Callable[..., "Outcome"]
Quote = dict[str, object]
NEW_YORK = ZoneInfo("America/New_York")
FINE = {"FINE": [chart([datetime(2024, 8, 15, 9, 30, tzinfo=NEW_YORK)], [100.0])]}


def quote(symbol: str, cap: float, **changes: object) -> Quote:
    return {
        "symbol": symbol, "longName": f"{symbol} Inc.", "quoteType": "EQUITY", "currency": "USD",
        "financialCurrency": "USD", "marketCap": cap, "regularMarketPrice": 20.0,
        "epsTrailingTwelveMonths": 1.0, "averageDailyVolume3Month": 1000, **changes,
    }  # fmt: skip


def companies(prefix: str, count: int, top: float) -> list[Quote]:
    """Return companies from the largest down, each worth a million less than the one before."""
    return [quote(f"{prefix}{n}", top - n * 1e6) for n in range(count)]


def pages(sector: str, rows: Sequence[Quote], *, shift: int = 0) -> dict[str, list[Reply]]:
    """Return a sector's pages; each begins some rows before the end of the one before."""
    found = {}
    for number, offset in enumerate(range(0, len(rows), 250)):
        first = offset - number * shift
        count = min(250, len(rows) - offset)
        found[f"screen/{sector}/{offset}"] = [screen(rows[first : first + count], len(rows))]
    return found


@pytest.fixture(scope="session")
def listings() -> dict[str, list[Reply]]:
    """Eleven pages of technology, on which rows move down while they are read, and Energy."""
    technology = companies("T", 2600, 9e9)
    return pages("Technology", technology, shift=1) | pages("Energy", companies("E", 600, 5.9e9))


@pytest.fixture(scope="session")
def week(
    tmp_path_factory: pytest.TempPathFactory,
    fetch_named: Fetch,
    listings: Mapping[str, Sequence[Reply]],
) -> Outcome:
    return fetch_named(
        tmp_path_factory.mktemp("screener"), {**listings, **FINE}, "universe", "FINE"
    )


def universe(outcome: Outcome) -> pd.DataFrame:
    assert outcome.snapshot is not None
    return outcome.snapshot.universe


def test_every_listing_counts_once_though_rows_move(week: Outcome) -> None:
    # Technology: pages begin 0, 1, ... 10 rows early, so the last 10 of 2,600 are never seen.
    # The nine other sectors share one listing that is no dollar share.
    assert "yahoo screener 2500 of 3191 listings\n" in week.output
    assert universe(week)["symbol"].is_unique


def test_ranks_decide_who_is_small_and_who_is_large(week: Outcome) -> None:
    rows = universe(week)
    assert rows["segment"].value_counts().to_dict() == {"small": 2000, "large": 500}
    # 500 of technology are worth 8.501bn or more, and energy begins at 5.9bn.
    assert rows.loc[rows["segment"] == "large", "market_cap"].min() == 9e9 - 499e6


def test_a_sector_is_the_one_that_was_asked_for(week: Outcome) -> None:
    sectors = universe(week).set_index("symbol")["sector"]
    assert (sectors["T0"], sectors["E0"]) == ("Technology", "Energy")


def test_a_cross_section_is_dated_by_the_session_it_shows(week: Outcome) -> None:
    # At 15:00 on Friday the 16th the quotes are those of the running session.
    assert universe(week)["date"].unique().tolist() == [pd.Timestamp("2024-08-16")]


def test_an_absent_number_is_unknown(week: Outcome) -> None:
    assert universe(week)["eps_forward"].isna().all()


def test_one_call_a_page_and_one_for_a_sector_of_one_page(week: Outcome) -> None:
    calls = {name: n for name, n in week.asked.items() if name.startswith("screen")}
    assert sum(calls.values()) == 11 + 3 + len(SECTORS) - 2


def test_a_rate_limit_stops_all_calls_and_keeps_the_old_cross_section(
    tmp_path: Path, week: Outcome, fetch_named: Fetch, listings: Mapping[str, Sequence[Reply]]
) -> None:
    shutil.copytree(week.folder / "snapshot", tmp_path / "snapshot")
    limited = {**listings, **FINE, "screen/Energy/250": [LIMITED]}
    after = fetch_named(tmp_path, limited, "universe", "FINE")
    assert after.reasons("universe") == ["Yahoo limited our rate; nothing more was asked"]
    assert not any("Technology" in name for name in after.asked)
    pd.testing.assert_frame_equal(universe(after), universe(week))
    assert after.snapshot is not None
    notes = {origin.name: origin.note for origin in after.snapshot.origins}
    assert "limited" in notes["universe"]


def test_too_few_of_the_listings_are_none(tmp_path: Path, fetch_named: Fetch) -> None:
    # The first page comes again and again: 250 of 1,000, and 1 of 1 each in ten other sectors.
    page = screen(companies("T", 250, 9e9), 1000)
    replies = {f"screen/Technology/{offset}": [page] for offset in (0, 250, 500, 750)}
    outcome = fetch_named(tmp_path, replies, "universe")
    assert outcome.code == 1
    assert "251 of 1010 listings came, less than 97 %" in outcome.output


def test_a_page_that_fails_once_is_asked_for_again(
    tmp_path: Path, fetch_named: Fetch, listings: Mapping[str, Sequence[Reply]]
) -> None:
    # yfinance repeats a refused call once by itself.
    late = [TROUBLE, TROUBLE, NO_SCREEN, *listings["screen/Energy/0"]]
    outcome = fetch_named(tmp_path, {**listings, "screen/Energy/0": late}, "universe")
    assert len(universe(outcome)) == 2500


def test_a_sector_without_a_listing_is_none(tmp_path: Path, fetch_named: Fetch) -> None:
    outcome = fetch_named(tmp_path, {"screen/Energy/0": [screen([], 0)]}, "universe")
    assert "no listing in the sector Energy" in outcome.output


def test_pages_end_where_a_page_is_empty(tmp_path: Path, fetch_named: Fetch) -> None:
    replies = {"screen/Energy/0": [screen([], 900)]}
    outcome = fetch_named(tmp_path, replies, "universe")
    assert outcome.asked["screen/Energy/250"] == 0
    assert "1 of 910 listings came" in outcome.output


def test_an_answer_without_a_result_is_told(tmp_path: Path, fetch_named: Fetch) -> None:
    outcome = fetch_named(tmp_path, {"screen/Basic Materials/0": [NO_SCREEN]}, "universe")
    assert "IndexError" in outcome.output
    assert outcome.asked == {"screen/Basic Materials/0": 3}


def test_nobody_is_asked_when_no_metric_wants_stocks(
    ask: Callable[..., Ask], capsys: pytest.CaptureFixture[str]
) -> None:
    found = fetch_screener(ask(), capsys)  # type: ignore[arg-type]  # nothing is written to it
    assert found.origins == empty_snapshot().origins


def listed(*more: Quote) -> pd.DataFrame:
    """Return enough companies for ranks, and some more."""
    rows = [*companies("T", 2010, 9e9), *more]
    frame = pd.DataFrame(rows).assign(sector="Technology", shortName=None)
    return frame.reindex(columns=[*frame.columns, *set(COLUMNS) - set(frame)]).rename(
        columns=COLUMNS
    )


def symbols(*more: Quote) -> set[str]:
    large = universe_of(listed(*more)).query("segment == 'large'")
    return {symbol for symbol in large["symbol"] if not symbol.startswith("T")}


@pytest.mark.parametrize(
    "changes",
    [
        {"financialCurrency": "CNY"},
        {"financialCurrency": None},
        {"currency": "CAD"},
        {"quoteType": "ETF"},
        {"regularMarketPrice": 0.99},
        {"regularMarketPrice": None},
        {"marketCap": None},
    ],
)
def test_what_is_no_ordinary_dollar_share_is_left_out(changes: Quote) -> None:
    assert symbols(quote("GOOD", 1e12), quote("BAD", 1e12) | changes) == {"GOOD"}


@pytest.mark.parametrize(
    "symbol",
    ["BAC-PL", "X-WT", "X-WS", "X-WSA", "X-UN", "X-U", "X-RI", "ABCDW", "ABCDU", "ABCDR", "ABCDP"],
)
def test_preferreds_warrants_units_and_rights_are_left_out(symbol: str) -> None:
    assert symbols(quote(symbol, 1e12)) == set()


@pytest.mark.parametrize("symbol", ["BRK-B", "BF-A", "GOOGL", "ABCW", "HP"])
def test_shares_with_a_class_in_their_name_stay(symbol: str) -> None:
    assert symbols(quote(symbol, 1e12)) == {symbol}


def test_of_several_classes_the_most_traded_stands_for_the_company() -> None:
    less = quote("GOOG", 2.0e12, longName="Alphabet", averageDailyVolume3Month=10)
    more = quote("GOOGL", 1.9e12, longName="Alphabet", averageDailyVolume3Month=20)
    rows = universe_of(listed(less, more)).set_index("symbol")
    assert rows["market_cap"].to_dict()["GOOGL"] == 2.0e12
    assert "GOOG" not in rows.index


def test_companies_without_a_name_are_not_thrown_together() -> None:
    nameless = [quote(symbol, 1e12, longName=None) for symbol in ("AA", "BB")]
    assert symbols(*nameless) == {"AA", "BB"}


def test_too_few_companies_have_no_ranks() -> None:
    with pytest.raises(SourceError, match="only 1999 companies, fewer than 2000"):
        universe_of(listed().head(1999))


if TYPE_CHECKING:
    from pathlib import Path

    from generator.sources.ask import Ask
    from tests.sources.conftest import Outcome

NAMES = [f"short:{band}.{days}" for band in ("small", "large") for days in (0, 5)]


# Counts of listings from 0.3 to 5 and from 20 billion dollars.
ROW = [{"symbol": "A"}]
COUNTS = {
    "short/3e+08-5e+09/GTE0": [screen(ROW, 2000)],
    "short/3e+08-5e+09/GTE5": [screen(ROW, 900)],
    "short/2e+10-1e+14/GTE0": [screen(ROW, 700)],
    "short/2e+10-1e+14/GTE5": [screen([], 0)],
}


def test_a_count_is_what_the_screener_says_it_has(
    tmp_path: Path, fetch_named: Callable[..., Outcome]
) -> None:
    week = fetch_named(tmp_path, COUNTS, *NAMES)
    assert week.snapshot is not None
    found = {name: week.snapshot.macro_series(name) for name in NAMES}
    assert [series.tolist() for series in found.values()] == [[2000], [900], [700], [0]]
    assert {series.index[0] for series in found.values()} == {pd.Timestamp("2024-08-16")}
    # One call each: the rows themselves are not read.
    assert week.asked == dict.fromkeys(COUNTS, 1)


def test_a_rate_limit_stops_all_counts(tmp_path: Path, fetch_named: Callable[..., Outcome]) -> None:
    week = fetch_named(tmp_path, {**COUNTS, "short/3e+08-5e+09/GTE0": [LIMITED]}, *NAMES)
    assert week.code == 1
    assert "limited our rate" in week.output
    # The large ones come first by name; yfinance repeats a refused call once by itself.
    assert week.asked["short/3e+08-5e+09/GTE5"] == 0


def test_an_answer_that_is_none_is_asked_for_again_and_then_told(
    tmp_path_factory: pytest.TempPathFactory, fetch_named: Callable[..., Outcome]
) -> None:
    once = fetch_named(
        tmp_path_factory.mktemp("once"),
        {**COUNTS, "short/2e+10-1e+14/GTE0": [NO_SCREEN, screen([{"symbol": "A"}], 700)]},
        *NAMES,
    )
    assert once.snapshot is not None
    assert once.snapshot.macro_series("short:large.0").tolist() == [700]
    never = fetch_named(
        tmp_path_factory.mktemp("never"), {"short/2e+10-1e+14/GTE0": [NO_SCREEN]}, *NAMES
    )
    assert "IndexError" in never.output
    assert never.asked == {"short/2e+10-1e+14/GTE0": 3}


def test_nobody_is_asked_when_no_metric_wants_counts(
    ask: Callable[..., Ask], capsys: pytest.CaptureFixture[str]
) -> None:
    found = fetch_short(ask(), capsys)  # type: ignore[arg-type]  # nothing is written to it
    assert found.origins == empty_snapshot().origins
