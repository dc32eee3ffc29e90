from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from generator.ledger.measure import gather_inputs, measure
from generator.metrics.cheap.price_to_book import BOOK
from generator.model.config import read_config
from generator.model.series import FAMILIES
from generator.sources.ask import Ask
from generator.sources.french.library import FACTORS, SERIES, SIX, SIZES, fetch_french
from generator.sources.snapshot import Snapshot
from generator.sources.web import Patience
from tests.sources import fake_library as fake
from tests.sources.fake_library import FakeLibrary

Make = Callable[..., Ask]
CONTENT = Path(__file__).parents[3] / "content"
HASTE = Patience(timeout=5, pause=0, attempts=2)
SMALL = "french:small_half"
BOOKS = "french:small_book_to_market"


@pytest.fixture
def library() -> Iterator[FakeLibrary]:
    with fake.fake_library() as server:
        server.holds(SIZES, fake.sizes())
        server.holds(SIX, fake.six())
        server.holds(FACTORS, fake.FACTORS)
        yield server


def read(library: FakeLibrary, ask: Make, *names: str) -> Snapshot:
    return fetch_french(ask(series=names or tuple(SERIES)), io.StringIO(), library.address, HASTE)


def values(library: FakeLibrary, ask: Make, name: str) -> list[float]:
    return read(library, ask, name).macro_series(name).to_list()


def reason(library: FakeLibrary, ask: Make, name: str = SMALL) -> str:
    (failure,) = read(library, ask, name).failures
    assert (failure.source, failure.name) == ("french", name)
    return failure.reason


def test_each_file_is_asked_once_and_gives_all_its_series(library: FakeLibrary, ask: Make) -> None:
    snapshot = read(library, ask)
    assert snapshot.failures == ()
    assert set(snapshot.macro["series"]) == set(SERIES)
    assert set(library.asked.values()) == {1}
    assert len(library.asked) == 3


def test_only_the_files_of_wanted_series_are_asked(library: FakeLibrary, ask: Make) -> None:
    read(library, ask, SMALL, "DGS2", "cftc:239742")
    assert list(library.asked) == [f"/{SIZES}_CSV.zip"]


def test_months_are_dated_at_their_end_and_named(library: FakeLibrary, ask: Make) -> None:
    series = read(library, ask, "french:month").macro_series("french:month")
    assert series.index.strftime("%Y-%m-%d").tolist() == ["1926-07-31", "1926-08-31", "1926-09-30"]
    assert series.to_list() == [192607, 192608, 192609]


def test_the_small_half_is_the_five_smallest_tenths(library: FakeLibrary, ask: Make) -> None:
    # (1·1 + 2·2 + 3·3 + 4·4 + 5·5) / 15 = 55 / 15; August lacks a tenth and has no number.
    assert values(library, ask, SMALL) == pytest.approx([55 / 15, 4])


def test_the_large_half_is_the_five_largest_tenths(library: FakeLibrary, ask: Make) -> None:
    # 5 % of 20, 5 % of 30, 90 % of 10; then 20 throughout.
    assert values(library, ask, "french:large_half") == pytest.approx([11.5, 11.5, 20])


def test_the_six_are_weighted_by_the_value_of_the_month_before(
    library: FakeLibrary, ask: Make
) -> None:
    # July, itself: values 1, 1, 2: (1 + 2 + 2·3) / 4. August, by July: (10 + 20 + 2·30) / 4.
    # September, by August (2, 1, none): (2·10 + 20) / 3.
    assert values(library, ask, "french:small_return") == pytest.approx([9 / 4, 22.5, 40 / 3])
    assert values(library, ask, "french:large_return") == pytest.approx([5.25, 4, 4])


def test_book_to_market_is_weighted_by_the_value_of_the_month(
    library: FakeLibrary, ask: Make
) -> None:
    # July: (1 + 2 + 2·3) / 4. August: (2·2 + 1·2) / 3, the third has no data. September: 1.
    assert values(library, ask, BOOKS) == pytest.approx([9 / 4, 2, 1])
    assert values(library, ask, "french:large_book_to_market") == pytest.approx([0.75, 0.75, 0.5])


def test_the_factors_have_no_title_and_their_annual_table_is_left_out(
    library: FakeLibrary, ask: Make
) -> None:
    assert values(library, ask, "french:smb") == [-2.55, -1.14]


def test_the_vintage_is_in_the_address(library: FakeLibrary, ask: Make) -> None:
    (origin,) = read(library, ask, SMALL).origins
    assert (origin.source, origin.url[-25:]) == ("french", "data_library.html#CRSP-202605"[-25:])
    library.holds(SIZES, fake.sizes().replace("CRSP", "some"))
    (origin,) = read(library, ask, SMALL).origins
    assert origin.url.endswith("data_library.html")


def test_reworded_titles_and_columns_are_known(library: FakeLibrary, ask: Make) -> None:
    before = values(library, ask, SMALL)
    columns = fake.SIZE_COLUMNS.replace("2-Dec", "Dec 2").replace("Lo 10", "LO  10")
    library.holds(SIZES, fake.sizes("  Average Value Weighted Returns -- Monthly", columns))
    assert values(library, ask, SMALL) == before
    books = values(library, ask, BOOKS)
    library.holds(SIX, fake.six(average="Average Firm Size"))
    assert values(library, ask, BOOKS) == books


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (b"<!DOCTYPE html><html></html>", "a web page instead of a zip archive"),
        (fake.zipped(fake.sizes())[:400], "a zip archive that is broken or cut short"),
        (b"", "a zip archive that is broken or cut short"),
        (b"PK\x05\x06" + bytes(18), "an empty zip archive"),
        ("Copyright 2026\n", "the file has no monthly table"),
        (404, "the library answered with status 404"),
        (503, "the library answered with status 503"),
        (fake.sizes("  Returns"), "the file has no monthly table 'value weight returns'"),
        (
            fake.sizes(columns=fake.SIZE_COLUMNS.replace("4-Dec", "4")),
            "the table of returns has no column 'dec 4'",
        ),
        (fake.sizes().replace(",10\n", "\n", 1), "row 192607 has not as many cells"),
        (fake.sizes().replace(",8,", ",eight,", 1), "a cell is not a number"),
    ],
)
def test_a_file_that_is_no_use_has_a_reason(
    library: FakeLibrary, ask: Make, reply: bytes | str | int, words: str
) -> None:
    library.holds(SIZES, reply)
    assert words in reason(library, ask)


def test_a_file_without_its_portfolios_by_book_value_has_a_reason(
    library: FakeLibrary, ask: Make
) -> None:
    library.holds(SIX, fake.six(books="Value Weight Average of OP"))
    assert "has no monthly table 'value weight average of be/me'" in reason(library, ask, BOOKS)
    library.holds(SIX, fake.six(columns=fake.SIX_COLUMNS.replace("ME1 BM2", "MID BM2")))
    assert reason(library, ask, BOOKS) == "the table has 2 small portfolios instead of 3"
    library.holds(FACTORS, fake.FACTORS.replace("SMB", "Size"))
    assert "no monthly table with the column 'SMB'" in reason(library, ask, "french:smb")


def test_a_file_that_fails_does_not_take_the_others_along(library: FakeLibrary, ask: Make) -> None:
    library.holds(SIX, 500)
    snapshot = read(library, ask)
    assert {failure.name for failure in snapshot.failures} == {
        name for name, recipe in SERIES.items() if recipe.file == SIX
    }
    assert len(snapshot.origins) == 4


def test_trouble_that_passes_is_waited_for(library: FakeLibrary, ask: Make) -> None:
    library.holds(SIZES, 503, fake.sizes())
    assert values(library, ask, SMALL)


def test_an_unknown_series_and_a_silent_library_have_reasons(
    library: FakeLibrary, ask: Make
) -> None:
    assert "not known to have such a series" in reason(library, ask, "french:gold")
    library.address = "http://127.0.0.1:9/"
    assert reason(library, ask).startswith("the library could not be reached")


def test_the_count_is_told(library: FakeLibrary, ask: Make) -> None:
    stream = io.StringIO()
    fetch_french(ask(series=(SMALL, "french:gold", "fred:DGS2")), stream, library.address, HASTE)
    assert stream.getvalue() == "french asking for 2 series\nfrench 1 of 2\n"


def test_a_month_without_data_leaves_no_row(library: FakeLibrary, ask: Make) -> None:
    days = read(library, ask, SMALL).macro_series(SMALL).index
    assert pd.Timestamp("1926-08-31") not in days


def test_the_files_of_a_century_reach_the_metrics(library: FakeLibrary, ask: Make) -> None:
    library.holds(SIX, fake.long_six())
    library.holds(SIZES, fake.long_sizes())
    inputs = gather_inputs(read(library, ask), {}, read_config(CONTENT), FAMILIES)
    found = measure(inputs, BOOK, date(2026, 8, 14))
    series = found["relative_price_to_book"]
    # Book-to-market is 1 for small and 0.4 to 0.6 for large; May 2026 was known by 3 August.
    assert isinstance(series, pd.Series)
    assert (len(series), series.index[-1]) == (1199, pd.Timestamp("2026-07-31"))
    assert series.between(0.39, 0.61).all()
    table = found["valuation_map"]
    assert isinstance(table, pd.DataFrame)
    assert table["independent"].tolist() == [46, 14, 8, 3]
    standing = found["price_to_book_standing"]
    assert isinstance(standing, pd.DataFrame)
    assert standing["month"].tolist() == ["May 2026"] * 3
    assert standing["n"].tolist() == [1199, 569, 317]
