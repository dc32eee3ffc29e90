"""Where does a metric's raw material come from? Each input with its source, extent and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from generator.formatting import day
from generator.ledger import Ledger
from generator.pages.page import Link

FACTS = "facts:"
KINDS = {"": "daily prices", "fred": "series of FRED"}
SOURCES = {
    "yahoo": "Yahoo Finance",
    "fred": "Federal Reserve Bank of St. Louis (FRED)",
    "csv prices": "the operator's CSV files of prices",
    "csv macro": "the operator's CSV files of macro series",
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


def origins_of(ledger: Ledger, edition: str) -> pd.DataFrame:
    """Return the raw tables that an edition was measured from, by name."""
    vintages = ledger.weeks.loc[ledger.weeks["edition"] == edition, "vintage"]
    return ledger.origins.loc[ledger.origins["vintage"].isin(vintages)].set_index("name")


def input_view(name: str, origins: pd.DataFrame) -> InputView:
    """Return one input of a metric as the fetch behind an edition gave it."""
    source, _, table = name.rpartition(":")
    if name.startswith(FACTS):
        link = Link(f"{table}.csv", f"data/facts/{table}.csv")
        return InputView(
            table, "cited facts", "kept by the editors, a source in every row", file=link
        )
    if table not in origins.index:
        return InputView(table, KINDS[source], "not in this fetch")
    origin = {key: str(value) for key, value in origins.loc[table].items()}
    address = origin["url"]
    return InputView(
        name=table,
        kind=KINDS[source],
        source=SOURCES[origin["source"]],
        address=address if address.startswith("https://") else "",
        rows=f"{int(origin['rows']):,}",
        span=f"{_day(origin['first'])} to {_day(origin['last'])}",
        fetched=_day(origin["fetched_at"][:10]),
    )


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
