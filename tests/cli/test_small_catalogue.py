from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.charts.figures.relative import relative_ratio
from generator.cli.main import command_line
from generator.editions.catalogue import Catalogue
from generator.metrics.cheap.valuation import method_spread
from generator.metrics.rates.policy import easing
from generator.metrics.working.relative import (
    relative_drawdown,
    relative_return,
    relative_total_return,
)
from tests.vendor import write_vendor

ROOT = Path(__file__).parents[2]
METRICS = (
    relative_total_return, relative_return, relative_drawdown, method_spread, easing,
)  # fmt: skip
FIVE = command_line(Catalogue(METRICS, (relative_ratio,), sources=tuple))


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_vendor(tmp_path_factory.mktemp("vendor"), METRICS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the real facts and one claim, and with short pages."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content/facts", content / "facts")
    shutil.copytree(ROOT / "tests/sites/small/content/pages", content / "pages")
    shutil.copy(ROOT / "content/site.toml", content)
    (content / "claims").mkdir()
    shutil.copy(ROOT / "content/claims/C42.md", content / "claims")
    return tmp_path


def outlook(folder: Path, *words: str) -> Result:
    result = CliRunner().invoke(
        FIVE, ["--folder", str(folder), "--now", "2026-02-14T06:00:00Z", *words]
    )
    assert result.exit_code == 0, result.output
    return result


def test_five_metrics_go_all_the_way_from_fetch_to_a_proven_site(
    folder: Path, vendor: Path
) -> None:
    source = ("--source", "csv", "--from", str(vendor))
    outlook(folder, "fetch", *source)
    # The made-up policy rate goes against the Fed's decisions, so `easing` has no number.
    told = outlook(folder, "measure").stdout
    assert told == "Measured 2026-w07: 4 of 5 metrics as of 2026-02-13.\n"
    outlook(folder, "publish", *source)
    outlook(folder, "build")
    assert "Checked: 0 errors" in outlook(folder, "check").stdout
    assert outlook(folder, "audit", "--snapshot").stdout.count(", 0 differences.") == 1
    pages = {path.parent.name for path in folder.glob("site/metrics/*/index.html")}
    assert pages == {metric.id for metric in METRICS}


def test_without_sources_of_its_own_a_catalogue_fetches_nothing(folder: Path) -> None:
    result = CliRunner().invoke(FIVE, ["--folder", str(folder), "fetch"])
    assert result.exit_code == 3
    assert "No source gave anything" in result.stderr
