"""A publication of three weeks that was really recorded and built, for sceptics to tamper with."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.checks.finding import Proof
from generator.checks.records import read_filed, readable
from generator.claims.claim import read_claims
from generator.content.commentary import read_pages
from generator.editions.draft import compose_record, with_record
from generator.editions.publication import Publication
from generator.editions.reading import read_editions
from generator.editions.record_file import part_hashes, record_text
from generator.forecasts.resolve import NewEdition
from generator.ledger.files import read_ledger, write_ledger
from generator.ledger.ledger import MeasuredWeek, empty_ledger
from generator.metrics.catalogue import METRICS as ALL
from generator.model.config import read_config
from generator.model.metric import Measured, Missing, Origin
from generator.model.record import Record
from generator.site.build import build
from tests.sites.publication import FEES
from tests.sites.publication import METRICS as THREE

ROOT = Path(__file__).parents[2]
METRICS = (*THREE, *(metric for metric in ALL if metric.id == "rvt_nav_discount"))
FIGURES = tuple(chart for chart in CHARTS if chart.id == "discount_history")
FRIDAYS = {"2026-w32": "2026-08-07", "2026-w33": "2026-08-14", "2026-w34": "2026-08-21"}
DIGIT = re.compile(r"\d")


def read(folder: Path) -> Publication:
    """Return what lies in a folder, whether its records' hashes hold or not."""
    content = folder / "content"
    known = partial(readable, read_filed(content))
    config = read_config(content)
    sections = {**config.sections, "vehicles": "How to act?"}
    return Publication(
        config=config.model_copy(update={"sections": sections}),
        metrics=METRICS,
        charts=FIGURES,
        ledger=read_ledger(content / "data", METRICS),
        facts={"fees": FEES},
        claims=read_claims(content / "claims"),
        editions=read_editions(content, METRICS, read=known),
        pages=read_pages(content),
    )


def measured(friday: str) -> dict[str, Measured]:
    """Return what a week gives: series since mid-2025, a table, a gap; w34 revises two values."""
    weeks = pd.date_range("2025-06-06", friday, freq="7D")
    ratio = pd.Series(100 + np.arange(len(weeks)) * 0.25, weeks)
    if friday == FRIDAYS["2026-w34"]:
        ratio.iloc[[3, 5]] += 1
    lead = {"2026-08-07": 3.5, "2026-08-14": 4.25, "2026-08-21": 4.75}[friday]
    rows = {
        "label": ["Year to date", "12 months"], "start": ["2025-12-31", "2025-08-14"],
        "value": [lead, np.nan],
    }  # fmt: skip
    return {
        "ratio": ratio,
        "windows": pd.DataFrame(rows, index=["ytd", "m12"]),
        "multiple": Missing("no free source of earnings"),
        "rvt_nav_discount": ratio / 10 - 20,
    }


def with_week(publication: Publication, week: str) -> Publication:
    """Return the publication with a week measured and recorded."""
    friday = FRIDAYS[week]
    moment = f"{friday}T22:00:00+00:00"
    origin = Origin(
        source="yahoo", name="IWM", url="https://example.org/IWM", fetched_at=moment, rows=300,
        first="2025-06-01", last=friday, sha256="0" * 64, note="",
    )  # fmt: skip
    as_of = date.fromisoformat(friday)
    row = MeasuredWeek(week, as_of, moment, measured(friday), (origin,))
    grown = Publication(**{
        **{name: getattr(publication, name) for name in Publication.__slots__},
        "ledger": publication.ledger.with_week(row),
    })  # fmt: skip
    published_at = datetime.fromisoformat(moment).astimezone(UTC)
    edition = NewEdition(week, as_of, published_at, backfilled=False)
    return with_record(grown, compose_record(grown, edition))


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with content/ and site/ as published."""
    folder = tmp_path_factory.mktemp("audited")
    ignored = shutil.ignore_patterns("data", "editions")
    shutil.copytree(ROOT / "tests/sites/small/content", folder / "content", ignore=ignored)
    write_ledger(empty_ledger(), folder / "content/data")
    publication = read(folder)
    for week in FRIDAYS:
        publication = with_week(publication, week)
        write(folder, publication.editions[-1].record)
    write_ledger(publication.ledger, folder / "content/data")
    build(read(folder), ROOT / "templates", folder / "site", folder / ".cache")
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "copy"))


def record_path(folder: Path, week: str) -> Path:
    return folder / "content/editions" / week / "record.json"


def write(folder: Path, record: Record) -> None:
    path = record_path(folder, record.edition)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record_text(record))


def forge(folder: Path, week: str, **changed: object) -> None:
    """Change parts of a record and make its own hashes fit again."""
    record = Record.model_validate_json(record_path(folder, week).read_text())
    record = record.model_copy(update=changed)
    hashes = part_hashes(record.model_dump(mode="json"))
    write(folder, record.model_copy(update={"hashes": hashes}))


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text()
    after = change(before)
    assert after != before
    path.write_text(after)


def digits(text: str) -> list[int]:
    return [match.start() for match in DIGIT.finditer(text)]


def other_digit(text: str, at: int) -> str:
    """Return a text with one digit changed: 4 for 3, 0 for 9."""
    return f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"


def line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def told(proof: Proof) -> list[str]:
    return [str(found) for found in proof.findings]
