"""Annual reports of companies by hand, as the snapshot keeps them."""

from __future__ import annotations

import pandas as pd

from generator.model.sec_tags import FACT_TAGS
from generator.sources.snapshot import filings_table

FRIDAY = "2026-11-20"
# Who is small by rank: 500 large companies and 500 in between come before it.
FIRST_SMALL = 1001
FLOAT = {"large": 1000.0, "middle": 500.0, "small": 100.0}


def report(
    cik: int, year: int = 2025, public_float: float = 100.0, **facts: float
) -> dict[str, object]:
    """Return what a company states of a year; only the given facts are known."""
    unknown = dict.fromkeys(FACT_TAGS)
    return (
        {"date": FRIDAY, "cik": cik, "year": year, "public_float": public_float} | unknown | facts
    )


def reports(*rows: dict[str, object]) -> pd.DataFrame:
    """Return the table of some reports alone."""
    table = pd.DataFrame(list(rows))
    return filings_table([table.assign(date=pd.to_datetime(table["date"]))])


def ranked(
    large: list[dict[int, dict[str, float]]], small: list[dict[int, dict[str, float]]]
) -> pd.DataFrame:
    """Return reports in which the given companies are large and small, and others only fill ranks.

    Each company is year -> facts. The groups hold nobody else: who fills the 500 ranks in between
    is in neither of them, and the large group's other companies have a float of next to nothing
    more than those, so that the given ones hold nearly all of it.
    """
    floats = (
        [1e9] * len(large) + [600.0] * (500 - len(large)) + [500.0] * 500 + [100.0] * len(small)
    )
    given = dict(enumerate(large, start=1)) | dict(enumerate(small, start=FIRST_SMALL))
    rows = []
    for cik, public_float in enumerate(floats, start=1):
        years = given.get(cik, {})
        # Whoever is ranked states a cash flow and an equity of 2025.
        base = {"operating_cash": 0.0, "equity": public_float} | years.get(2025, {})
        facts = years | {2025: base}
        rows += [report(cik, year, public_float, **of) for year, of in facts.items()]
    return reports(*rows)
