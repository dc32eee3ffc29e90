"""A metric's inputs: each with its source, extent and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from generator.ledger.ledger import Ledger
from generator.model.formatting import day, number
from generator.model.series import Families, family_of, source_name, tables_behind
from generator.site.pages.page import Link


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


def input_view(name: str, origins: pd.DataFrame, families: Families) -> InputView:
    """Return one input of a metric as the fetch behind an edition gave it."""
    family = family_of(name, families)
    bare = family.bare(name)
    if family.form == "facts":
        link = Link(f"{bare}.csv", family.address(name))
        return InputView(bare, family.kind, family.publisher, file=link)
    names = tables_behind(name, families, origins.index)
    if not names:
        return InputView(bare, family.kind, "not in this fetch")
    tables = origins.loc[names]
    address = str(tables["url"].iloc[0])
    return InputView(
        name=bare,
        kind=family.kind,
        source=source_name(str(tables["source"].iloc[0]), families) + _vintage(address),
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
