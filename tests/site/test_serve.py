from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.model.series import FAMILIES
from generator.site.serve import rebuild
from tests.sites.publication import METRICS

ROOT = Path(__file__).parents[2]
THREE = Catalogue(METRICS, (), tuple, FAMILIES)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A repository with the small publication."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(ROOT / "tests/sites/small/content", tmp_path / "content")
    shutil.copytree(ROOT / "content/facts", tmp_path / "content/facts")
    for lead in tmp_path.glob("content/editions/*/edition.md"):  # which places a figure
        lead.write_text("---\ntitle: T\nsummary: S\n---\nA text.\n")
    return Paths(tmp_path)


@pytest.fixture
def newest(tmp_path: Path) -> Path:
    """A copy of the repository with its newest edition only, so that a build is quick."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for folder in sorted(tmp_path.glob("content/editions/*/"))[:-1]:
        shutil.rmtree(folder)
    return tmp_path


def test_a_preview_shows_drafts_and_names_the_numbers_it_borrows(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lead = paths.content / "editions" / "2027-w01" / "edition.md"
    lead.parent.mkdir()
    lead.write_text("---\ntitle: A draft\nsummary: S\ndraft: true\n---\nText.\n")
    assert rebuild(paths, THREE, tmp_path / "preview")
    assert "A draft" in (tmp_path / "preview" / "index.html").read_text()
    assert "2027-w01 is not published: it shows the numbers of" in capsys.readouterr().out


def test_a_mistake_keeps_the_last_good_preview(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = tmp_path / "preview"
    assert rebuild(paths, THREE, preview)
    before = (preview / "index.html").read_bytes()
    lead = max(paths.content.glob("editions/*/edition.md"))
    lead.write_text(lead.read_text() + "\n{{ no_such.number }}\n")
    assert not rebuild(paths, THREE, preview)
    assert (preview / "index.html").read_bytes() == before
    assert "no_such.number" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "--folder", str(tmp_path), "serve"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*command, "--port", port], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert f"Error: Port {port} cannot be used: Address already in use." in done.stderr


def test_serve_answers_on_this_machine_and_reloads(newest: Path) -> None:
    command = [sys.executable, "-m", "generator", "--folder", str(newest), "serve"]
    # A port of its own: another run of the tests, or one that was killed, may hold a fixed one.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    builder = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        assert '<script src="/reload.js"></script></body>' in answer(port, "/")
        assert 'fetch("/reload?"' in answer(port, "/reload.js")
        assert answer(port, "/assets/../robots.txt").startswith("User-agent")
        state = answer(port, "/reload?")
        about = newest / "content" / "pages" / "about.md"
        about.write_text(about.read_text() + "\nA sentence that is new.\n")
        assert answer(port, f"/reload?{state}") != state
        assert "A sentence that is new." in answer(port, "/about/")
    finally:
        builder.terminate()
        builder.wait(timeout=20)
    assert_is_over(port)


def assert_is_over(port: int) -> None:
    """The server ends by itself when nobody builds any more."""
    for _ in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    pytest.fail("the server goes on without its builder")


def answer(port: int, path: str) -> str:
    """What the server says, once it is up; it builds first."""
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not come up")
