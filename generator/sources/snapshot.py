"""Snapshots: the raw tables of one fetch with their origins, kept on disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors
from pydantic import TypeAdapter, ValidationError

from generator.model.errors import SourceError
from generator.model.files import replaced, sha256_of
from generator.model.metric import Origin, Series
from generator.model.sec_tags import FACT_TAGS
from generator.model.series import FILINGS, UNIVERSE

TableKey = Literal["ticker", "series"]
_AFRESH = "Delete the folder {} and run `outlook fetch`."


@dataclass(frozen=True, slots=True)
class Failure:
    """Something asked of a source that could not be had in full, and why."""

    source: str
    name: str
    reason: str


@dataclass(frozen=True)
class Snapshot:
    """The raw tables of one fetch.

    Attributes:
        prices: date, ticker, close, adj_close, dividends, splits; by ticker and date; NaN is unknown.
        macro: date (of the observation), series, value; by series and date.
        origins: one for each ticker and series that has rows.
        failures: what was asked for and could not be had, or came with a defect.
        quarantined: single bars that a stated rule left out.
        universe: a cross-section of stocks for each of a few dates; by date and symbol.
        filings: what companies stated in annual reports, as filed by a date; by date, cik and year.
    """

    prices: pd.DataFrame
    macro: pd.DataFrame
    origins: tuple[Origin, ...] = ()
    failures: tuple[Failure, ...] = ()
    quarantined: tuple[Failure, ...] = ()
    universe: pd.DataFrame = field(default_factory=lambda: universe_table([]))
    filings: pd.DataFrame = field(default_factory=lambda: filings_table([]))

    def total_return(self, ticker: str) -> Series:
        """Return the index of a ticker with dividends reinvested, 1.0 on its first day.

        Dividing by the first value takes out the basis on which the vendor adjusted, so a
        later dividend changes no earlier value.
        """
        adjusted = _column(rows_of(self.prices, "ticker", ticker), "adj_close", ticker)
        return adjusted / adjusted.iloc[0] if len(adjusted) else adjusted

    def price(self, ticker: str) -> Series:
        """Return the closing prices of a ticker by session, as far as they are known."""
        return _column(rows_of(self.prices, "ticker", ticker), "close", ticker)

    @property
    def cross_sections(self) -> dict[str, pd.DataFrame]:
        """Return the tables of many companies by name."""
        return {UNIVERSE.prefix: self.universe, FILINGS.prefix: self.filings}

    def macro_series(self, series_id: str) -> Series:
        """Return the values of a macro series by observation date."""
        return _column(rows_of(self.macro, "series", series_id), "value", series_id)


def _column(rows: pd.DataFrame, column: str, name: str) -> Series:
    return rows.set_index("date")[column].dropna().rename(name)


def rows_of(table: pd.DataFrame, key: TableKey, name: str) -> pd.DataFrame:
    """Return the rows of one ticker or series of a table that is sorted by it."""
    names = table[key].to_numpy()
    first, end = np.searchsorted(names, name, "left"), np.searchsorted(names, name, "right")
    return table.iloc[first:end]


def price_table(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return price rows of several tickers as one checked table, in order."""
    return _table("prices.csv", frames)


def macro_table(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return rows of several macro series as one checked table, in order."""
    return _table("macro.csv", frames)


def universe_table(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return cross-sections of stocks as one checked table, in order."""
    return cross_section_table(UNIVERSE.prefix, frames)


def filings_table(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return what companies stated in annual reports as one checked table, in order."""
    return cross_section_table(FILINGS.prefix, frames)


def cross_section_table(name: str, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return rows about many companies as the checked table of that name, in order."""
    return _table(f"{name}.csv", frames)


def empty_snapshot() -> Snapshot:
    """Return a snapshot without rows."""
    return Snapshot(price_table([]), macro_table([]))


def _is_ordered(key: TableKey) -> pa.Check:
    def ordered(table: pd.DataFrame) -> bool:
        same = table[key].eq(table[key].shift())
        later = table["date"] > table["date"].shift()
        return bool(table[key].is_monotonic_increasing and later[same].all())

    return pa.Check(ordered, error=f"rows are not in the order of {key} and date, each day once")


def _schema(key: TableKey, columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    keys = {"date": pa.Column("datetime64[ns]"), key: pa.Column("str")}
    return pa.DataFrameSchema(
        keys | columns, checks=_is_ordered(key), coerce=True, strict=True, ordered=True
    )


_PRICE = pa.Column(float, [pa.Check.gt(0), pa.Check(np.isfinite)], nullable=True)
_EVENT = pa.Column(float, [pa.Check.ge(0), pa.Check(np.isfinite)], nullable=True)
_CROSS_SECTION = pa.DataFrameSchema(
    {
        "date": pa.Column("datetime64[ns]"),
        "symbol": pa.Column("str"),
        "segment": pa.Column("str", pa.Check.isin(["small", "large"])),
        "sector": pa.Column("str"),
        "price": pa.Column(float, [pa.Check.gt(0), pa.Check(np.isfinite)]),
        "market_cap": pa.Column(float, [pa.Check.gt(0), pa.Check(np.isfinite)]),
        **{
            name: pa.Column(float, pa.Check(np.isfinite), nullable=True)
            for name in (
                "eps_trailing", "eps_forward", "book_value",
                "average_50", "average_200", "high_52", "low_52",
            )
        },
    },
    unique=["date", "symbol"], coerce=True, strict=True, ordered=True,
)  # fmt: skip
_FILED = pa.DataFrameSchema(
    {
        "date": pa.Column("datetime64[ns]"),
        "cik": pa.Column("int64", pa.Check.gt(0)),
        "year": pa.Column("int64"),
        "public_float": pa.Column(float, [pa.Check.gt(0), pa.Check(np.isfinite)]),
        **{name: pa.Column(float, pa.Check(np.isfinite), nullable=True) for name in FACT_TAGS},
    },
    unique=["date", "cik", "year"], coerce=True, strict=True, ordered=True,
)  # fmt: skip
_SCHEMAS = {
    "prices.csv": _schema(
        "ticker", {"close": _PRICE, "adj_close": _PRICE, "dividends": _EVENT, "splits": _EVENT}
    ),
    "macro.csv": _schema("series", {"value": pa.Column(float, pa.Check(np.isfinite))}),
    "universe.csv": _CROSS_SECTION,
    "filings.csv": _FILED,
}
# Tables that came later than the first snapshots: those that lack one hold none of its rows.
_LATER = ("universe.csv", "filings.csv")
# The tables that hold few dates and many names are ordered by date first.
_ORDERS = {"universe.csv": ["date", "symbol"], "filings.csv": ["date", "cik", "year"]}


def _table(file: str, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    columns = list(_SCHEMAS[file].columns)
    filled = [frame[columns] for frame in frames if len(frame)]
    rows = pd.concat(filled or [pd.DataFrame(columns=columns)])
    order = _ORDERS.get(file, [columns[1], "date"])
    return _checked(file, rows.sort_values(order, ignore_index=True))


def _checked(where: Path | str, table: pd.DataFrame) -> pd.DataFrame:
    try:
        return _SCHEMAS[Path(where).name].validate(table)
    except (SchemaError, SchemaErrors, ValueError) as error:
        raise SourceError(
            f"{where}: {error}. Mend the source, then run `outlook fetch`."
        ) from error


def _read_table(path: Path, sha256: str) -> pd.DataFrame:
    content = path.read_bytes()
    if sha256_of(content) != sha256:
        raise SourceError(f"{path} is not as it was written. {_AFRESH.format(path.parent)}")
    rows = pd.read_csv(
        BytesIO(content), parse_dates=["date"], keep_default_na=False, na_values=[""]
    )
    return _checked(path, rows)


def _csv(table: pd.DataFrame) -> bytes:
    # Day form and line ending are fixed: the same rows have the same hash on every machine.
    return table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n").encode()


def with_extent(origin: Origin, rows: pd.DataFrame) -> Origin:
    """Return an origin that says how many rows of which days it stands for, and their hash."""
    days = rows["date"]
    return replace(
        origin,
        rows=len(rows),
        first=days.min().date(),
        last=days.max().date(),
        sha256=sha256_of(_csv(rows)),
    )


@dataclass(frozen=True, slots=True)
class _Manifest:
    sha256: dict[str, str]
    origins: tuple[Origin, ...]
    failures: tuple[Failure, ...]
    quarantined: tuple[Failure, ...]
    format: Literal[1] = 1


_MANIFEST = TypeAdapter(_Manifest)


def read_snapshot(folder: Path) -> Snapshot:
    """Return the stored snapshot; SourceError if there is none or it is not as written."""
    path = folder / "manifest.json"
    try:
        manifest = _MANIFEST.validate_json(path.read_bytes())
        names = [name for name in _SCHEMAS if name in manifest.sha256 or name not in _LATER]
        tables = {name: _read_table(folder / name, manifest.sha256[name]) for name in names}
    except FileNotFoundError as error:
        raise SourceError(f"{error.filename} is missing. Run `outlook fetch` first.") from error
    except (ValidationError, KeyError) as error:
        raise SourceError(f"{path} cannot be read. {_AFRESH.format(folder)}") from error
    return Snapshot(
        **{path.removesuffix(".csv"): table for path, table in tables.items()},
        origins=manifest.origins,
        failures=manifest.failures,
        quarantined=manifest.quarantined,
    )


def stored_snapshot(folder: Path) -> Snapshot:
    """Return the stored snapshot, or an empty one where nothing has been fetched yet."""
    return read_snapshot(folder) if folder.exists() else empty_snapshot()


def write_snapshot(snapshot: Snapshot, folder: Path) -> None:
    """Write a snapshot beside the old one, then put it in its place."""
    tables = {name: getattr(snapshot, name.removesuffix(".csv")) for name in _SCHEMAS}
    files = {name: _csv(_checked(name, table)) for name, table in tables.items()}
    hashes = {name: sha256_of(content) for name, content in files.items()}
    manifest = _Manifest(hashes, snapshot.origins, snapshot.failures, snapshot.quarantined)
    files["manifest.json"] = _MANIFEST.dump_json(manifest, indent=1)
    with replaced(folder) as new:
        for name, content in files.items():
            (new / name).write_bytes(content)
