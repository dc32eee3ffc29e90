from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import read_config
from generator.errors import ConfigError

GOOD = """
title = "T"
tagline = "t"
description = "d"
base_url = "https://example.org/outlook/"
byline = "Editorial desk"
first_edition = "2026-w03"
[sections]
working = "Is it working?"
[lags]
fred = { lag_days = 1, stale_days = 10 }
"fred:CPI" = { lag_days = 12, stale_days = 40 }
"""


def write(folder: Path, text: str) -> Path:
    (folder / "site.toml").write_text(text)
    return folder


def test_a_good_file_is_read(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, GOOD))
    assert config.base_path == "/outlook/"
    assert config.lag("fred:CPI").lag_days == 12
    assert config.lag("fred:DGS2").lag_days == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("title", "titel"), "titel: Extra inputs"),
        (('"https://example.org/outlook/"', '"example.org"'), "base_url"),
        (('"2026-w03"', '"week 3"'), "first_edition"),
        (("working", "weather"), "sections.weather"),
        (("lag_days = 1,", "lag_days = -1,"), "lags.fred.lag_days"),
        (('"T"', '"T'), "site.toml"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_config(write(tmp_path, GOOD.replace(*change)))


def test_an_absent_file_says_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"site\.toml is missing\. Run outlook in"):
        read_config(tmp_path)
