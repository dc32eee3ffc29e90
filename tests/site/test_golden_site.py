from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.checks.site import check_site
from generator.site.build import build_site
from generator.site.press import set_up
from tests.sites.publication import artwork_of, read_small

ROOT = Path(__file__).parents[2]
STYLE = re.compile(rb"style-[0-9a-f]{8}\.css")
CASES = sorted(path.parent for path in (ROOT / "tests" / "sites").glob("*/content"))


def files_of(folder: Path) -> dict[str, bytes]:
    """The files by name, without style sheet, its hash and script: other tests look at those."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): STYLE.sub(b"style.css", path.read_bytes())
        for path in paths
        if path.suffix not in (".css", ".js")
    }


def write(files: dict[str, bytes], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_site_is_built_file_for_file_as_it_was_accepted(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    publication, out = read_small(case / "content"), tmp_path / "site"
    press = set_up(publication, ROOT / "templates", tmp_path / "cache")
    build_site(publication, artwork_of(publication), press, out)
    built = files_of(out)
    if request.config.getoption("--update-golden"):
        write(built, case / "expected")
    expected = files_of(case / "expected")
    assert sorted(built) == sorted(expected)
    assert [name for name in built if built[name] != expected[name]] == []
    assert check_site(out, publication.config) == []
