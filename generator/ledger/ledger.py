"""The ledger: all measurements week by week; weeks are added, and none changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import islice

import numpy as np
import pandas as pd

from generator.ledger.table import Lazy, LedgerTable
from generator.model.errors import LedgerError
from generator.model.metric import Measured, Missing, Origin, Series

WEEKS = ("edition", "as_of", "vintage")
MISSING = ("as_of", "metric", "reason")
REVISIONS = ("metric", "date", "published", "now", "relative_pct", "seen_on")
ORIGINS = (
    "vintage", "source", "name", "url", "fetched_at", "rows", "first", "last", "sha256", "note",
)  # fmt: skip
# A vendor's re-rounding moves the sixth digit; a revision is more than one part in a thousand.
ALLOWED_DIFFERENCE = 1e-3


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
    """All measurements; frames are as in the files, `missing` is (as_of, metric) -> reason.

    Attributes:
        revised: the series that have revisions, which every number asks for.
    """

    series: Mapping[str, Series]
    tables: Mapping[str, LedgerTable]
    missing: Mapping[tuple[str, str], str]
    weeks: pd.DataFrame
    origins: pd.DataFrame
    revisions: pd.DataFrame
    revised: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note which series have revisions."""
        object.__setattr__(self, "revised", frozenset(self.revisions["metric"]))

    def measurement(self, metric: str, as_of: date) -> Measured:
        """Return what an edition knew: a series or table up to its as-of date, or why not."""
        reason = self.missing.get((as_of.isoformat(), metric))
        return Missing(reason) if reason else self.last(metric, as_of)

    def last(self, metric: str, as_of: date) -> Measured:
        """Return what was last measured by a date, even where the newest week is missing.

        Where a source revised a value after it was published, this is the newest value.
        """
        if metric in self.series:
            values = self._revised(metric)
            end = values.index.to_numpy().searchsorted(np.datetime64(as_of), side="right")
            return values.iloc[:end] if end else Missing("not measured yet")
        if metric in self.tables:
            return self.tables[metric].block(as_of)
        return Missing("not measured yet")

    def revisions_of(self, metric: str) -> pd.DataFrame:
        """Return the revisions of a series, oldest first."""
        return self.revisions.loc[self.revisions["metric"] == metric]

    def revised_points(self, metrics: Sequence[str]) -> list[tuple[str, str]]:
        """Return the day and the newest value of each revision of some series, as written."""
        rows = zip(
            *(self.revisions[name].tolist() for name in ("metric", "date", "now")), strict=True
        )
        return [(str(day), str(now)) for metric, day, now in rows if metric in metrics]

    def cut(self, rows: Mapping[str, int]) -> Ledger:
        """Return the ledger as it was when its files had so many rows; a file without is not there.

        A date cannot say what an edition knew: where a source was down, a later week brings the
        rows of an earlier one.
        """
        series, tables = (
            {metric: rows[name] for metric in files if (name := f"{kind}/{metric}.csv") in rows}
            for kind, files in (("series", self.series), ("tables", self.tables))
        )
        return Ledger(
            series=Lazy(series, lambda metric: self.series[metric].iloc[: series[metric]]),
            tables=Lazy(tables, lambda metric: self.tables[metric].first(tables[metric])),
            missing=dict(islice(self.missing.items(), rows["missing.csv"])),
            weeks=self.weeks.iloc[: rows["weeks.csv"]],
            origins=self.origins.iloc[: rows["origins.csv"]],
            revisions=self.revisions.iloc[: rows["revisions.csv"]],
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
            revisions=_with_rows(self.revisions, self._revised_rows(week)),
        )

    def _revised(self, metric: str) -> Series:
        """Return a series with its revised values in place of the published ones."""
        if metric not in self.revised:
            return self.series[metric]
        newest = self.revisions_of(metric).drop_duplicates("date", keep="last")
        days = pd.DatetimeIndex(newest["date"])
        now = pd.Series(newest["now"].astype(float).to_numpy(), days)
        values = self.series[metric].copy()
        values.update(now)
        return values

    def _revised_rows(self, week: MeasuredWeek) -> list[tuple[object, ...]]:
        """Return a row for each value that differs from the newest one known, once."""
        return [
            row
            for metric, measured in week.measurements.items()
            if isinstance(measured, pd.Series) and metric in self.series
            for row in _differences(self.series[metric], self._revised(metric), measured, week)
        ]


def empty_ledger() -> Ledger:
    """Return the ledger before its first week."""
    weeks, origins, revisions = (
        pd.DataFrame(columns=list(columns), dtype=str) for columns in (WEEKS, ORIGINS, REVISIONS)
    )
    return Ledger({}, {}, {}, weeks, origins, revisions)


def _with_series(series: Mapping[str, Series], week: MeasuredWeek) -> dict[str, Series]:
    grown = dict(series)
    for metric, measured in week.measurements.items():
        if isinstance(measured, pd.Series):
            old = series.get(metric)
            new = _later_weeks(measured.dropna(), old)
            # Without a new row the type would be object, and 10 be written as 10.0 from then on.
            rounded = pd.Series(_rounded(new), new.index, dtype=float, name=metric)
            grown[metric] = rounded if old is None else pd.concat([old, rounded])
    return grown


def _later_weeks(values: Series, old: Series | None) -> Series:
    """Leave out the ISO week that is already published, even where its last session moved."""
    if old is None or not len(old):
        return values
    last = old.index[-1]
    later: Series = values.loc[values.index > last + pd.Timedelta(days=6 - last.weekday())]
    return later


def _rounded(values: Series) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


def _with_tables(tables: Mapping[str, LedgerTable], week: MeasuredWeek) -> dict[str, LedgerTable]:
    grown = dict(tables)
    for metric, measured in week.measurements.items():
        if isinstance(measured, pd.DataFrame):
            old = tables[metric].rows if metric in tables else None
            grown[metric] = LedgerTable.of(_with_block(old, measured, week.as_of))
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
    return {
        (day, metric): _one_line(value.reason)
        for metric, value in measured
        if isinstance(value, Missing)
    }


def _one_line(text: str) -> str:
    """Return a text without line breaks: a row of the ledger is a line, by which it is hashed."""
    return " ".join(text.split())


def _origin_rows(week: MeasuredWeek, origins: pd.DataFrame) -> list[tuple[object, ...]]:
    if week.vintage in set(origins["vintage"]):
        return []
    cleaned = (replace(origin, note=_one_line(origin.note)) for origin in week.origins)
    return [(week.vintage, *asdict(origin).values()) for origin in cleaned]


def _differences(
    published: Series, newest: Series, now: Series, week: MeasuredWeek
) -> list[tuple[object, ...]]:
    newest, now = newest.align(now, join="inner")
    moved = (now - newest).abs() > ALLOWED_DIFFERENCE * newest.abs().clip(lower=1)
    return [
        (
            str(published.name), f"{day:%Y-%m-%d}", f"{first:.6g}", f"{last:.6g}",
            f"{(last - first) / abs(first) * 100:.3g}" if first else "", week.as_of,
        )
        for day in newest.index[moved]
        for first, last in [(published[day], now[day])]
    ]  # fmt: skip
