"""What does a folder of CSV files say? The source for a run without the network.

The folder holds two folders of files, one file for each ticker and each macro series:

    prices/IWM.csv      columns date, close, adj_close and, where known, dividends and splits
    prices/_RUT.csv     `^` in a ticker is `_` in the file's name: this is ^RUT
    prices/ZQZ26.CBT.csv   likewise, a federal funds future; as many as there are, also expired ones
    macro/DGS2.csv      columns date (of the observation) and value; `:` in a name is `_`
    reference/ff_*.csv  tables of the French data library: see french_files.py
    universe.csv        cross-sections of stocks, optional: see csv_universe.py

Dates are written 2026-08-14, numbers with a decimal point; the first line names the columns.
They may come in any order, and others (open, high, low, volume) are ignored. `close` is adjusted
for splits, `adj_close` for splits and dividends; a cell may be blank. A day without `adj_close`
is not in the total return. A blank or "." in `value` is no data.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import TextIO

from generator.model.errors import SourceError
from generator.model.fed_funds import FUTURES, contract_month
from generator.sources.answers import Answer, SourcePage, macro_part, price_part, score, together
from generator.sources.ask import Ask, Progress, SourceFetcher
from generator.sources.bars import missing_sessions
from generator.sources.csv_universe import with_universe
from generator.sources.french.copies import file_of, read_french
from generator.sources.french.library import PREFIX, french_names
from generator.sources.snapshot import FILED, SCREENED, Failure, Snapshot, rows_of
from generator.sources.tables import Layout, parse_table
from generator.sources.yahoo.funds import FUNDS
from generator.sources.yahoo.short import SHORT

PRICES = Layout(("date",), ("close", "adj_close"), ("dividends", "splits"))
MACRO = Layout(("date",), ("value",))


def csv_source(folder: Path, vendor: str = "") -> SourceFetcher:
    """Return the source that reads the files of a folder.

    Args:
        folder: where the files are.
        vendor: whose data they are, as readers shall see it.

    Raises, when it is asked:
        SourceError: for a folder or file that is not of the layout above; a missing file is a
            failure of that ticker or series alone.
    """
    return partial(_fetch, folder, f": {vendor}" if vendor else "")


def _fetch(folder: Path, vendor: str, ask: Ask, stream: TextIO) -> Snapshot:
    if not folder.is_dir():
        raise SourceError(f"{folder} is not a folder. Name one that holds prices/ and macro/.")
    progress = Progress(stream, "csv").tell(f"reading {folder}")
    prices = {name: _read(folder / _price_file(name), PRICES) for name in ask.tickers}
    futures = _futures(folder, ask)
    macro = {
        name: _read(folder / _macro_file(name), MACRO)
        for name in ask.series
        if not name.startswith((PREFIX, FUTURES, FUNDS, SHORT, SCREENED, FILED))
    } | read_french(folder, french_names(ask))
    part = together(
        price_part(ask, SourcePage(f"csv prices{vendor}", _price_file), prices | futures),
        macro_part(
            ask,
            SourcePage(f"csv macro{vendor}", _macro_file),
            macro | _without_futures(ask, futures),
        ),
    )
    progress.done(score(part, len(prices) + len(futures) + len(macro)))
    part = replace(part, failures=(*part.failures, *_gaps(part, ask.tickers)))
    return with_universe(folder, ask, part)


def _gaps(part: Snapshot, tickers: tuple[str, ...]) -> list[Failure]:
    """Return which tickers lack a session of the last weeks before their own end."""
    gaps = []
    for origin in part.origins:
        if origin.name in tickers:
            evening = datetime.combine(origin.last, time(23), UTC)
            gap = missing_sessions(rows_of(part.prices, "ticker", origin.name), evening)
            gaps += [Failure(origin.source, origin.name, gap)] if gap else []
    return gaps


def _futures(folder: Path, ask: Ask) -> dict[str, Answer]:
    """Return the contracts that are there: which ones, nobody can know before."""
    if FUTURES not in ask.series:
        return {}
    paths = sorted(folder.glob("prices/ZQ*.csv"))
    return {path.stem: _read(path, PRICES) for path in paths if contract_month(path.stem)}


def _without_futures(ask: Ask, found: dict[str, Answer]) -> dict[str, Answer]:
    if found or FUTURES not in ask.series:
        return {}
    return {FUTURES: "not among the CSV files of this fetch"}


def _price_file(ticker: str) -> str:
    return f"prices/{ticker.replace('^', '_')}.csv"


def _macro_file(series: str) -> str:
    return file_of(series) or f"macro/{series.replace(':', '_')}.csv"


def _read(path: Path, layout: Layout) -> Answer:
    if not path.is_file():
        return "not among the CSV files of this fetch"
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), str(path), layout)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text. Save it as CSV in UTF-8.") from error
    except SourceError as error:
        raise SourceError(f"{error} Mend the file and run the command again.") from error
