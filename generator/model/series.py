"""Input names: every family of series that a metric may ask for, in one table.

A metric names its inputs: "IWM", "close:RVT", "fred:DGS2", "universe". What stands before the colon
is the family. The table says who gives it, in which form a metric receives it, under which name its
raw table lies in a snapshot and in a folder of CSV files, how old it may be, and what readers read
about it. Code that needs any of this is given the families and asks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias
from urllib.parse import quote

import pandas as pd

# index      prices by ticker, as a total-return index; `^RUT` is a level
# close      prices by ticker, as they were
# chain      the closes of all contracts of a future, a column a month
# series     values by observation date
# companies  a table of many companies for each of a few dates
# facts      a table that editors keep
InputForm: TypeAlias = Literal["index", "close", "chain", "series", "companies", "facts"]
Families: TypeAlias = "Sequence[Family]"

MONTHS_AHEAD = 15
# The exchanges' letters for January to December.
LETTERS = "FGHJKMNQUVXZ"
_CONTRACT = re.compile(rf"ZQ([{LETTERS}])(\d\d)\.CBT")


@dataclass(frozen=True, slots=True)
class Family:
    """Inputs whose names begin alike.

    Attributes:
        prefix: what the names begin with, "" for tickers; of a table of companies the whole name.
        form: what a metric is given.
        source: whose tables they are, as origins name it.
        publisher: the same for readers.
        kind: what one of the inputs is, for readers.
        page: where readers find a table; `{table}` is its name, `{symbol}` that up to a dot.
        file: a table's file in a folder of CSV files; `{}` is its name, "" where there is none.
        lag_days: how many business days after the day that it describes a value is published.
        stale_days: how many business days old the last value may be; days, for companies. For
            these two site.toml has the last word, for the family or one series of it.
        is_bare: whether raw tables go by their name without the prefix.
        is_level: whether the rules for levels (sources/levels.py) tell which values to believe.
        has_past: whether a later fetch can bring earlier values.
        display: how a reason for missing data names an input: `{name}` in full, `{bare}` without prefix.
        age_phrase: how such a reason begins where the last value is too old.
    """

    prefix: str
    form: InputForm
    source: str
    publisher: str
    kind: str
    page: str = ""
    file: str = ""
    lag_days: int = 0
    stale_days: int = 0
    is_bare: bool = False
    is_level: bool = False
    has_past: bool = True
    display: str = "{name}"
    age_phrase: str = "{name}: newest value is"

    @property
    def key(self) -> str:
        """Return the family's name in site.toml: `fred`."""
        return self.prefix.rstrip(":")

    def holds(self, name: str) -> bool:
        """Return whether an input is one of the family."""
        if self.form == "companies":
            return name == self.prefix
        return name.startswith(self.prefix) if self.prefix else ":" not in name

    def stores(self, table: str) -> bool:
        """Return whether a raw series of a snapshot belongs to the family."""
        return ":" not in table if self.is_bare else self.holds(table)

    def bare(self, name: str) -> str:
        """Return an input's name without the prefix: `DGS2`; `universe` stays."""
        return name.removeprefix(self.prefix) or name

    def table(self, name: str) -> str:
        """Return the name of the raw table behind an input."""
        return self.bare(name) if self.is_bare else name

    def name(self, table: str) -> str:
        """Return what metrics call a raw table."""
        return f"{self.prefix}{table}" if self.is_bare else table

    def address(self, table: str) -> str:
        """Return where readers find a raw table."""
        bare = self.bare(table)
        return self.page.format(table=quote(bare), symbol=quote(bare.partition(".")[0]))

    def path(self, table: str) -> str:
        """Return a raw table's file in a folder of CSV files: `prices/_RUT.csv`."""
        return self.file.format(table.replace("^", "_").replace(":", "_"))


YAHOO = "Yahoo Finance"
PRICES = Family(
    "", "index", "yahoo", YAHOO, "daily prices",
    page="https://finance.yahoo.com/quote/{table}/history/", file="prices/{}.csv",
)  # fmt: skip
# A net asset value may be struck a day or more after the close.
CLOSES = Family(
    "close:", "close", "yahoo", YAHOO, "daily closes", PRICES.page, PRICES.file,
    stale_days=5, is_bare=True, display="{bare}", age_phrase="price of {bare}: newest value is",
)  # fmt: skip
FUTURES = Family(
    "futures:", "chain", "yahoo", YAHOO, "closes of each contract", PRICES.page, PRICES.file,
    stale_days=5,
)  # fmt: skip
FRED = Family(
    "fred:", "series", "fred", "Federal Reserve Bank of St. Louis (FRED)", "series of FRED",
    page="https://fred.stlouisfed.org/series/{table}", file="macro/{}.csv",
    lag_days=1, stale_days=10, is_bare=True, is_level=True,
)  # fmt: skip
# Several series lie in one file: see sources/french/copies.py. What has no book values in a folder
# of copies is missing there.
FRENCH = Family(
    "french:", "series", "french", "Kenneth R. French Data Library", "series of the data library",
    page="https://mba.tuck.dartmouth.edu/pages/faculty/ken.french/data_library.html",
    file="reference/ff_*.csv", lag_days=45, stale_days=130,
)  # fmt: skip
CFTC = Family(
    "cftc:", "series", "cftc", "US Commodity Futures Trading Commission", "positions of traders",
    page="https://www.cftc.gov/MarketReports/CommitmentsofTraders/HistoricalCompressed/index.htm",
    file="macro/{}.csv", lag_days=3, stale_days=10,
)  # fmt: skip
FUNDS = Family(
    "funds:", "series", "yahoo funds", "Yahoo Finance, fund pages", "facts about a fund",
    page="https://finance.yahoo.com/quote/{symbol}/", stale_days=10, has_past=False,
)  # fmt: skip
SHORT = Family(
    "short:", "series", "yahoo short", "Yahoo Finance, counts of its screener",
    "listings by days of trading sold short",
    page="https://finance.yahoo.com/research-hub/screener/equity/", stale_days=10, has_past=False,
)  # fmt: skip
UNIVERSE = Family(
    "universe", "companies", "yahoo screener", "Yahoo Finance, screener",
    "quotes of all companies of a day", page=SHORT.page, file="universe.csv",
    stale_days=10, has_past=False, age_phrase="stocks: the newest cross-section is",
)  # fmt: skip
# In spring reports come by the hundred each week.
FILINGS = Family(
    "filings", "companies", "sec", "US Securities and Exchange Commission, XBRL frames",
    "annual reports of all companies",
    page="https://www.sec.gov/search-filings/edgar-application-programming-interfaces",
    stale_days=14, has_past=False, age_phrase="filings: the newest answer is",
)  # fmt: skip
FACTS = Family(
    "facts:", "facts", "facts", "kept by the editors, a source in every row", "cited facts",
    page="data/facts/{table}.csv",
)  # fmt: skip

# The one chain that there is: federal funds futures.
CHAIN = "futures:ZQ"
# Tickers come last: they are what no other family has.
FAMILIES: tuple[Family, ...] = (
    CLOSES, FUTURES, FRED, FRENCH, CFTC, FUNDS, SHORT, UNIVERSE, FILINGS, FACTS, PRICES,
)  # fmt: skip

# What a folder of CSV files is called as a source, for readers.
_FOLDERS = {
    "csv prices": "the operator's CSV files of prices",
    "csv macro": "the operator's CSV files of macro series",
    "csv universe": "the operator's CSV file of stocks",
}
# What stands before the colon of a reason: inputs of any family.
_NAME = r"(?:[a-z]+:[\w^.=]+|\^?[A-Z][A-Z\d^.=]*)"
NAMES_IN_FRONT = re.compile(rf"{_NAME}(?:, {_NAME})*: ")


def family_of(name: str, families: Families) -> Family:
    """Return the family of an input; KeyError if there is none."""
    for family in families:
        if family.holds(name):
            return family
    raise KeyError(f"no family of inputs holds {name}")


def tables_behind(name: str, families: Families, tables: Iterable[str]) -> list[str]:
    """Return those of some raw tables that an input is made of; of a chain one a contract."""
    family = family_of(name, families)
    if family.form == "chain":
        return [table for table in tables if contract_month(table)]
    return [family.table(name)] if family.table(name) in tables else []


def source_name(source: str, families: Families) -> str:
    """Return a source's name for readers, and whose data an operator's files are."""
    kind, _, vendor = source.partition(": ")
    names = {family.source: family.publisher for family in families} | _FOLDERS
    name = names.get(kind, kind.replace("_", " "))
    return f"{name}, from {vendor}" if vendor else name


def contracts_ahead(now: datetime) -> tuple[str, ...]:
    """Return the tickers of this month's federal funds contract and those of the next 15 months."""
    first = pd.Period(year=now.year, month=now.month, freq="M")
    months = pd.period_range(first, periods=MONTHS_AHEAD + 1)
    return tuple(f"ZQ{LETTERS[m.month - 1]}{m.year % 100:02d}.CBT" for m in months)


def contract_month(ticker: str) -> str | None:
    """Return the month of a federal funds contract, `2026-12`; None for any other ticker."""
    match = _CONTRACT.fullmatch(ticker)
    return f"20{match[2]}-{LETTERS.index(match[1]) + 1:02d}" if match else None
