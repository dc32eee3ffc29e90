"""What does universe.csv say? Cross-sections of stocks for a run without the network; optional.

Columns: date, symbol, segment (small or large), sector, price, market_cap, eps_trailing,
eps_forward, book_value, average_50, average_200, high_52, low_52; a blank is no data. A folder
without the file has no universe, which is no failure: the screener's has no history either.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from generator.model.errors import SourceError
from generator.sources.ask import Ask
from generator.sources.snapshot import SCREENED, UNIVERSE, Snapshot, universe_table, with_extent

FILE = "universe.csv"


def with_universe(folder: Path, ask: Ask, part: Snapshot) -> Snapshot:
    """Return what a folder gave together with its cross-sections, where it has any."""
    path = folder / FILE
    if SCREENED not in ask.series or not path.is_file():
        return part
    table = _read(path)
    if table.empty:
        return part
    origin = with_extent(ask.origin("csv universe", UNIVERSE, FILE), table)
    return replace(part, universe=table, origins=(*part.origins, origin))


def _read(path: Path) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, parse_dates=["date"], keep_default_na=False, na_values=[""])
        return universe_table([rows])
    except (ValueError, KeyError) as error:
        raise SourceError(f"{path}: {error}. Mend the file and run the command again.") from error
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from error
