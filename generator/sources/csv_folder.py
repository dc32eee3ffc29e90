"""What does a folder of CSV files say? The source for a run without the network.

The folder holds two folders of files, one file for each ticker and each macro series:

    prices/IWM.csv      columns date, close, adj_close and, where known, dividends and splits
    prices/_RUT.csv     `^` in a ticker is `_` in the file's name: this is ^RUT
    macro/DGS2.csv      columns date (of the observation) and value

Dates are written 2026-08-14, numbers with a decimal point; the first line names the columns.
They may come in any order, and others (open, high, low, volume) are ignored. `close` is adjusted
for splits, `adj_close` for splits and dividends; a cell may be blank. A day without `adj_close`
is not in the total return. A blank or "." in `value` is no data.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TextIO

from generator.errors import SourceError
from generator.snapshot import Snapshot
from generator.sources.answers import Answer, Place, macro_part, price_part, score, together
from generator.sources.ask import Ask, Progress, Source
from generator.sources.tables import Layout, parse_table

PRICES = Layout(("date",), ("close", "adj_close"), ("dividends", "splits"))
MACRO = Layout(("date",), ("value",))


def csv_source(folder: Path) -> Source:
    """Return the source that reads the files of a folder.

    Raises, when it is asked:
        SourceError: for a folder or file that is not of the layout above; a missing file is a
            failure of that ticker or series alone.
    """
    return partial(_fetch, folder)


def _fetch(folder: Path, ask: Ask, stream: TextIO) -> Snapshot:
    if not folder.is_dir():
        raise SourceError(f"{folder} is not a folder. Name one that holds prices/ and macro/.")
    prices = {name: _read(folder / _price_file(name), PRICES) for name in ask.tickers}
    macro = {name: _read(folder / _macro_file(name), MACRO) for name in ask.series}
    part = together(
        price_part(ask, Place("csv prices", _price_file), prices),
        macro_part(ask, Place("csv macro", _macro_file), macro),
    )
    Progress(stream, "csv").done(score(part, len(prices) + len(macro)))
    return part


def _price_file(ticker: str) -> str:
    return f"prices/{ticker.replace('^', '_')}.csv"


def _macro_file(series: str) -> str:
    return f"macro/{series}.csv"


def _read(path: Path, layout: Layout) -> Answer:
    if not path.is_file():
        return f"there is no file {path.parent.name}/{path.name} in the folder"
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), str(path), layout)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text. Save it as CSV in UTF-8.") from error
    except SourceError as error:
        raise SourceError(f"{error} Mend the file and run the command again.") from error
