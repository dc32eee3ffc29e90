"""How long does an audit take, of this tree and of ten years of editions? Rows of `make bench`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

import pandas as pd

from generator.cli.catalogue import FULL
from generator.editions.draft import compose_record, with_record
from generator.editions.paths import Paths
from generator.editions.reading import read_publication
from generator.editions.record_file import write_record
from generator.forecasts.resolve import NewEdition
from generator.ledger.files import ledger_texts, row_counts, write_ledger
from generator.ledger.ledger import Ledger, MeasuredWeek
from generator.model.metric import Measured
from generator.model.record import LedgerFile
from generator.model.sessions import week_id
from tests.bench_edits import editing, outlook, run

TEN_YEARS = 520


def auditing(root: Path) -> Iterator[tuple[str, str]]:
    """Give the audit of a built copy of the tree; then the same tree, grown to ten years."""
    count = len(list(root.glob("content/editions/*/record.json")))
    yield f"audit of {count} editions, start-up included", took(root, "audit")
    grown = root.with_name(f"{root.name}-grown")
    try:
        grow(root, grown)
        yield f"build of {TEN_YEARS} made-up editions, {count} of them drawn", took(grown, "build")
        yield from editing(grown)
        yield f"audit of {TEN_YEARS} made-up editions, start-up included", took(grown, "audit")
    finally:
        shutil.rmtree(grown, ignore_errors=True)


def took(root: Path, command: str) -> str:
    """Return what a command took."""
    used = run(*outlook(root, command))
    return f"{used.seconds:.1f} s, peak {used.peak_mb:.0f} MB"


def grow(root: Path, grown: Path) -> None:
    """Copy a tree and record made-up weeks after its own, until there are ten years of them."""
    shutil.copytree(root, grown, ignore=shutil.ignore_patterns("site"))
    paths = Paths(grown)
    now = read_publication(paths, FULL)
    newest = now.editions[-1].record
    count = TEN_YEARS - len(now.editions)
    days = [newest.as_of + timedelta(weeks=number + 1) for number in range(count)]
    ledgers = list(accumulate(days, with_made_up_week, initial=now.ledger_of(now.editions[-1])))[1:]
    rows = [row_counts(ledger) for ledger in ledgers]
    for day, ledger, files in zip(days, ledgers, known_files(ledgers[-1], rows), strict=True):
        now = replace(now, ledger=ledger)
        edition = NewEdition(week_id(day), day, newest.published_at, backfilled=True)
        record = compose_record(now, edition, files)
        write_record(record, paths.content)
        now = with_record(now, record)
    write_ledger(now.ledger, paths.data)


def with_made_up_week(ledger: Ledger, day: date) -> Ledger:
    """Return the ledger with a week more: series as a year ago, tables and reasons as before."""
    last = ledger.weeks.iloc[-1]
    before = date.fromisoformat(last["as_of"])
    measured: dict[str, Measured] = {}
    known = [*ledger.series, *ledger.tables, *(name for _, name in ledger.missing)]
    for metric in dict.fromkeys(known):
        was = ledger.measurement(metric, before)
        measured[metric] = with_point(was, day) if isinstance(was, pd.Series) else was
    return ledger.with_week(MeasuredWeek(week_id(day), day, last["vintage"], measured, ()))


def with_point(values: pd.Series[float], day: date) -> pd.Series[float]:
    point = pd.Series([values.iloc[-min(52, len(values))]], pd.DatetimeIndex([day]))
    return pd.concat([values, point])


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
