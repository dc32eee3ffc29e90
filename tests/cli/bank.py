"""A new source, as one file: a bank that says its rate each day."""

from __future__ import annotations

from typing import TextIO

import pandas as pd

from generator.model.series import Family
from generator.sources.answers import macro_part, score, source_page
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Snapshot

BANK = Family(
    "bank:", "series", "bank", "Bank of Utopia", "rates of the bank",
    page="https://bank.example/{table}", lag_days=1, stale_days=10,
)  # fmt: skip


def fetch_bank(ask: Ask, stream: TextIO) -> Snapshot:
    """Return the bank's rate: 3 percent until the end of January 2026, then 3.25."""
    days = pd.bdate_range("2025-12-01", "2026-02-13")
    rate = pd.DataFrame(
        {"date": days, "value": [3.0 if day.year < 2026 or day.month < 2 else 3.25 for day in days]}
    )
    names = ask.tables(BANK)
    progress = Progress(stream, BANK.source).tell(f"asking for {len(names)} series")
    part = macro_part(ask, source_page(BANK), dict.fromkeys(names, rate))
    progress.done(score(part, len(names)))
    return part
