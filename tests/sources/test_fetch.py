from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from generator.model.errors import SourceError
from generator.model.sec_tags import FACT_TAGS
from generator.model.series import FAMILIES
from generator.sources.answers import Answer, SourcePage, macro_part, price_part
from generator.sources.ask import Ask
from generator.sources.csv_folder import csv_source
from generator.sources.fetch import fetch, merge
from generator.sources.fred import fetch_fred
from generator.sources.snapshot import (
    Failure,
    Snapshot,
    empty_snapshot,
    filings_table,
    universe_table,
    with_extent,
)
from generator.sources.web import Patience
from tests.sources.fake_fred import FakeFred

Make = Callable[..., Ask]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "IWM.csv").write_text("date,close,adj_close\n2024-01-02,100,99\n")
    return tmp_path


def test_a_source_that_fails_does_not_stop_the_other(
    folder: Path, ask: Make, fred: FakeFred
) -> None:
    macro = partial(fetch_fred, address=fred.address, patience=Patience(pause=0))
    snapshot = fetch(
        ask(("IWM",), ("fred:DGS2",)),
        empty_snapshot(),
        io.StringIO(),
        (csv_source(folder, FAMILIES), macro),
    )
    assert list(snapshot.price("IWM")) == [100.0]
    assert [failure.source for failure in snapshot.failures] == ["csv macro", "fred"]


def test_nothing_from_any_source_is_an_error_with_the_reasons(folder: Path, ask: Make) -> None:
    told = r"No source gave anything, and nothing was written\..*\n- not among the CSV files"
    with pytest.raises(SourceError, match=told):
        fetch(ask(("SPY",)), empty_snapshot(), io.StringIO(), (csv_source(folder, FAMILIES),))


def test_the_hour_of_the_fetch_is_in_every_origin(folder: Path, ask: Make) -> None:
    snapshot = fetch(
        ask(("IWM",)), empty_snapshot(), io.StringIO(), (csv_source(folder, FAMILIES),)
    )
    assert {origin.fetched_at for origin in snapshot.origins} == {"2024-08-18T12:00:00+00:00"}


PLACE = SourcePage("yahoo", lambda name: f"https://example.org/{name}")
FIRST, SECOND = datetime(2024, 7, 20, tzinfo=UTC), datetime(2024, 7, 27, tzinfo=UTC)


def bars(
    closes: list[float], adjusted: list[float] | None = None, start: str = "2024-07-01"
) -> pd.DataFrame:
    days = pd.bdate_range(start, periods=len(closes))
    rows = pd.DataFrame({"date": days, "close": closes, "adj_close": adjusted or closes})
    return rows.assign(dividends=0.0, splits=0.0)


def fetched(now: datetime, **answers: Answer) -> Snapshot:
    return price_part(Ask(tuple(answers), (), now, Path()), PLACE, answers)


def test_new_rows_replace_stored_ones_and_are_added() -> None:
    merged = merge(
        fetched(FIRST, IWM=bars([100.0, 101.0])), fetched(SECOND, IWM=bars([100.0, 101.1, 102.0]))
    )
    assert list(merged.price("IWM")) == [100.0, 101.1, 102.0]
    assert merged.failures == ()
    assert merged.origins[0].fetched_at == "2024-07-27T00:00:00+00:00"
    assert merged.origins[0].rows == 3


def test_a_stored_bar_stays_when_todays_answer_lacks_it() -> None:
    today = bars([100.0, 101.0, 102.0]).drop(index=1)
    merged = merge(fetched(FIRST, IWM=bars([100.0, 101.0, 102.0])), fetched(SECOND, IWM=today))
    assert list(merged.price("IWM")) == [100.0, 101.0, 102.0]


def test_a_stored_bar_is_kept_on_todays_basis() -> None:
    # A 2-for-1 split halves every close; a later dividend of 1 % also takes 1 % off adj_close.
    stored = bars([100.0, 101.0, 102.0], [90.0, 91.0, 92.0])
    today = bars([50.0, 50.5, 51.0], [44.55, 45.045, 45.54]).drop(index=1)
    rows = merge(fetched(FIRST, IWM=stored), fetched(SECOND, IWM=today)).prices
    assert rows["close"].tolist() == pytest.approx([50.0, 50.5, 51.0])
    # 91 * 44.55 / 90
    assert rows["adj_close"].tolist() == pytest.approx([44.55, 45.045, 45.54])


def test_a_stored_first_bar_is_kept_on_the_basis_of_the_next() -> None:
    stored, today = bars([100.0, 101.0]), bars([50.0, 50.5]).drop(index=0)
    merged = merge(fetched(FIRST, IWM=stored), fetched(SECOND, IWM=today))
    assert list(merged.price("IWM")) == [50.0, 50.5]


def test_a_column_that_was_never_known_cannot_be_put_on_a_basis() -> None:
    stored = bars([100.0, 101.0]).assign(close=np.nan)
    merged = merge(fetched(FIRST, IWM=stored), fetched(SECOND, IWM=bars([100.0])))
    assert list(merged.price("IWM")) == [100.0]
    assert list(merged.total_return("IWM")) == [1.0, 1.01]


def test_the_past_of_the_total_return_survives_a_missing_bar_and_a_dividend() -> None:
    stored = bars([100.0, 102.0, 101.0])
    # One per cent is paid on the fourth day, and the second day is missing today.
    today = bars([100.0, 102.0, 101.0, 100.0], [99.0, 100.98, 99.99, 100.0]).drop(index=1)
    before = fetched(FIRST, IWM=stored)
    after = merge(before, fetched(SECOND, IWM=today)).total_return("IWM")
    np.testing.assert_allclose(after[:3], before.total_return("IWM"), rtol=1e-12)


def test_a_ticker_that_failed_keeps_rows_origin_and_gets_a_note() -> None:
    stored = fetched(FIRST, IWM=bars([100.0]))
    merged = merge(stored, fetched(SECOND, IWM="possibly delisted"))
    assert list(merged.price("IWM")) == [100.0]
    assert merged.origins[0].fetched_at == stored.origins[0].fetched_at
    assert merged.origins[0].note == "possibly delisted"
    assert merged.failures == (Failure("yahoo", "IWM", "possibly delisted"),)


def test_a_note_goes_when_the_ticker_comes_back() -> None:
    stored = merge(fetched(FIRST, IWM=bars([100.0])), fetched(FIRST, IWM="gone"))
    merged = merge(stored, fetched(SECOND, IWM=bars([100.0, 101.0])))
    assert merged.origins[0].note == ""
    assert merged.failures == ()


def test_what_was_not_asked_for_stays_as_it_was() -> None:
    stored = fetched(FIRST, IWM=bars([100.0]))
    merged = merge(stored, fetched(SECOND, SPY=bars([500.0])))
    assert merged.origins[0] == stored.origins[0]
    assert list(merged.price("SPY")) == [500.0]


def test_a_revision_of_the_past_is_told_and_taken() -> None:
    # The third close is revised by 1 %; 0.4 % on the second is noise.
    stored, today = bars([100.0] * 5), bars([100.0, 100.4, 101.0, 100.0, 100.0])
    merged = merge(fetched(FIRST, IWM=stored), fetched(SECOND, IWM=today))
    assert list(merged.price("IWM"))[2] == 101.0
    assert [failure.reason for failure in merged.failures] == [
        f"{column} differs from the stored copy by more than 0.5 % on 1 of 5 days, "
        "first 2024-07-03; the new one was taken"
        for column in ("close", "adj_close")
    ]


def test_one_ratio_for_all_days_is_a_split_and_no_revision() -> None:
    stored, today = bars([100.0, 102.0, 101.0]), bars([50.0, 51.0, 50.5])
    merged = merge(fetched(FIRST, IWM=stored), fetched(SECOND, IWM=today))
    assert merged.failures == ()
    assert list(merged.price("IWM")) == [50.0, 51.0, 50.5]


def test_an_answer_without_a_common_day_cannot_be_joined() -> None:
    stored, today = bars([100.0, 101.0]), bars([102.0], start="2024-07-15")
    merged = merge(fetched(FIRST, IWM=stored), fetched(SECOND, IWM=today))
    assert list(merged.price("IWM")) == [100.0, 101.0]
    assert "shares no day" in merged.origins[0].note
    assert "shares no day" in merged.failures[0].reason


def test_a_macro_series_keeps_what_the_source_serves_no_more() -> None:
    def part(values: dict[str, float]) -> Snapshot:
        table = pd.DataFrame({"date": pd.to_datetime(list(values)), "value": list(values.values())})
        return macro_part(Ask((), ("OAS",), SECOND, Path()), PLACE, {"OAS": table})

    stored = part({"2020-01-02": 3.1, "2024-01-02": 3.3})
    merged = merge(stored, part({"2024-01-02": 3.4, "2024-01-03": 3.5}))
    assert list(merged.macro_series("OAS")) == [3.1, 3.4, 3.5]
    assert merged.failures == ()


def test_all_parts_are_merged() -> None:
    parts = fetched(FIRST, IWM=bars([100.0]), SPY="gone"), fetched(FIRST, QQQ=bars([9.0]))
    merged = merge(empty_snapshot(), *parts)
    assert [origin.name for origin in merged.origins] == ["IWM", "QQQ"]
    assert [failure.name for failure in merged.failures] == ["SPY"]


def test_the_hash_of_a_table_does_not_depend_on_the_way_it_came() -> None:
    whole = fetched(SECOND, IWM=bars([100.0, 101.0, 102.0]))
    steps = merge(fetched(FIRST, IWM=bars([100.0, 101.0])), whole)
    assert steps.origins == whole.origins


def sections(*days: str, symbol: str = "A") -> Snapshot:
    """Return what a screener gave, or a failure where there is no day."""
    numbers = dict.fromkeys(
        ("price", "market_cap", "eps_trailing", "eps_forward", "book_value", "average_50", "average_200",
         "high_52", "low_52"), 1.0,
    )  # fmt: skip
    rows = [
        {"date": pd.Timestamp(day), "symbol": symbol, "segment": "small", "sector": "Energy"}
        | numbers
        for day in days
    ]
    table = universe_table([pd.DataFrame(rows)])
    if table.empty:
        failure = Failure("yahoo screener", "universe", "no answer")
        return replace(empty_snapshot(), failures=(failure,))
    asked = Ask((), (), SECOND, Path()).origin("yahoo screener", "universe", "address")
    return replace(empty_snapshot(), universe=table, origins=(with_extent(asked, table),))


def kept(snapshot: Snapshot) -> list[str]:
    return [f"{day:%m-%d}" for day in snapshot.universe["date"].unique()]


def test_a_cross_section_is_added_to_those_of_earlier_weeks() -> None:
    merged = merge(sections("2026-11-06", "2026-11-13"), sections("2026-11-20"))
    assert kept(merged) == ["11-06", "11-13", "11-20"]
    assert (merged.origins[0].name, merged.origins[0].rows) == ("universe", 3)


def test_a_cross_section_replaces_that_of_its_own_week() -> None:
    # Thursday's makes way for Friday's, whoever is in it.
    merged = merge(sections("2026-11-13", "2026-11-19"), sections("2026-11-20", symbol="B"))
    assert kept(merged) == ["11-13", "11-20"]


def test_ten_earlier_weeks_are_kept() -> None:
    days = pd.date_range("2026-08-28", periods=12, freq="7D").strftime("%Y-%m-%d")
    merged = merge(sections(*days), sections("2026-11-20"))
    assert kept(merged) == [day[5:] for day in [*days[2:], "2026-11-20"]]


def filed(day: str) -> Snapshot:
    """Return what the SEC gave, one company."""
    facts = {"cik": 1, "year": 2025, "public_float": 1.0} | dict.fromkeys(FACT_TAGS)
    table = filings_table([pd.DataFrame([{"date": pd.Timestamp(day)} | facts])])
    asked = Ask((), (), SECOND, Path()).origin("sec", "filings", "address")
    return replace(empty_snapshot(), filings=table, origins=(with_extent(asked, table),))


def test_filings_are_kept_for_two_weeks_beside_the_cross_sections() -> None:
    answers = (filed("2026-11-06"), sections("2026-11-13"), filed("2026-11-13"))
    merged = merge(empty_snapshot(), *answers, filed("2026-11-20"))
    assert [f"{day:%m-%d}" for day in merged.filings["date"]] == ["11-13", "11-20"]
    assert kept(merged) == ["11-13"]
    assert {origin.name: origin.rows for origin in merged.origins} == {"universe": 1, "filings": 2}


def test_the_old_cross_sections_stay_when_none_comes() -> None:
    stored = sections("2026-11-13")
    merged = merge(stored, sections(), fetched(SECOND, IWM=bars([100.0])))
    assert kept(merged) == ["11-13"]
    notes = {origin.name: origin.note for origin in merged.origins}
    assert notes == {"IWM": "", "universe": "no answer"}
    assert merged.failures == (Failure("yahoo screener", "universe", "no answer"),)
