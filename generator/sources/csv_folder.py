"""A folder of CSV files: the source for a run without the network.

The folder holds two folders of files, one file for each ticker and each macro series:

    prices/IWM.csv      columns date, close, adj_close and, where known, dividends and splits
    prices/_RUT.csv     `^` in a ticker is `_` in the file's name: this is ^RUT
    prices/ZQZ26.CBT.csv   likewise, a federal funds future; as many as there are, also expired ones
    macro/DGS2.csv      columns date (of the observation) and value; `:` in a name is `_`
    reference/ff_*.csv  tables of the French data library: see french/copies.py
    universe.csv        cross-sections of stocks, optional

Dates are written 2026-08-14, numbers with a decimal point; the first line names the columns.
They may come in any order, and others (open, high, low, volume) are ignored. `close` is adjusted
for splits, `adj_close` for splits and dividends; a cell may be blank. A day without `adj_close`
is not in the total return. A blank or "." in `value` is no data.

universe.csv has the columns date, symbol, segment (small or large), sector, price, market_cap,
eps_trailing, eps_forward, book_value, average_50, average_200, high_52, low_52; a blank is no data.
A folder without it has no universe, which is no failure: the screener's has no history either.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import TextIO

import pandas as pd

from generator.model.errors import SourceError
from generator.model.series import (
    FRENCH,
    FUTURES,
    PRICES,
    UNIVERSE,
    Families,
    Family,
    contract_month,
)
from generator.sources.answers import Answer, SourcePage, macro_part, price_part, score, together
from generator.sources.ask import Ask, Progress, SourceFetcher
from generator.sources.bars import missing_sessions
from generator.sources.french.library import file_of, read_french
from generator.sources.snapshot import (
    Failure,
    Snapshot,
    empty_snapshot,
    rows_of,
    universe_table,
    with_extent,
)
from generator.sources.tables import Layout, parse_table

PRICE_LAYOUT = Layout(("date",), ("close", "adj_close"), ("dividends", "splits"))
SERIES_LAYOUT = Layout(("date",), ("value",))
ABSENT = "not among the CSV files of this fetch"
_MEND = "Mend the file and run the command again."


def csv_source(folder: Path, families: Families, vendor: str = "") -> SourceFetcher:
    """Return the source that reads the files of a folder.

    Args:
        folder: where the files are.
        families: of the inputs that may be asked for; each says how its files are called.
        vendor: whose data they are, as readers shall see it.

    Raises, when it is asked:
        SourceError: for a folder or file that is not of the layout above; a missing file is a
            failure of that ticker or series alone.
    """
    return partial(_fetch, folder, families, f": {vendor}" if vendor else "")


def _fetch(folder: Path, families: Families, vendor: str, ask: Ask, stream: TextIO) -> Snapshot:
    if not folder.is_dir():
        raise SourceError(f"{folder} is not a folder. Name one that holds prices/ and macro/.")
    progress = Progress(stream, "csv").tell(f"reading {folder}")
    prices = {name: _read(folder / PRICES.path(name), PRICE_LAYOUT) for name in ask.tickers}
    contracts = _contracts(folder, ask)
    series = {
        family: _series(folder, family, ask) for family in families if family.form == "series"
    }
    part = together(
        price_part(ask, SourcePage(f"csv prices{vendor}", PRICES.path), prices | contracts),
        macro_part(ask, SourcePage(f"csv macro{vendor}", str), _no_contract(ask, contracts)),
        *(macro_part(ask, _page(family, vendor), rows) for family, rows in series.items()),
    )
    count = len(prices) + len(contracts) + sum(map(len, series.values()))
    progress.done(score(part, count))
    gaps = replace(empty_snapshot(), failures=_gaps(part, ask.tickers))
    return together(part, gaps, _universe(folder, ask))


def _page(family: Family, vendor: str) -> SourcePage:
    path = file_of if family == FRENCH else family.path
    return SourcePage(f"csv macro{vendor}", path, family.is_level)


def _gaps(part: Snapshot, tickers: tuple[str, ...]) -> tuple[Failure, ...]:
    """Return which tickers lack a session of the last weeks before their own end."""
    gaps = []
    for origin in part.origins:
        if origin.name in tickers:
            evening = datetime.combine(origin.last, time(23), UTC)
            gap = missing_sessions(rows_of(part.prices, "ticker", origin.name), evening)
            gaps += [Failure(origin.source, origin.name, gap)] if gap else []
    return tuple(gaps)


def _contracts(folder: Path, ask: Ask) -> dict[str, Answer]:
    """Return the contracts that are there: which ones, nobody can know before."""
    if not ask.tables(FUTURES):
        return {}
    paths = sorted(folder.glob(FUTURES.path("ZQ*")))
    return {path.stem: _read(path, PRICE_LAYOUT) for path in paths if contract_month(path.stem)}


def _no_contract(ask: Ask, contracts: dict[str, Answer]) -> dict[str, Answer]:
    return {} if contracts else dict.fromkeys(ask.tables(FUTURES), ABSENT)


def _series(folder: Path, family: Family, ask: Ask) -> dict[str, Answer]:
    """Return a family's series; nothing of one that no folder of files can have."""
    names = ask.tables(family)
    if family == FRENCH:
        return read_french(folder, names)
    paths = {name: family.path(name) for name in names if family.file}
    return {name: _read(folder / path, SERIES_LAYOUT) for name, path in paths.items()}


def _universe(folder: Path, ask: Ask) -> Snapshot:
    """Return the folder's cross-sections of stocks, where it has any."""
    path = folder / UNIVERSE.file
    if not (ask.tables(UNIVERSE) and path.is_file()):
        return empty_snapshot()
    table = _stocks(path)
    if table.empty:
        return empty_snapshot()
    origin = with_extent(ask.origin("csv universe", UNIVERSE.prefix, UNIVERSE.file), table)
    return replace(empty_snapshot(), universe=table, origins=(origin,))


def _stocks(path: Path) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, parse_dates=["date"], keep_default_na=False, na_values=[""])
        return universe_table([rows])
    except (ValueError, KeyError) as error:
        raise SourceError(f"{path}: {error}. {_MEND}") from error
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from error


def _read(path: Path, layout: Layout) -> Answer:
    if not path.is_file():
        return ABSENT
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), str(path), layout)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text. Save it as CSV in UTF-8.") from error
    except SourceError as error:
        raise SourceError(f"{error} {_MEND}") from error
