"""The CFTC: weekly positions in financial futures, one zip archive a year.

The archives (traders in financial futures, futures only) need no key. Each holds one CSV text with
a line for every contract and Tuesday. The Russell 2000 contract has been in them under its present
code since 2017. The current year's archive is renewed each Friday, and is not there before the
first Friday of a year.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TextIO

import pandas as pd
from curl_cffi.requests import Session

from generator.model.errors import SourceError
from generator.model.series import CFTC
from generator.sources.answers import Answer, macro_part, score, source_page
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Failure, Snapshot, empty_snapshot
from generator.sources.web import PATIENCE, Patience, UnansweredError, Web

ADDRESS = "https://www.cftc.gov/files/dea/history/fut_fin_txt_{}.zip"
FIRST_YEAR = 2017
# After so many years without an answer the rest is not asked for.
GIVE_UP = 2
DAY, CODE, OPEN = "As_of_Date_In_Form_YYMMDD", "CFTC_Contract_Market_Code", "Open_Interest_All"
HOLDERS = {"asset_manager": "Asset_Mgr", "leveraged": "Lev_Money"}
_NAME = re.compile(rf"{CFTC.prefix}(\w+?)_({'|'.join(HOLDERS)})_net")


def fetch_cftc(
    ask: Ask, stream: TextIO, address: str = ADDRESS, patience: Patience = PATIENCE
) -> Snapshot:
    """Return net positions as percent of open interest: `cftc:239742_asset_manager_net`.

    A year that is not given leaves the others; stored rows of it stay.
    """
    names = ask.tables(CFTC)
    if not names:
        return empty_snapshot()
    progress = Progress(stream, "cftc").tell(f"asking for {len(names)} series")
    with Session(impersonate="chrome") as session:
        web = Web(session, "the CFTC", patience)
        years = _years(web, address, range(FIRST_YEAR, ask.now.year + 1), progress)
    part = macro_part(ask, source_page(CFTC), {name: _series(name, years) for name in names})
    progress.done(score(part, len(names)))
    return replace(part, failures=part.failures + _absent(years))


def _years(
    web: Web, address: str, years: Iterable[int], progress: Progress
) -> dict[int, pd.DataFrame | str]:
    """Return each year's rows, or why there are none; the newest year is asked for first."""
    answers: dict[int, pd.DataFrame | str] = {}
    unanswered = 0
    for year in sorted(years, reverse=True):
        progress.update(f"{year}")
        if unanswered == GIVE_UP:
            answers[year] = f"not asked for: the CFTC gave no answer for {GIVE_UP} other years"
            continue
        try:
            answers[year] = _rows(web.get(address.format(year)).content)
        except SourceError as error:
            answers[year] = str(error)
            unanswered += isinstance(error, UnansweredError)
    return answers


def _rows(content: bytes) -> pd.DataFrame:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            text = archive.read(archive.namelist()[0])
    except (zipfile.BadZipFile, IndexError, EOFError, OSError, zlib.error) as error:
        raise SourceError("an answer that is no zip archive with a file in it") from error
    rows = pd.read_csv(BytesIO(text), dtype=str, encoding="latin-1", skipinitialspace=True)
    rows.columns = rows.columns.str.strip()
    absent = [column for column in _columns() if column not in rows]
    if absent:
        raise SourceError(f"the file has no column '{absent[0]}'")
    return _checked(rows[_columns()])


def _columns() -> list[str]:
    sides = [f"{holder}_Positions_{side}_All" for holder in HOLDERS.values() for side in _SIDES]
    return [DAY, CODE, OPEN, *sides]


_SIDES = ("Long", "Short")


def _checked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with a day, a code and numbers; SourceError if a cell is none of them."""
    rows = rows.apply(lambda column: column.str.strip())
    try:
        numbers = rows.drop(columns=[DAY, CODE]).apply(pd.to_numeric)
        days = pd.to_datetime(rows[DAY].str.zfill(6), format="%y%m%d").astype("datetime64[us]")
    except ValueError as error:
        raise SourceError(f"the file has a cell that is no number or day: {error}") from error
    return pd.DataFrame(numbers).assign(code=rows[CODE], date=days)


def _series(name: str, years: Mapping[int, pd.DataFrame | str]) -> Answer:
    match = _NAME.fullmatch(name)
    if match is None:
        return "no such series: names are like cftc:239742_asset_manager_net"
    tables = [
        rows[rows["code"] == match[1]] for rows in years.values() if not isinstance(rows, str)
    ]
    if not tables:
        return "; ".join(dict.fromkeys(str(reason) for reason in years.values()))
    rows = pd.concat(tables).drop_duplicates("date", keep="last").sort_values("date")
    rows = rows[rows[OPEN] > 0]
    if rows.empty:
        return f"no row of the contract {match[1]}"
    holder = HOLDERS[match[2]]
    long, short = (rows[f"{holder}_Positions_{side}_All"] for side in _SIDES)
    net = (long - short) / rows[OPEN] * 100
    return pd.DataFrame({"date": rows["date"], "value": net}).reset_index(drop=True)


def _absent(years: Mapping[int, pd.DataFrame | str]) -> tuple[Failure, ...]:
    has_rows = any(not isinstance(rows, str) for rows in years.values())
    return tuple(
        Failure(CFTC.source, f"{CFTC.prefix}{year}", reason)
        for year, reason in sorted(years.items())
        if isinstance(reason, str) and has_rows
    )
