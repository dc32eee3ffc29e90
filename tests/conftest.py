from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run and machine: a red test must be red for everyone.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def market() -> Path:
    """The folder of real market history, which is not part of the repository."""
    folder = ROOT.parent / "shared" / "market"
    if not folder.is_dir():
        pytest.skip("no real market history beside the repository")
    return folder
