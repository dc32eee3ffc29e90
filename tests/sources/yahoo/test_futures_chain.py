from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from generator.model.series import CHAIN, FAMILIES
from generator.model.sessions import sessions
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from tests.sources.fake_yahoo import LIMITED, TROUBLE, chart

if TYPE_CHECKING:
    from tests.sources.conftest import Fetch, Outcome

Make = Callable[..., Ask]

OPENINGS = [
    datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    for day in sessions(date(2024, 7, 1), date(2024, 8, 16))
]
PRICES = "date,close,adj_close\n2024-08-15,94.7,94.7\n2024-08-16,94.75,94.75\n"


def steady(price: float) -> list[object]:
    return [chart(OPENINGS, [price] * len(OPENINGS))]


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
