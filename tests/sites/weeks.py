"""Weeks of small sites: measured by hand, recorded by our own code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from generator.editions.draft import compose_record, with_record
from generator.editions.publication import Publication
from generator.editions.record_file import write_record
from generator.forecasts.log import write_forecasts
from generator.forecasts.resolve import NewEdition, with_resolutions
from generator.ledger.files import write_ledger
from generator.ledger.ledger import MeasuredWeek
from generator.model.metric import Measured, Missing, Origin

FRIDAYS = {"2026-w32": "2026-08-07", "2026-w33": "2026-08-14", "2026-w34": "2026-08-21"}
LEAD_PP = {"2026-w32": 3.5, "2026-w33": 4.25, "2026-w34": 4.75}


def measured(edition: str) -> dict[str, Measured]:
    """Return what a week gives: a series since mid-2025, a table, a gap."""
    weeks = pd.date_range("2025-06-06", FRIDAYS[edition], freq="7D")
    rows = {
        "label": ["Year to date", "12 months"], "start": ["2025-12-31", "2025-08-14"],
        "value": [LEAD_PP[edition], np.nan],
    }  # fmt: skip
    return {
        "ratio": pd.Series(100 + np.arange(len(weeks)) * 0.25, weeks),
        "windows": pd.DataFrame(rows, index=["ytd", "m12"]),
        "multiple": Missing("no free source of earnings"),
    }


def with_week(
    publication: Publication,
    edition: str,
    measurements: Mapping[str, Measured],
    *,
    last: str = "",
    note: str = "",
) -> Publication:
    """Return the publication with a week measured and recorded, and what it decides.

    Args:
        publication: the weeks before.
        edition: the week, one of FRIDAYS.
        measurements: by metric.
        last: the newest day that the source had, if not the week's Friday.
        note: what the source's table says of itself.
    """
    friday = FRIDAYS[edition]
    moment = f"{friday}T22:00:00+00:00"
    origin = Origin(
        source="yahoo", name="IWM", url="https://example.org/IWM", fetched_at=moment, rows=300,
        first="2025-06-01", last=last or friday, sha256="0" * 64, note=note,
    )  # fmt: skip
    as_of = date.fromisoformat(friday)
    row = MeasuredWeek(edition, as_of, moment, measurements, (origin,))
    published_at = datetime.fromisoformat(moment).astimezone(UTC)
    new = NewEdition(edition, as_of, published_at, backfilled=False)
    ledger = publication.ledger.with_week(row)
    log = with_resolutions(publication.forecasts, ledger, new)
    grown = replace(publication, ledger=ledger, forecasts=log)
    return with_record(grown, compose_record(grown, new))


def write_weeks(publication: Publication, content: Path) -> None:
    """Write ledger, forecasts and records into a content folder."""
    write_ledger(publication.ledger, content / "data")
    write_forecasts(publication.forecasts, content / "forecasts.jsonl")
    for edition in publication.editions:
        write_record(edition.record, content)
