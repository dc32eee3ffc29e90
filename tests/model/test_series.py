from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.series import (
    CLOSES,
    FAMILIES,
    FRED,
    FUNDS,
    PRICES,
    UNIVERSE,
    contract_month,
    contracts_ahead,
    family_of,
    source_name,
    tables_behind,
)

# Input, family, raw table, address of its page, file in a folder of CSV files.
NAMED = [
    ("^RUT", PRICES, "^RUT", "https://finance.yahoo.com/quote/%5ERUT/history/", "prices/_RUT.csv"),
    ("close:RVT", CLOSES, "RVT", "https://finance.yahoo.com/quote/RVT/history/", "prices/RVT.csv"),
    ("fred:DGS2", FRED, "DGS2", "https://fred.stlouisfed.org/series/DGS2", "macro/DGS2.csv"),
    ("funds:IWM.yield", FUNDS, "funds:IWM.yield", "https://finance.yahoo.com/quote/IWM/", ""),
    ("universe", UNIVERSE, "universe", UNIVERSE.page, "universe.csv"),
]


@pytest.mark.parametrize(("name", "family", "table", "page", "file"), NAMED)
def test_a_name_says_its_family_table_page_and_file(
    name: str, family: object, table: str, page: str, file: str
) -> None:
    found = family_of(name, FAMILIES)
    assert found == family
    assert (found.table(name), found.address(table), found.path(table)) == (table, page, file)


def test_a_raw_series_belongs_to_one_family_and_gets_back_its_name() -> None:
    stored = {
        table: [
            family.name(table)
            for family in FAMILIES
            if family.form == "series" and family.stores(table)
        ]
        for table in ("DGS2", "cftc:239742_leveraged_net", "funds:IWM.yield")
    }
    assert stored["DGS2"] == ["fred:DGS2"]
    assert stored["cftc:239742_leveraged_net"] == ["cftc:239742_leveraged_net"]
    assert stored["funds:IWM.yield"] == ["funds:IWM.yield"]


def test_an_input_of_no_family_is_told() -> None:
    with pytest.raises(KeyError, match="no family of inputs holds boe:GILT"):
        family_of("boe:GILT", FAMILIES)


def test_a_chain_is_made_of_all_its_contracts() -> None:
    tables = ["DFF", "ZQ", "ZQZ26.CBT", "ZQF27.CBT"]
    assert tables_behind("futures:ZQ", FAMILIES, tables) == ["ZQZ26.CBT", "ZQF27.CBT"]
    assert tables_behind("fred:DFF", FAMILIES, tables) == ["DFF"]
    assert tables_behind("fred:DGS2", FAMILIES, tables) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("sec", "US Securities and Exchange Commission, XBRL frames"),
        ("csv prices: Yahoo", "the operator's CSV files of prices, from Yahoo"),
        ("new_source", "new source"),
    ],
)
def test_a_source_has_a_name_for_readers(source: str, name: str) -> None:
    assert source_name(source, FAMILIES) == name


def test_the_chain_begins_this_month_and_runs_fifteen_on() -> None:
    chain = contracts_ahead(datetime(2026, 11, 22, tzinfo=UTC))
    assert chain[:3] == ("ZQX26.CBT", "ZQZ26.CBT", "ZQF27.CBT")
    assert chain[-1] == "ZQG28.CBT"
    assert len(chain) == 16


@pytest.mark.parametrize(
    ("ticker", "month"),
    [("ZQZ26.CBT", "2026-12"), ("ZQF27.CBT", "2027-01"), ("ZQ=F", None), ("ZQA26.CBT", None)],
)
def test_a_contract_names_its_month(ticker: str, month: str | None) -> None:
    assert contract_month(ticker) == month


@given(st.datetimes(datetime(2000, 1, 1), datetime(2097, 12, 31)))  # noqa: DTZ001  -- only the month counts
def test_every_contract_ahead_has_a_later_month_than_the_one_before(now: datetime) -> None:
    months = [str(contract_month(ticker)) for ticker in contracts_ahead(now)]
    assert months == sorted(set(months))
    assert months[0] == f"{now:%Y-%m}"
