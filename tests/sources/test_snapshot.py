from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.errors import SourceError
from generator.model.metric import Origin
from generator.model.sec_tags import FACT_TAGS
from generator.sources.snapshot import (
    Failure,
    Snapshot,
    empty_snapshot,
    filings_table,
    macro_table,
    price_table,
    read_snapshot,
    stored_snapshot,
    universe_table,
    with_extent,
    write_snapshot,
)


def prices(ticker: str, closes: list[float], adjusted: list[float] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": pd.date_range("2024-01-02", periods=len(closes)),
            "ticker": ticker,
            "close": closes,
            "adj_close": adjusted or closes,
            "dividends": 0.0,
            "splits": np.nan,
        }
    )


def macro(series: str, values: list[float]) -> pd.DataFrame:
    days = pd.date_range("2024-01-02", periods=len(values))
    return pd.DataFrame({"date": days, "series": series, "value": values})


@pytest.fixture
def small() -> Snapshot:
    rows = prices("IWM", [100.0, 101.5])
    origin = Origin(
        "yahoo",
        "IWM",
        "https://example.org/",
        "2024-01-04T00:00:00+00:00",
        0,
        date.min,
        date.min,
        "",
    )
    return Snapshot(
        price_table([prices("^RUT", [2000.0, 1990.0]), rows]),
        macro_table([macro("DGS2", [4.3, 4.4])]),
        (with_extent(origin, rows),),
        (Failure("fred", "DGS5", "an empty answer"),),
        (Failure("yahoo", "IWM", "2024-01-04: moves by more than 25% and back"),),
    )


def test_what_was_written_is_read(small: Snapshot, tmp_path: Path) -> None:
    write_snapshot(small, tmp_path / "snapshot")
    read = read_snapshot(tmp_path / "snapshot")
    pd.testing.assert_frame_equal(read.prices, small.prices)
    pd.testing.assert_frame_equal(read.macro, small.macro)
    assert (read.origins, read.failures, read.quarantined) == (
        small.origins, small.failures, small.quarantined,
    )  # fmt: skip


def test_an_origin_tells_extent_and_hash(small: Snapshot) -> None:
    (origin,) = small.origins
    assert (origin.rows, origin.first, origin.last) == (2, date(2024, 1, 2), date(2024, 1, 3))
    assert len(origin.sha256) == 64


def test_tables_are_put_in_order(small: Snapshot) -> None:
    assert list(small.prices["ticker"]) == ["IWM", "IWM", "^RUT", "^RUT"]


@settings(max_examples=10)
@given(closes=st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=100))
def test_every_float_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, closes: list[float]
) -> None:
    folder = tmp_path_factory.mktemp("floats") / "snapshot"
    write_snapshot(Snapshot(price_table([prices("IWM", closes)]), macro_table([])), folder)
    assert list(read_snapshot(folder).price("IWM")) == closes


def test_the_same_snapshot_makes_the_same_bytes(small: Snapshot, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_snapshot(small, tmp_path / name)
    for file in ("prices.csv", "macro.csv", "manifest.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_new_snapshot_takes_the_place_of_the_old_one(small: Snapshot, tmp_path: Path) -> None:
    write_snapshot(small, tmp_path / "snapshot")
    write_snapshot(empty_snapshot(), tmp_path / "snapshot")
    assert read_snapshot(tmp_path / "snapshot").prices.empty
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


def test_a_failed_write_leaves_the_old_one(small: Snapshot, tmp_path: Path) -> None:
    write_snapshot(small, tmp_path / "snapshot")
    broken = Snapshot(small.prices.assign(close=-1.0), small.macro)
    with pytest.raises(SourceError, match=r"prices.csv: .*greater_than"):
        write_snapshot(broken, tmp_path / "snapshot")
    assert len(read_snapshot(tmp_path / "snapshot").prices) == 4


def test_a_write_that_stopped_half_way_does_not_hinder_the_next(
    small: Snapshot, tmp_path: Path
) -> None:
    (tmp_path / "snapshot.new").mkdir()
    (tmp_path / "snapshot.new" / "prices.csv").write_text("half")
    write_snapshot(small, tmp_path / "snapshot")
    assert len(read_snapshot(tmp_path / "snapshot").prices) == 4


def test_no_snapshot_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"manifest.json is missing. Run `outlook fetch` first"):
        read_snapshot(tmp_path / "snapshot")


def test_where_nothing_is_stored_the_snapshot_is_empty(small: Snapshot, tmp_path: Path) -> None:
    assert stored_snapshot(tmp_path / "snapshot").prices.empty
    write_snapshot(small, tmp_path / "snapshot")
    assert len(stored_snapshot(tmp_path / "snapshot").prices) == 4


def test_a_changed_table_is_an_error(small: Snapshot, tmp_path: Path) -> None:
    write_snapshot(small, tmp_path / "snapshot")
    path = tmp_path / "snapshot" / "prices.csv"
    path.write_text(path.read_text().replace("101.5", "101.6"))
    with pytest.raises(
        SourceError, match=r"prices.csv is not as it was written. Delete the folder"
    ):
        read_snapshot(tmp_path / "snapshot")


@pytest.mark.parametrize(
    "content", ["{", "{}", '{"sha256": {}, "origins": [], "failures": [], "quarantined": []}']
)
def test_an_unreadable_manifest_is_an_error(small: Snapshot, tmp_path: Path, content: str) -> None:
    write_snapshot(small, tmp_path / "snapshot")
    (tmp_path / "snapshot" / "manifest.json").write_text(content)
    with pytest.raises(SourceError, match=r"manifest\.json cannot be read"):
        read_snapshot(tmp_path / "snapshot")


def test_a_day_can_be_in_a_table_only_once() -> None:
    rows = prices("IWM", [100.0])
    with pytest.raises(SourceError, match="each day once"):
        price_table([rows, rows])


@pytest.mark.parametrize("close", [0.0, -1.0, np.inf])
def test_a_price_is_a_finite_number_above_zero(close: float) -> None:
    with pytest.raises(SourceError, match="close"):
        price_table([prices("IWM", [100.0, close])])


def test_total_return_starts_at_one(small: Snapshot) -> None:
    # 101.5 / 100
    assert list(small.total_return("IWM")) == [1.0, 1.015]
    assert small.total_return("IWM").name == "IWM"


def test_a_later_dividend_changes_no_total_return_of_the_past() -> None:
    closes = [100.0, 102.0, 101.0]
    before = Snapshot(price_table([prices("IWM", closes)]), macro_table([]))
    # A dividend of 1 % on the fourth day: Yahoo scales every adjusted close before it by 0.99.
    after = prices("IWM", [*closes, 100.0], [99.0, 100.98, 99.99, 100.0])
    later = Snapshot(price_table([after]), macro_table([])).total_return("IWM")
    np.testing.assert_allclose(later[:3], before.total_return("IWM"), rtol=1e-12)
    # 100 on the day it pays 1 is what 101 was: 1.01 * 100 / 99.99
    assert later.iloc[3] == pytest.approx(1.0101010101)


def test_days_without_a_number_are_not_in_a_series() -> None:
    table = price_table([prices("IWM", [100.0, np.nan, 102.0], [np.nan, 50.0, 51.0])])
    snapshot = Snapshot(table, macro_table([]))
    assert list(snapshot.price("IWM")) == [100.0, 102.0]
    assert list(snapshot.total_return("IWM")) == [1.0, 1.02]


def test_a_macro_series_comes_by_observation_date(small: Snapshot) -> None:
    assert dict(small.macro_series("DGS2")) == {
        pd.Timestamp("2024-01-02"): 4.3,
        pd.Timestamp("2024-01-03"): 4.4,
    }


def test_a_name_without_rows_is_an_empty_series(small: Snapshot) -> None:
    for series in (small.price("NO"), small.total_return("NO"), small.macro_series("NO")):
        assert series.empty
        assert isinstance(series.index, pd.DatetimeIndex)


def test_a_full_snapshot_is_read_well_under_a_second(tmp_path: Path) -> None:
    days = np.random.default_rng(0).lognormal(0, 0.01, 6000).cumprod().tolist()
    table = price_table(prices(f"T{number:02d}", days) for number in range(45))
    write_snapshot(Snapshot(table, macro_table([])), tmp_path / "snapshot")
    start = time.process_time()
    assert len(read_snapshot(tmp_path / "snapshot").prices) == 270_000
    assert time.process_time() - start < 1


def cross_section(**changes: object) -> pd.DataFrame:
    row = {
        "date": pd.Timestamp("2026-11-20"), "symbol": "A", "segment": "small", "sector": "Energy",
        "price": 10.0, "market_cap": 1e9, "eps_trailing": -1.0, "eps_forward": None,
        "book_value": 5.0, "average_50": 9.0, "average_200": 9.0, "high_52": 11.0, "low_52": 8.0,
    }  # fmt: skip
    return pd.DataFrame([row | changes])


def test_cross_sections_come_back_as_they_were_written(tmp_path: Path, small: Snapshot) -> None:
    rows = universe_table([cross_section(symbol="NA"), cross_section(symbol="B")])
    write_snapshot(replace(small, universe=rows), tmp_path / "snapshot")
    pd.testing.assert_frame_equal(read_snapshot(tmp_path / "snapshot").universe, rows)
    assert rows["symbol"].tolist() == ["B", "NA"]


def test_a_snapshot_from_before_there_were_cross_sections_is_read(
    tmp_path: Path, small: Snapshot
) -> None:
    write_snapshot(small, tmp_path / "snapshot")
    path = tmp_path / "snapshot" / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["sha256"]["universe.csv"], manifest["sha256"]["filings.csv"]
    path.write_text(json.dumps(manifest))
    read = read_snapshot(tmp_path / "snapshot")
    assert read.universe.empty
    assert read.filings.empty


@pytest.mark.parametrize("changes", [{"segment": "middle"}, {"price": 0.0}, {"market_cap": np.inf}])
def test_a_stock_has_a_segment_a_price_and_a_value(changes: dict[str, object]) -> None:
    with pytest.raises(SourceError, match=next(iter(changes))):
        universe_table([cross_section(**changes)])


def test_a_stock_is_in_a_cross_section_only_once() -> None:
    with pytest.raises(SourceError, match="universe"):
        universe_table([cross_section(), cross_section()])


def filed(**changes: object) -> pd.DataFrame:
    row = {"date": pd.Timestamp("2026-11-20"), "cik": 7, "year": 2025, "public_float": 1e9}
    return pd.DataFrame([row | dict.fromkeys(FACT_TAGS) | changes])


def test_filings_come_back_as_they_were_written(tmp_path: Path, small: Snapshot) -> None:
    rows = filings_table([filed(cik=9, net_income=-5.0), filed()])
    write_snapshot(replace(small, filings=rows), tmp_path / "snapshot")
    pd.testing.assert_frame_equal(read_snapshot(tmp_path / "snapshot").filings, rows)
    assert rows["cik"].tolist() == [7, 9]


@pytest.mark.parametrize("changes", [{"cik": 0}, {"public_float": 0.0}, {"revenue": np.inf}])
def test_a_filing_has_a_company_a_float_and_numbers(changes: dict[str, object]) -> None:
    with pytest.raises(SourceError, match=next(iter(changes))):
        filings_table([filed(**changes)])


def test_a_company_states_a_year_only_once() -> None:
    with pytest.raises(SourceError, match="filings"):
        filings_table([filed(), filed()])
