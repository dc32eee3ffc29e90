"""Which federal funds futures are asked for, and which month does each stand for?"""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd

# What a metric calls the whole chain.
FUTURES = "futures:ZQ"
MONTHS_AHEAD = 15
# The exchanges' letters for January to December.
LETTERS = "FGHJKMNQUVXZ"
_CONTRACT = re.compile(rf"ZQ([{LETTERS}])(\d\d)\.CBT")


def contracts_ahead(now: datetime) -> tuple[str, ...]:
    """Return the tickers of this month's contract and those of the next 15 months."""
    first = pd.Period(year=now.year, month=now.month, freq="M")
    months = pd.period_range(first, periods=MONTHS_AHEAD + 1)
    return tuple(f"ZQ{LETTERS[m.month - 1]}{m.year % 100:02d}.CBT" for m in months)


def contract_month(ticker: str) -> str | None:
    """Return the month of a federal funds contract, `2026-12`; None for any other ticker."""
    match = _CONTRACT.fullmatch(ticker)
    return f"20{match[2]}-{LETTERS.index(match[1]) + 1:02d}" if match else None
