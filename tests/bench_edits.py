"""How long does a rebuild take after one edit, and how much memory? Rows of `make bench`."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

RUNS = 3
START_UP = (sys.executable, "-c", "import generator.cli.main")


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: wall time, processor time, and the most memory it had."""

    seconds: float
    cpu: float
    peak_mb: float


def editing(root: Path) -> Iterator[tuple[str, str]]:
    """Give the rebuild of a built copy of the tree after one edit of each kind."""
    editions = sorted(path.parent for path in root.glob("content/editions/*/record.json"))
    lead = max(root.glob("content/editions/*/edition.md"))
    claim, page = root / "content/claims/C33.md", root / "content/pages/about.md"
    edits = (
        ("nothing", lead, ""),
        ("a lead", lead, r"\Z"),
        ("a title", lead, r"(?m)^title: \"?"),
        ("a claim's text", claim, r"\Z"),
        ("a claim's statement", claim, r"(?m)^statement: \"?"),
        ("a page", page, r"\Z"),
        ("site.toml, tagline", root / "content/site.toml", r"(?m)^tagline = \""),
        ("site.toml, title", root / "content/site.toml", r"(?m)^title = \""),
    )
    for what, path, place in edits:
        runs = list(rebuilds(root, path, place))
        extra, cpu = (median(getattr(run, n) for run in runs) for n in ("seconds", "cpu"))
        peak = max(run.peak_mb for run in runs)
        yield (
            f"{len(editions)} editions, rebuild after an edit of {what}, beyond start-up",
            f"{extra:.2f} s ({cpu:.2f} s of processor, peak {peak:.0f} MB)",
        )


def rebuilds(root: Path, path: Path, place: str) -> Iterator[Run]:
    """Give some rebuilds, each after one more word in a file, less the start-up beside each."""
    for number in range(RUNS):
        if place:
            text = path.read_text()
            path.write_text(re.sub(place, rf"\g<0>Word{number} ", text, count=1))
        start, built = run(*START_UP), run(*outlook(root, "build"))
        yield Run(built.seconds - start.seconds, built.cpu - start.cpu, built.peak_mb)


def outlook(root: Path, command: str) -> tuple[str, ...]:
    """Return a command of ours on a tree."""
    return (sys.executable, "-m", "generator", "--folder", str(root), command)


def run(*command: str) -> Run:
    """Return what a command took as a process of its own; its failure ends the bench."""
    start = time.perf_counter()
    with Path(os.devnull).open("w") as silent:
        process = os.posix_spawn(
            command[0],
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, silent.fileno(), 1)],
        )
        _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed.")
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
