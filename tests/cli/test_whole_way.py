"""The whole way with the full catalogue, and the same bytes on every machine.

Clock, language, order of sets and fonts decide nothing.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from generator.charts.kit import typeface
from generator.cli.catalogue import FULL
from generator.cli.main import main
from tests.cli.conftest import ROOT, done, files
from tests.vendor import write_vendor

pytestmark = pytest.mark.slow
ELSEWHERE = {
    "TZ": "Pacific/Auckland", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "7",
}  # fmt: skip
ONE_TEXT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">'
    '<text y="15" font-family="Arial">A text</text></svg>'
)
DRAW = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.svg_to_png(sys.argv[1]))"


def renamed(font: bytes, family: str) -> bytes:
    """A font under another name of a family, which is shorter than its own."""
    own, new = typeface.FAMILY.encode("utf-16-be"), family.encode("utf-16-be")
    entry = struct.pack(">HH", 1, len(own))  # of the list of names: the family's, and its length
    assert font.count(entry) == 1
    return font.replace(entry, struct.pack(">HH", 1, len(new))).replace(own, new.ljust(len(own)))


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment of another machine; its one font, a bold one, goes by the name of Arial."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    font = (typeface.FOLDER / "bold.ttf").read_bytes()
    (fonts / "arial.ttf").write_bytes(renamed(font, "Arial"))
    (fonts / "fonts.conf").write_text(f"<fontconfig><dir>{fonts}</dir></fontconfig>")
    return {**os.environ, **ELSEWHERE, "FONTCONFIG_FILE": str(fonts / "fonts.conf")}


def drawn(environment: dict[str, str]) -> bytes:
    command = (sys.executable, "-c", DRAW, ONE_TEXT)
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="fonts are chosen for a process on Linux only")
def test_the_fonts_elsewhere_are_others(elsewhere: dict[str, str]) -> None:
    assert drawn(elsewhere) != drawn({**os.environ})


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real texts with two weeks of made-up numbers: the whole way with the full catalogue."""
    vendor = write_vendor(tmp_path_factory.mktemp("vendor"), FULL.metrics)
    folder, source = (
        tmp_path_factory.mktemp("published"),
        ("--source", "csv", "--from", str(vendor)),
    )
    shutil.copytree(ROOT / "templates", folder / "templates")
    recorded = shutil.ignore_patterns("data", "editions", "forecasts.jsonl")
    shutil.copytree(ROOT / "content", folder / "content", ignore=recorded)
    done(folder, "fetch", *source, program=main)
    done(folder, "backfill", "2026-w06", "2026-w06", program=main)
    assert "Checked: 0 errors" in done(folder, "publish", "2026-w07", *source, program=main)
    return folder


def test_what_was_published_is_proven_and_measured_again(published: Path) -> None:
    records, ledger, pages, numbers, again = done(
        published, "audit", "--snapshot", program=main
    ).splitlines()
    assert records.startswith("2 records: hashes and chain hold.")
    assert ledger.endswith(" rows unchanged.")
    assert pages.startswith("2 pages: equal their records, and so do ")
    assert numbers.endswith(" numbers, 0 differences.")
    assert again.endswith("2 editions, 2 of this vintage, in which nothing differs.")


def test_another_machine_builds_the_same_bytes(
    published: Path, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    for name in ("content", "templates"):
        shutil.copytree(published / name, tmp_path / "there" / name)
    command = (sys.executable, "-m", "generator", "--folder", str(tmp_path / "there"), "build")
    subprocess.run(command, env=elsewhere, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    here, there = files(published / "site"), files(tmp_path / "there" / "site")
    assert {path.rsplit(".")[-1] for path in here} >= {"html", "svg", "png", "csv", "json", "xml"}
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []
