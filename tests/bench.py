"""How fast, how large? Prints the table of the README; run it with `make bench`."""

from __future__ import annotations

import gzip
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from os import cpu_count
from pathlib import Path
from statistics import median

from tests.bench_audit import auditing

ROOT = Path(__file__).parents[1]
RUNS = 5


def main() -> None:
    """Print a Markdown table of times and sizes of this tree on this machine."""
    print(f"{platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | value |\n| --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for what, value in measured(Path(folder)):
            print(f"| {what} | {value} |", flush=True)


def measured(root: Path) -> Iterator[tuple[str, str]]:
    """Give each measurement as (what, value); the tree is copied, so nothing here is touched."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    editions = len(list(root.glob("content/editions/*/record.json")))
    yield f"cold build of {editions} editions", f"{build(root):.1f} s"
    yield "peak memory of a process in it", f"{peak_mb():.0f} MB"
    yield "start-up (imports)", f"{median(start_up() for _ in range(RUNS)):.2f} s"
    yield "rebuild, nothing changed, beyond start-up", f"{median(rebuilds(root)):.2f} s"
    lead = max(root.glob("content/editions/*/edition.md"))
    for what, path in (("lead", lead), ("claim", root / "content" / "claims" / "C33.md")):
        yield (
            f"rebuild after one edited {what}, beyond start-up",
            f"{median(rebuilds(root, path)):.2f} s",
        )
    yield from auditing(root)
    yield from measuring(root)
    yield "ledger (content/data)", f"{size(root / 'content' / 'data') / 1024:.0f} KB"
    yield "records", f"{size(root / 'content' / 'editions') / 1024:.0f} KB"
    yield "site", f"{size(root / 'site') / 2**20:.1f} MB"
    yield from page_bytes(root / "site")


def start_up() -> float:
    """Return the seconds that the command line takes to be ready."""
    return seconds(sys.executable, "-c", "import generator.cli.main")


def build(root: Path) -> float:
    """Return the seconds of one `outlook build` as a process of its own."""
    return seconds(sys.executable, "-m", "generator", "--folder", str(root), "build")


def rebuilds(root: Path, text: Path | None = None) -> Iterator[float]:
    """Give the seconds beyond start-up of some rebuilds, each after one more sentence in a text.

    Start-up is measured beside each of them, since the load of a machine changes.
    """
    for number in range(RUNS):
        if text:
            text.write_text(f"{text.read_text()}\nOne more sentence, number {number}.\n")
        start = start_up()
        yield build(root) - start


def measuring(root: Path) -> Iterator[tuple[str, str]]:
    """Give the time to measure and record one edition, where raw tables are at hand."""
    snapshot = ROOT / ".cache" / "snapshot"
    if not snapshot.exists():
        yield "measure and record one edition", "no snapshot here: run `outlook fetch` first"
        return
    weeks = [edition.name for edition in sorted((root / "content" / "editions").glob("*-w*"))]
    shutil.copytree(snapshot, root / ".cache" / "snapshot", dirs_exist_ok=True)
    shutil.rmtree(root / "content" / "data")
    for record in root.glob("content/editions/*/record.json"):
        record.unlink()
    command = (sys.executable, "-m", "generator", "--folder", str(root), "backfill", weeks[0])
    one = seconds(*command, weeks[0])
    for record in root.glob("content/editions/*/record.json"):
        record.unlink()
    every = seconds(*command, weeks[-1])
    yield "measure and record one more edition", f"{(every - one) / (len(weeks) - 1):.2f} s"


def page_bytes(site: Path) -> Iterator[tuple[str, str]]:
    """Give the bytes that a phone loads for the newest edition, by kind."""
    page = (site / "index.html").read_bytes()
    style = next(site.glob("assets/*.css")).read_bytes()
    figures = [site / name for name in narrow_figures(page.decode())]
    yield "edition page, HTML, gzipped", f"{len(gzip.compress(page)) / 1024:.1f} KB"
    yield "style sheet, gzipped", f"{len(gzip.compress(style)) / 1024:.1f} KB"
    total = sum(len(gzip.compress(path.read_bytes())) for path in figures)
    yield f"its {len(figures)} figures on a phone, gzipped, loaded lazily", f"{total / 1024:.1f} KB"


def narrow_figures(html: str) -> list[str]:
    """Return the addresses of the phone's figures in a page."""
    parts = html.split('srcset="')[1:]
    return [part.split('"')[0] for part in parts if part.split('"')[0].endswith(".svg")]


def seconds(*command: str) -> float:
    """Return the wall time of a command; its failure ends the bench."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def peak_mb() -> float:
    """Return the largest memory that a child process has had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def size(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
