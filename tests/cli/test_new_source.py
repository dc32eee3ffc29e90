from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from generator.cli.main import command_line
from generator.editions.catalogue import Catalogue
from generator.metrics.maths.observations import weekly
from generator.metrics.working.relative import relative_return
from generator.model.metric import metric
from generator.model.series import FAMILIES
from generator.sources.csv_folder import csv_source
from tests.cli.bank import BANK, fetch_bank

ROOT = Path(__file__).parents[2]


@metric(
    "rates",
    "The bank's rate",
    "%",
    inputs=("bank:base",),
    formula="as given",
    pitfalls="none",
    decimals=2,
)
def bank_rate(base: pd.Series[float]) -> pd.Series[float]:
    """What the bank asks.

    Args:
        base: percent, by the day on which it was known.
    """
    return weekly(base)


@pytest.fixture(scope="module")
def prices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two funds that rise by a tenth of a percent a day."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "prices").mkdir()
    days = pd.bdate_range("2024-06-03", "2026-02-13")
    close = [100 * 1.001**day for day in range(len(days))]
    for ticker in ("IWM", "SPY"):
        rows = pd.DataFrame({"date": days, "close": close, "adj_close": close})
        rows.to_csv(folder / "prices" / f"{ticker}.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository without a claim."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "content/facts", folder / "content/facts")
    shutil.copytree(ROOT / "tests/sites/small/content/pages", folder / "content/pages")
    shutil.copy(ROOT / "content/site.toml", folder / "content")
    (folder / "content/claims").mkdir()
    return folder


@pytest.fixture(scope="module")
def published(folder: Path, prices: Path) -> Result:
    sources = (csv_source(prices, FAMILIES), fetch_bank)
    catalogue = Catalogue((relative_return, bank_rate), (), lambda: sources, (BANK, *FAMILIES))
    words = ["--folder", str(folder), "--now", "2026-02-14T06:00:00Z", "publish"]
    result = CliRunner().invoke(command_line(catalogue), words)
    assert result.exit_code == 0, result.output
    return result


def test_a_new_source_says_how_far_it_is(published: Result) -> None:
    assert "bank   asking for 1 series\nbank   1 of 1\n" in published.stderr


@pytest.mark.usefixtures("published")
def test_its_number_reaches_a_metric_page(folder: Path) -> None:
    page = (folder / "site/metrics/bank_rate/index.html").read_text(encoding="utf-8")
    assert "3.25%" in page
    assert "Bank of Utopia" in page
    assert "https://bank.example/base" in page


@pytest.mark.usefixtures("published")
def test_programs_are_told_its_source(folder: Path) -> None:
    told = json.loads((folder / "site/data/metrics/bank_rate.json").read_text(encoding="utf-8"))
    (origin,) = told["origins"]
    assert (origin["input"], origin["source"], origin["name"]) == (
        "bank:base",
        "bank",
        "Bank of Utopia",
    )
    assert told["as_of"] == "2026-02-13"
