"""Repositories to run commands in: what a day's work needs, with five metrics and one figure."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TypeAlias

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli.catalogue import FULL
from generator.cli.main import command_line
from generator.editions.catalogue import Catalogue
from tests.vendor import write_vendor

ROOT = Path(__file__).parents[2]
CONTENT = Path(__file__).parent / "content"
SATURDAY_W07 = "2026-02-14T06:00:00Z"
NAMES = {
    "relative_return", "relative_total_return", "relative_drawdown", "easing", "policy_rate",
}  # fmt: skip
SMALL = Catalogue(
    metrics=tuple(metric for metric in FULL.metrics if metric.id in NAMES),
    charts=tuple(chart for chart in FULL.charts if chart.id == "relative_ratio"),
    sources=FULL.sources,
    families=FULL.families,
)
COMMAND_LINE = command_line(SMALL)
Source: TypeAlias = tuple[str, ...]


def run(
    folder: Path, *words: str, now: str = SATURDAY_W07, typed: str = "",
    program: click.Group = COMMAND_LINE,
) -> Result:  # fmt: skip
    """Return what a command did in a folder."""
    return CliRunner().invoke(program, ["--folder", str(folder), "--now", now, *words], input=typed)


def done(folder: Path, *words: str, program: click.Group = COMMAND_LINE) -> str:
    """Return what a command says that ends well."""
    result = run(folder, *words, program=program)
    assert result.exit_code == 0, result.output
    return result.stdout


def repository(folder: Path) -> Path:
    """Return a folder as on the first day: small texts, real facts, no ledger and no edition."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(CONTENT, folder / "content")
    shutil.copytree(ROOT / "tests/sites/small/content/pages", folder / "content" / "pages")
    shutil.copytree(ROOT / "content" / "facts", folder / "content" / "facts")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="session")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vendor's CSV files for the five metrics."""
    return write_vendor(tmp_path_factory.mktemp("vendor"), SMALL.metrics)


@pytest.fixture(scope="session")
def source(vendor: Path) -> Source:
    """The options that name the vendor's folder."""
    return ("--source", "csv", "--from", str(vendor))
