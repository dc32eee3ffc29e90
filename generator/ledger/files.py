"""The ledger's files in content/data/: plain CSV whose rows are only ever added to.

    series/<metric>.csv   date,value                     one row a week, full history
    tables/<metric>.csv   as_of,row,<columns>            a block where a table changed
    missing.csv           as_of,metric,reason            what could not be measured
    weeks.csv             edition,as_of,vintage          the weeks measured, and from which fetch
    origins.csv           vintage,source,name,...        where each raw table came from
    revisions.csv         metric,date,published,now,...  where a later fetch disagrees

A table holds until a later block replaces it. Numbers have six significant digits. A record says how
many rows each file had, and their sha256: `head -n <rows + 1> <file> | sha256sum`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pandas as pd

from generator.ledger.ledger import MISSING, ORIGINS, REVISIONS, WEEKS, Ledger
from generator.ledger.table import Lazy, LedgerTable
from generator.model.errors import LedgerError
from generator.model.files import replaced, sha256_of
from generator.model.metric import Metric, Series
from generator.model.record import LedgerFile

T = TypeVar("T")
_FRAMES = ("weeks", "origins", "revisions")


def read_ledger(folder: Path, metrics: Iterable[Metric[...]]) -> Ledger:
    """Return the ledger of a content/data folder; an absent folder is an empty ledger.

    A series or table is parsed, and found to be broken, when it is first asked for.
    """
    columns = {metric.id: _column_types(metric) for metric in metrics}
    missing = _read_rows(folder / "missing.csv", MISSING)
    return Ledger(
        series=_lazy(folder / "series", _read_series),
        tables=_lazy(
            folder / "tables",
            lambda path: LedgerTable.of(_read_table(path, columns.get(path.stem))),
        ),
        missing={(day, metric): reason for day, metric, reason in missing.to_numpy()},
        weeks=_read_rows(folder / "weeks.csv", WEEKS),
        origins=_read_rows(folder / "origins.csv", ORIGINS),
        revisions=_read_rows(folder / "revisions.csv", REVISIONS),
    )


def write_ledger(ledger: Ledger, folder: Path) -> None:
    """Write all of it aside, then swap, so that a failure half-way loses nothing."""
    with replaced(folder) as new:
        for kind in ("series", "tables"):
            (new / kind).mkdir()
        for name, text in ledger_texts(ledger).items():
            (new / name).write_text(text, encoding="utf-8")


def ledger_texts(ledger: Ledger) -> dict[str, str]:
    """Return the ledger's files by their path below content/data."""
    missing = pd.DataFrame(
        [(*key, reason) for key, reason in ledger.missing.items()], columns=list(MISSING)
    )
    series = {
        f"series/{metric}.csv": values.to_csv(
            header=["value"], float_format="%.6g", index_label="date"
        )
        for metric, values in ledger.series.items()
    }
    tables = {
        f"tables/{metric}.csv": table.rows.to_csv(float_format="%.6g", index=False)
        for metric, table in ledger.tables.items()
    }
    frames = {"missing.csv": missing} | {f"{name}.csv": getattr(ledger, name) for name in _FRAMES}
    return series | tables | {name: frame.to_csv(index=False) for name, frame in frames.items()}


def ledger_files(ledger: Ledger) -> dict[str, LedgerFile]:
    """Return each file's header and number of rows, and the sha256 of its text."""
    counts = row_counts(ledger)
    return {
        name: LedgerFile(header=text.partition("\n")[0], rows=counts[name], sha256=sha256_of(text))
        for name, text in ledger_texts(ledger).items()
    }


def row_counts(ledger: Ledger) -> dict[str, int]:
    """Return the number of rows of each file, which `Ledger.cut` takes."""
    return {
        **{f"series/{metric}.csv": len(values) for metric, values in ledger.series.items()},
        **{f"tables/{metric}.csv": table.count for metric, table in ledger.tables.items()},
        "missing.csv": len(ledger.missing),
        **{f"{name}.csv": len(getattr(ledger, name)) for name in _FRAMES},
    }


def _lazy(folder: Path, read: Callable[[Path], T]) -> Lazy[T]:
    paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    marks = {name: sha256_of(path.read_bytes()) for name, path in paths.items()}
    return Lazy(marks, lambda name: read(paths[name]))


def _column_types(metric: Metric[...]) -> dict[str, type[str | float]]:
    return {c.name: str if c.unit in ("text", "date") else float for c in metric.columns}


def _read_series(path: Path) -> Series:
    try:
        frame = pd.read_csv(path, dtype={"value": float}, index_col="date")
        frame.index = pd.to_datetime(frame.index, format="%Y-%m-%d")
        values = frame["value"].rename(path.stem)
    except (ValueError, KeyError) as error:
        raise LedgerError(f"{path}: {error}. Restore the file from git.") from error
    if not values.index.is_monotonic_increasing or not values.index.is_unique:
        raise LedgerError(f"{path}: dates are not in order. Restore the file from git.")
    return values


def _read_table(path: Path, columns: Mapping[str, type[str | float]] | None) -> pd.DataFrame:
    """Return a table's blocks; a column that the metric got later is empty in older ones.

    The table of a metric that is measured no more has no known columns and stays as it is.
    """
    if columns is None:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    types: dict[str, type[str | float]] = {"as_of": str, "row": str, **columns}
    try:
        frame = pd.read_csv(path, dtype=types)
    except ValueError as error:
        raise LedgerError(f"{path}: {error}. Restore the file from git.") from error
    names = ["as_of", "row", *columns]
    if list(frame.columns[:2]) != names[:2] or not set(frame) <= set(names):
        raise LedgerError(f"{path}: expected {','.join(names)}. Restore the file from git.")
    text = [name for name, kind in columns.items() if kind is str]
    frame = frame.reindex(columns=names)
    return frame.assign(**{name: frame[name].astype(object).fillna("") for name in text})


def _read_rows(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=list(columns), dtype=str)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if tuple(frame.columns) != columns:
        raise LedgerError(f"{path}: expected {','.join(columns)}. Restore the file from git.")
    return frame
