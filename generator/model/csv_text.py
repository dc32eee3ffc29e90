"""How are rows written as CSV? One place for line ends and quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as the text of a CSV file, whose lines end as on Unix."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
