"""A metric's inputs: each with its source, extent and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from generator.ledger.ledger import Ledger
from generator.model.series import Families, family_of, source_name, tables_behind
from generator.site.pages.page import Link


@dataclass(frozen=True, slots=True)
class InputView:
    """One input: what it is, who gave it, how far it reaches, when it was fetched.

    Attributes:
        address: where it was fetched from, "" where a reader cannot look there.
        file: of cited facts, which have no more to say than that.
        rows: None, like the dates, for what was not in the fetch.
    """

    name: str
    kind: str
    source: str
    address: str = ""
    file: Link | None = None
    rows: int | None = None
    first: date | None = None
    last: date | None = None
    fetched: date | None = None


def origins_of(ledger: Ledger, edition: str) -> pd.DataFrame:
    """Return the raw tables that an edition was measured from, by name."""
    vintages = ledger.weeks.loc[ledger.weeks["edition"] == edition, "vintage"]
    return ledger.origins.loc[ledger.origins["vintage"].isin(vintages)].set_index("name")


def input_view(
    name: str, origins: Mapping[str, Mapping[str, str]], families: Families
) -> InputView:
    """Return one input of a metric as the fetch behind an edition gave it.

    `origins` is raw table -> its row in the ledger's origins.
    """
    family = family_of(name, families)
    bare = family.bare(name)
    if family.form == "facts":
        link = Link(f"{bare}.csv", family.address(name))
        return InputView(bare, family.kind, family.publisher, file=link)
    tables = [origins[raw] for raw in tables_behind(name, families, origins)]
    if not tables:
        return InputView(bare, family.kind, "not in this fetch")
    address = tables[0]["url"]
    return InputView(
        name=bare,
        kind=family.kind,
        source=source_name(tables[0]["source"], families) + _vintage(address),
        address=address if address.startswith("https://") else "",
        rows=sum(int(row["rows"]) for row in tables),
        first=date.fromisoformat(min(row["first"] for row in tables)),
        last=date.fromisoformat(max(row["last"] for row in tables)),
        fetched=date.fromisoformat(max(row["fetched_at"] for row in tables)[:10]),
    )


def _vintage(address: str) -> str:
    """Return the publisher's own edition where an address names it: `, CRSP 202605`."""
    vintage = urlsplit(address).fragment
    return f", {vintage.replace('-', ' ')}" if vintage else ""
