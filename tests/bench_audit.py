"""How long does an audit take, of this tree and of ten years of editions? Rows of `make bench`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pandas as pd

from generator.editions import (
    Edition,
    Publication,
    Stamp,
    compose_record,
    with_record,
    write_record,
)
from generator.ledger import Ledger, ledger_texts, write_ledger
from generator.publish import Workshop, read_publication
from generator.record import LedgerFile
from generator.sessions import week_id

TEN_YEARS = 520


def auditing(root: Path) -> Iterator[tuple[str, str]]:
    """Give the time to audit a built copy of the tree, and that of one grown to ten years."""
    count = len(list(root.glob("content/editions/*/record.json")))
    yield f"audit of {count} editions, start-up included", f"{outlook(root, 'audit'):.1f} s"
    grown = root.with_name(f"{root.name}-grown")
    try:
        grow(root, grown)
        outlook(grown, "build")
        passed = outlook(grown, "audit")
        yield f"audit of {TEN_YEARS} made-up editions, start-up included", f"{passed:.0f} s"
    finally:
        shutil.rmtree(grown, ignore_errors=True)


def grow(root: Path, grown: Path) -> None:
    """Copy a tree and record made-up weeks before its own, in a ledger that has rows for them.

    Their series end in the week; their tables and reasons are those of the first real edition.
    """
    shutil.copytree(root, grown, ignore=shutil.ignore_patterns("site"))
    workshop = Workshop(grown)
    published = read_publication(workshop)
    first = published.editions[0].record.as_of
    count = TEN_YEARS - len(published.editions)
    weeks = [first - timedelta(weeks=count - number) for number in range(count)]
    shutil.rmtree(grown / "content/editions")
    now = replace(published, ledger=longer(published, weeks), editions=())
    known = [*made_up_rows(published, weeks), *real_rows(published, len(weeks))]
    files = known_files(now.ledger, known)
    days = [*weeks, *(edition.record.as_of for edition in published.editions)]
    moment = Stamp(published.editions[-1].record.published_at, backfilled=True)
    for day, rows, knew in zip(days, known, files, strict=True):
        then = replace(now, ledger=now.ledger.cut(rows))
        now = with_record(now, compose_record(
            replace(then, editions=now.editions), week_id(day), day, moment, knew,
        ))  # fmt: skip
    for edition in now.editions:
        write_record(edition.record, workshop.content)
    write_ledger(now.ledger, workshop.data)


def longer(published: Publication, weeks: list[date]) -> Ledger:
    """Return the ledger with the first edition's tables and reasons in earlier weeks, too."""
    ledger, first = published.ledger, published.ledger_of(published.editions[0])
    vintage = first.weeks["vintage"].iloc[0]
    rows = [(week_id(day), day.isoformat(), vintage) for day in weeks]
    blocks = {
        metric: [table.assign(as_of=day.isoformat()) for day in weeks]
        for metric, table in first.tables.items()
    }
    missing = {
        (day.isoformat(), metric): why
        for day in weeks
        for (_, metric), why in first.missing.items()
    }
    return replace(
        ledger,
        tables={
            metric: pd.concat([*blocks.get(metric, []), table], ignore_index=True)
            for metric, table in ledger.tables.items()
        },
        missing={**missing, **ledger.missing},
        weeks=pd.concat([pd.DataFrame(rows, columns=ledger.weeks.columns), ledger.weeks]),
    )


def made_up_rows(published: Publication, weeks: list[date]) -> Iterator[dict[str, int]]:
    """Give for each made-up week how many rows of each file it knows."""
    record, first = published.editions[0].record, published.ledger_of(published.editions[0])
    for number, day in enumerate(weeks, start=1):
        rows = {name: file.rows * number for name, file in record.ledger.items()}
        for metric, values in first.series.items():
            end = values.index.searchsorted(pd.Timestamp(day), side="right")
            rows[f"series/{metric}.csv"] = int(end)
        yield {**rows, "origins.csv": len(first.origins), "revisions.csv": 0}


def real_rows(published: Publication, made_up: int) -> Iterator[dict[str, int]]:
    """Give for each real edition how many rows of each file it knows, the made-up ones included."""
    first = published.editions[0].record.ledger

    def before(name: str) -> int:
        grows = name.startswith("tables/") or name in ("missing.csv", "weeks.csv")
        return first[name].rows * made_up if grows and name in first else 0

    def known(edition: Edition) -> dict[str, int]:
        return {name: file.rows + before(name) for name, file in edition.record.ledger.items()}

    return map(known, published.editions)


def known_files(ledger: Ledger, known: list[dict[str, int]]) -> Iterator[Mapping[str, LedgerFile]]:
    """Give what each edition knew of the ledger's files, from the rows that it knew."""
    texts = {
        name: text.encode().splitlines(keepends=True) for name, text in ledger_texts(ledger).items()
    }
    running = {name: (sha256(), 0) for name in texts}
    for rows in known:
        files = {}
        for name, count in rows.items():
            digest, at = running[name]
            digest.update(b"".join(texts[name][at : count + 1]))
            running[name] = digest, count + 1
            header = texts[name][0].decode().rstrip("\n")
            files[name] = LedgerFile(header=header, rows=count, sha256=digest.hexdigest())
        yield files


def outlook(root: Path, command: str) -> float:
    """Return the wall time of a command as a process of its own; its failure ends the bench."""
    start = time.perf_counter()
    words = (sys.executable, "-m", "generator", "--folder", str(root), command)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
