"""What have we measured, week by week? content/data/, which grows and never changes.

    series/<metric>.csv   date,value                     one row a week, full history
    tables/<metric>.csv   as_of,row,<columns>            a block where a table changed
    missing.csv           as_of,metric,reason            what could not be measured
    weeks.csv             edition,as_of,vintage          the weeks measured, and from which fetch
    origins.csv           vintage,source,name,...        where each raw table came from
    revisions.csv         metric,date,published,now,...  where a later fetch disagrees

A table holds until a later block replaces it. Numbers have six significant digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pandas as pd

from generator.errors import LedgerError
from generator.folders import replaced
from generator.lazy import Lazy
from generator.model import Measured, Metric, Missing, Origin

T = TypeVar("T")

WEEKS = ("edition", "as_of", "vintage")
MISSING = ("as_of", "metric", "reason")
REVISIONS = ("metric", "date", "published", "now", "seen_on")
ORIGINS = (
    "vintage", "source", "name", "url", "fetched_at", "rows", "first", "last", "sha256", "note",
)  # fmt: skip
# A vendor's re-rounding moves the sixth digit; a revision is more than one part in a thousand.
TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class MeasuredWeek:
    """What `measure` gave for one edition; `vintage` is when the raw data were fetched."""

    edition: str
    as_of: date
    vintage: str
    measurements: Mapping[str, Measured]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All measurements; frames are as in the files, `missing` is (as_of, metric) -> reason."""

    series: Mapping[str, pd.Series[float]]
    tables: Mapping[str, pd.DataFrame]
    missing: Mapping[tuple[str, str], str]
    weeks: pd.DataFrame
    origins: pd.DataFrame
    revisions: pd.DataFrame

    def measurement(self, metric: str, as_of: date) -> Measured:
        """Return what an edition knew: a series or table up to its as-of date, or why not."""
        reason = self.missing.get((as_of.isoformat(), metric))
        return Missing(reason) if reason else self.last(metric, as_of)

    def last(self, metric: str, as_of: date) -> Measured:
        """Return what was last measured by a date, even where the newest week is missing."""
        if metric in self.series:
            known = self.series[metric].loc[: pd.Timestamp(as_of)]
            return known if len(known) else Missing("not measured yet")
        if metric in self.tables:
            return _block(self.tables[metric], as_of)
        return Missing("not measured yet")

    def before(self, as_of: date) -> Ledger:
        """Return the ledger without a week that is not published yet, so that it can be redone."""
        day = as_of.isoformat()
        weeks = self.weeks.loc[self.weeks["as_of"] < day]
        end = pd.Timestamp(weeks["as_of"].iloc[-1]) if len(weeks) else pd.Timestamp.min
        return replace(
            self,
            series={metric: values.loc[:end] for metric, values in self.series.items()},
            tables={metric: rows.loc[rows["as_of"] < day] for metric, rows in self.tables.items()},
            missing={key: reason for key, reason in self.missing.items() if key[0] < day},
            weeks=weeks,
            revisions=self.revisions.loc[self.revisions["seen_on"] < day],
        )

    def with_week(self, week: MeasuredWeek) -> Ledger:
        """Return the ledger with one more, later week; LedgerError if it is not later."""
        newest = self.weeks["as_of"].max() if len(self.weeks) else ""
        if week.as_of.isoformat() <= newest:
            raise LedgerError(
                f"content/data already holds {newest}; {week.edition} is not later. "
                "Published weeks stay as they are: measure the next one."
            )
        return replace(
            self,
            series=_with_series(self.series, week),
            tables=_with_tables(self.tables, week),
            missing={**self.missing, **_reasons(week)},
            weeks=_with_rows(self.weeks, [(week.edition, week.as_of.isoformat(), week.vintage)]),
            origins=_with_rows(self.origins, _origin_rows(week, self.origins)),
            revisions=_with_rows(self.revisions, _revised_rows(self.series, week)),
        )


def read_ledger(folder: Path, metrics: Iterable[Metric[...]]) -> Ledger:
    """Return the ledger of a content/data folder; an absent folder is an empty ledger.

    A series or table is parsed, and found to be broken, when it is first asked for.
    """
    columns = {metric.id: _column_types(metric) for metric in metrics}
    missing = _read_rows(folder / "missing.csv", MISSING)
    return Ledger(
        series=_lazy(folder / "series", _read_series),
        tables=_lazy(folder / "tables", lambda path: _read_table(path, columns.get(path.stem))),
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
        for metric, values in ledger.series.items():
            values.rename("value").to_csv(
                new / f"series/{metric}.csv", float_format="%.6g", index_label="date"
            )
        for metric, rows in ledger.tables.items():
            rows.to_csv(new / f"tables/{metric}.csv", float_format="%.6g", index=False)
        missing = [(*key, reason) for key, reason in ledger.missing.items()]
        pd.DataFrame(missing, columns=list(MISSING)).to_csv(new / "missing.csv", index=False)
        for name in ("weeks", "origins", "revisions"):
            getattr(ledger, name).to_csv(new / f"{name}.csv", index=False)


def _lazy(folder: Path, read: Callable[[Path], T]) -> Lazy[T]:
    paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    marks = {name: sha256(path.read_bytes()).hexdigest() for name, path in paths.items()}
    return Lazy(marks, lambda name: read(paths[name]))


def _column_types(metric: Metric[...]) -> dict[str, type[str | float]]:
    return {c.name: str if c.unit in ("text", "date") else float for c in metric.columns}


def _read_series(path: Path) -> pd.Series[float]:
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
    known = ["as_of", "row", *columns]
    if list(frame.columns[:2]) != known[:2] or not set(frame) <= set(known):
        raise LedgerError(f"{path}: expected {','.join(known)}. Restore the file from git.")
    text = [name for name, kind in columns.items() if kind is str]
    frame = frame.reindex(columns=known)
    return frame.assign(**{name: frame[name].astype(object).fillna("") for name in text})


def _read_rows(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=list(columns), dtype=str)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if tuple(frame.columns) != columns:
        raise LedgerError(f"{path}: expected {','.join(columns)}. Restore the file from git.")
    return frame


def _block(rows: pd.DataFrame, as_of: date) -> Measured:
    known = rows.loc[rows["as_of"] <= as_of.isoformat()]
    if not len(known):
        return Missing("not measured yet")
    newest = known.loc[known["as_of"] == known["as_of"].iloc[-1]]
    table: pd.DataFrame = newest.drop(columns="as_of").set_index("row")
    return table


def _with_series(
    series: Mapping[str, pd.Series[float]], week: MeasuredWeek
) -> dict[str, pd.Series[float]]:
    grown = dict(series)
    for metric, measured in week.measurements.items():
        if isinstance(measured, pd.Series):
            old = series.get(metric)
            new = _later_weeks(measured.dropna(), old)
            rounded = pd.Series(_rounded(new), new.index, name=metric)
            grown[metric] = rounded if old is None else pd.concat([old, rounded])
    return grown


def _later_weeks(values: pd.Series[float], old: pd.Series[float] | None) -> pd.Series[float]:
    """Leave out the ISO week that is already published, even where its last session moved."""
    if old is None or not len(old):
        return values
    last = old.index[-1]
    later: pd.Series[float] = values.loc[
        values.index > last + pd.Timedelta(days=6 - last.weekday())
    ]
    return later


def _rounded(values: pd.Series[float]) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


def _with_tables(tables: Mapping[str, pd.DataFrame], week: MeasuredWeek) -> dict[str, pd.DataFrame]:
    grown = dict(tables)
    for metric, measured in week.measurements.items():
        if isinstance(measured, pd.DataFrame):
            grown[metric] = _with_block(tables.get(metric), measured, week.as_of)
    return grown


def _with_block(old: pd.DataFrame | None, table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    block = table.rename_axis("row").reset_index()
    for name in block.select_dtypes(include="number"):
        block[name] = _rounded(block[name])
    for name in block.select_dtypes(exclude="number"):
        block[name] = block[name].fillna("").astype(object)
    block.insert(0, "as_of", as_of.isoformat())
    if old is None or not len(old):
        return block
    newest = old.loc[old["as_of"] == old["as_of"].iloc[-1]].drop(columns="as_of")
    same = newest.to_csv(index=False) == block.drop(columns="as_of").to_csv(index=False)
    return old if same else pd.concat([old, block], ignore_index=True)


def _with_rows(frame: pd.DataFrame, rows: list[tuple[object, ...]]) -> pd.DataFrame:
    if not rows:
        return frame
    new = pd.DataFrame(rows, columns=frame.columns).astype(str)
    return pd.concat([frame, new], ignore_index=True)


def _reasons(week: MeasuredWeek) -> dict[tuple[str, str], str]:
    day = week.as_of.isoformat()
    measured = week.measurements.items()
    return {(day, metric): value.reason for metric, value in measured if isinstance(value, Missing)}


def _origin_rows(week: MeasuredWeek, origins: pd.DataFrame) -> list[tuple[object, ...]]:
    if week.vintage in set(origins["vintage"]):
        return []
    return [(week.vintage, *asdict(origin).values()) for origin in week.origins]


def _revised_rows(
    series: Mapping[str, pd.Series[float]], week: MeasuredWeek
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for metric, measured in week.measurements.items():
        if isinstance(measured, pd.Series) and metric in series:
            published, now = series[metric].align(measured, join="inner")
            moved = (now - published).abs() > TOLERANCE * published.abs().clip(lower=1)
            rows += [
                (metric, f"{day:%Y-%m-%d}", f"{published[day]:.6g}", f"{now[day]:.6g}", week.as_of)
                for day in published.index[moved]
            ]
    return rows
