"""What have we measured, week by week, and how does it lie in content/data/?"""

from __future__ import annotations

from generator.ledger.book import ORIGINS, REVISIONS, WEEKS, Ledger, MeasuredWeek, empty_ledger
from generator.ledger.files import (
    ledger_files,
    ledger_texts,
    read_ledger,
    row_counts,
    write_ledger,
)
from generator.ledger.table import Table

__all__ = [
    "ORIGINS",
    "REVISIONS",
    "WEEKS",
    "Ledger",
    "MeasuredWeek",
    "Table",
    "empty_ledger",
    "ledger_files",
    "ledger_texts",
    "read_ledger",
    "row_counts",
    "write_ledger",
]
