"""Where does a metric's raw material come from? Each input with its source, extent and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from generator.ledger.ledger import Ledger
from generator.model.formatting import day, number
from generator.model.remembered import remembered
from generator.site.pages.page import Link

FACTS = "facts:"
FACTS_BY = "kept by the editors, a source in every row"
KINDS = {
    "": "daily prices",
    "close": "daily closes",
    "fred": "series of FRED",
    "french": "series of the data library",
    "cftc": "positions of traders",
    "funds": "facts about a fund",
    "short": "listings by days of trading sold short",
    "futures": "closes of each contract",
}
# Month and year of a contract, as Yahoo writes them after its root.
CONTRACT = r"[FGHJKMNQUVXZ]\d\d\.CBT"
# Inputs whose name says their kind.
WHOLE = {
    "universe": "quotes of all companies of a day",
    "filings": "annual reports of all companies",
}
SOURCES = {
    "yahoo": "Yahoo Finance",
    "fred": "Federal Reserve Bank of St. Louis (FRED)",
    "yahoo screener": "Yahoo Finance, screener",
    "yahoo funds": "Yahoo Finance, fund pages",
    "yahoo short": "Yahoo Finance, counts of its screener",
    "french": "Kenneth R. French Data Library",
    "sec": "US Securities and Exchange Commission, XBRL frames",
    "cftc": "US Commodity Futures Trading Commission",
    "csv prices": "the operator's CSV files of prices",
    "csv macro": "the operator's CSV files of macro series",
    "csv universe": "the operator's CSV file of stocks",
}


@dataclass(frozen=True, slots=True)
class InputView:
    """One input: what it is, who gave it, how far it reaches, when it was fetched."""

    name: str
    kind: str
    source: str
    address: str = ""
    file: Link | None = None
    rows: str = ""
    span: str = ""
    fetched: str = ""


def source_name(source: str) -> str:
    """Return a source's name for readers, and whose data an operator's files are."""
    kind, _, vendor = source.partition(": ")
    name = SOURCES.get(kind, kind.replace("_", " "))
    return f"{name}, from {vendor}" if vendor else name


def origins_of(ledger: Ledger, edition: str) -> pd.DataFrame:
    """Return the raw tables that an edition was measured from, by name."""
    vintages = ledger.weeks.loc[ledger.weeks["edition"] == edition, "vintage"]
    return ledger.origins.loc[ledger.origins["vintage"].isin(vintages)].set_index("name")


def table_names(name: str, known: Iterable[str]) -> list[str]:
    """Return the raw tables of an input among the known: one, or one a contract of a future."""
    source, _, table = name.rpartition(":")
    if source == "futures":
        return [other for other in known if re.fullmatch(f"{table}{CONTRACT}", other)]
    bare = name.removeprefix("fred:").removeprefix("close:")
    return [bare] if bare in known else []


@remembered(512)
def input_view(name: str, origins: pd.DataFrame) -> InputView:
    """Return one input of a metric as the fetch behind an edition gave it."""
    source, _, table = name.rpartition(":")
    if name.startswith(FACTS):
        link = Link(f"{table}.csv", f"data/facts/{table}.csv")
        return InputView(table, "cited facts", FACTS_BY, file=link)
    kind = WHOLE.get(name) or KINDS.get(source, "series")
    names = table_names(name, origins.index)
    if not names:
        return InputView(table, kind, "not in this fetch")
    tables = origins.loc[names]
    address = str(tables["url"].iloc[0])
    return InputView(
        name=table,
        kind=kind,
        source=source_name(str(tables["source"].iloc[0])) + _vintage(address),
        address=address if address.startswith("https://") else "",
        rows=number(float(tables["rows"].astype(int).sum()), "count", 0),
        span=f"{_day(tables['first'].min())} to {_day(tables['last'].max())}",
        fetched=_day(tables["fetched_at"].max()[:10]),
    )


def _vintage(address: str) -> str:
    """Return the publisher's own edition where an address names it: `, CRSP 202605`."""
    vintage = urlsplit(address).fragment
    return f", {vintage.replace('-', ' ')}" if vintage else ""


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
