from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from generator.editions.publication import Publication
from tests.sites.publication import read_small

# The same examples on every run and machine: a red test must be red for everyone.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest tests/site/test_golden_site.py --update-golden` accept what is built now."""
    parser.addoption("--update-golden", action="store_true", help="Rewrite tests/sites/*/expected.")


@pytest.fixture(scope="session")
def small() -> Publication:
    """The publication of tests/sites/small, for tests that only read it."""
    return read_small(ROOT / "tests" / "sites" / "small" / "content")


@pytest.fixture(scope="session")
def market() -> Path:
    """The folder of real market history, which is not part of the repository."""
    folder = ROOT.parent / "shared" / "market"
    if not folder.is_dir():
        pytest.skip("no real market history beside the repository")
    return folder
