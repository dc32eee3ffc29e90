"""The same bytes on every machine: clock, language, order of sets and fonts decide nothing."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from generator.charts.kit import typeface

ROOT = Path(__file__).parents[2]
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


def start_build(folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Begin to build the site of the newest edition alone."""
    newest = max(path.parent.name for path in ROOT.glob("content/editions/*/record.json"))
    older = shutil.ignore_patterns("*-w*")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "content", folder / "content", ignore=older)
    edition = Path("content", "editions", newest)
    shutil.copytree(ROOT / edition, folder / edition)
    command = (sys.executable, "-m", "generator", "--folder", str(folder), "build")
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.skipif(sys.platform != "linux", reason="fonts are chosen for a process on Linux only")
def test_the_fonts_elsewhere_are_others(elsewhere: dict[str, str]) -> None:
    assert drawn(elsewhere) != drawn({**os.environ})


def test_another_machine_builds_the_same_bytes(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    builds = [
        start_build(tmp_path / "here", {**os.environ}),
        start_build(tmp_path / "there", elsewhere),
    ]
    assert [build.wait() for build in builds] == [0, 0]
    here, there = (files_of(tmp_path / name / "site") for name in ("here", "there"))
    assert {path.rsplit(".")[-1] for path in here} >= {"html", "svg", "png", "csv", "json", "xml"}
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []
