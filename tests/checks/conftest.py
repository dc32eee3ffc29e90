"""A publication of three weeks that was really recorded and built, for sceptics to tamper with."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.checks.finding import Proof
from generator.checks.records import read_record_files, record_of
from generator.claims.claim import read_claims
from generator.content.commentary import read_pages
from generator.editions.publication import Publication
from generator.editions.reading import read_editions
from generator.editions.record_file import part_hashes, record_text
from generator.ledger.files import read_ledger, write_ledger
from generator.ledger.ledger import empty_ledger
from generator.metrics.catalogue import METRICS as ALL
from generator.model.config import read_config
from generator.model.metric import Measured
from generator.model.record import Record
from generator.model.series import FAMILIES
from generator.site.build import build
from tests.sites.publication import FEES
from tests.sites.publication import METRICS as THREE
from tests.sites.weeks import FRIDAYS, measured, with_week, write_weeks

ROOT = Path(__file__).parents[2]
METRICS = (*THREE, *(metric for metric in ALL if metric.id == "rvt_nav_discount"))
FIGURES = tuple(chart for chart in CHARTS if chart.id == "discount_history")
DIGIT = re.compile(r"\d")


def read(folder: Path) -> Publication:
    """Return what lies in a folder, whether its records' hashes hold or not."""
    content = folder / "content"
    known = partial(record_of, read_record_files(content))
    config = read_config(content)
    sections = {**config.sections, "vehicles": "How to act?"}
    return Publication(
        config=config.model_copy(update={"sections": sections}),
        metrics=METRICS,
        charts=FIGURES,
        families=FAMILIES,
        ledger=read_ledger(content / "data", METRICS),
        facts={"fees": FEES},
        claims=read_claims(content / "claims"),
        editions=read_editions(content, METRICS, read=known),
        pages=read_pages(content),
    )


def revised(edition: str) -> dict[str, Measured]:
    """Return what a week gives, with a series that is drawn; w34 revises two values of each."""
    known = measured(edition)
    ratio = known["ratio"]
    assert isinstance(ratio, pd.Series)
    if edition == "2026-w34":
        ratio.iloc[[3, 5]] += 1
    return {**known, "rvt_nav_discount": ratio / 10 - 20}


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with content/ and site/ as published."""
    folder = tmp_path_factory.mktemp("audited")
    ignored = shutil.ignore_patterns("data", "editions")
    shutil.copytree(ROOT / "tests/sites/small/content", folder / "content", ignore=ignored)
    write_ledger(empty_ledger(), folder / "content/data")
    publication = read(folder)
    for week in FRIDAYS:
        publication = with_week(publication, week, revised(week))
    write_weeks(publication, folder / "content")
    build(read(folder), ROOT / "templates", folder / "site", folder / ".cache")
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of what was published, without the site."""
    shutil.copytree(original / "content", tmp_path / "copy" / "content")
    return tmp_path / "copy"


@pytest.fixture
def built(original: Path, tmp_path: Path) -> Path:
    """A copy of what was published, with the site and what the build keeps."""
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
