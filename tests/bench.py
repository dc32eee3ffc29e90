"""How fast, how large? Prints the table of the README; run it with `make bench`."""

from __future__ import annotations

import gzip
import platform
import shutil
import tempfile
from collections.abc import Iterator
from os import cpu_count
from pathlib import Path
from statistics import median

from tests.bench_audit import auditing
from tests.bench_edits import RUNS, START_UP, editing, outlook, run

ROOT = Path(__file__).parents[1]


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
    cold = run(*outlook(root, "build"))
    yield f"cold build of {editions} editions", f"{cold.seconds:.1f} s, peak {cold.peak_mb:.0f} MB"
    start = median(run(*START_UP).seconds for _ in range(RUNS))
    yield "start-up (imports)", f"{start:.2f} s"
    yield from editing(root)
    yield from auditing(root)
    yield from measuring(root)
    yield "ledger (content/data)", f"{size(root / 'content' / 'data') / 1024:.0f} KB"
    yield "records", f"{size(root / 'content' / 'editions') / 1024:.0f} KB"
    yield "site", f"{size(root / 'site') / 2**20:.1f} MB"
    yield from page_bytes(root / "site")


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
    command = (*outlook(root, "backfill"), weeks[0])
    one = run(*command, weeks[0]).seconds
    for record in root.glob("content/editions/*/record.json"):
        record.unlink()
    every = run(*command, weeks[-1]).seconds
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


def size(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
