"""Kenneth French's data library: portfolios by size, monthly since July 1926."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

import pandas as pd
from curl_cffi.requests import Session

from generator.model.errors import SourceError
from generator.model.metric import Series
from generator.model.series import FRENCH
from generator.sources.answers import Answer, SourcePage, macro_part, score
from generator.sources.ask import Ask, Progress
from generator.sources.french.tables import (
    Library,
    large_half,
    month_of,
    parse_library,
    six_book_to_market,
    six_return,
    size_factor,
    small_half,
)
from generator.sources.snapshot import Snapshot
from generator.sources.web import PATIENCE, Patience, Web

ADDRESS = "https://mba.tuck.dartmouth.edu/pages/faculty/ken.french/ftp/"
SIZES, SIX, FACTORS = "Portfolios_Formed_on_ME", "6_Portfolios_2x3", "F-F_Research_Data_Factors"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A series: the file that it is made from, and how."""

    file: str
    make: Callable[[Library], Series]


SERIES: dict[str, Recipe] = {
    f"{FRENCH.prefix}month": Recipe(SIZES, month_of),
    f"{FRENCH.prefix}small_half": Recipe(SIZES, small_half),
    f"{FRENCH.prefix}large_half": Recipe(SIZES, large_half),
    f"{FRENCH.prefix}small_return": Recipe(SIX, lambda library: six_return("small", library)),
    f"{FRENCH.prefix}large_return": Recipe(SIX, lambda library: six_return("big", library)),
    f"{FRENCH.prefix}small_book_to_market": Recipe(
        SIX, lambda lib: six_book_to_market("small", lib)
    ),
    f"{FRENCH.prefix}large_book_to_market": Recipe(SIX, lambda lib: six_book_to_market("big", lib)),
    f"{FRENCH.prefix}smb": Recipe(FACTORS, size_factor),
}


def fetch_french(
    ask: Ask, stream: TextIO, address: str = ADDRESS, patience: Patience = PATIENCE
) -> Snapshot:
    """Return the library's series, and why it did not give the others; each file is asked once."""
    names = ask.tables(FRENCH)
    progress = Progress(stream, "french").tell(f"asking for {len(names)} series")
    files = sorted({SERIES[name].file for name in names if name in SERIES})
    libraries: dict[str, Library | str] = {}
    with Session() as session:
        web = Web(session, "the library", patience)
        for file in files:
            progress.update(f"{len(libraries)} of {len(files)} files")
            libraries[file] = _library(web, f"{address}{file}_CSV.zip")
    part = macro_part(ask, _place(libraries), answers(names, libraries))
    progress.done(score(part, len(names)))
    return part


def answers(names: list[str], libraries: Mapping[str, Library | str]) -> dict[str, Answer]:
    """Return the rows of each series, or why there are none."""
    return {name: _answer(SERIES.get(name), libraries) for name in names}


def _answer(recipe: Recipe | None, libraries: Mapping[str, Library | str]) -> Answer:
    if recipe is None:
        return "the library is not known to have such a series"
    library = libraries[recipe.file]
    if isinstance(library, str):
        return library
    try:
        values = recipe.make(library)
    except SourceError as error:
        return str(error)
    days = pd.DatetimeIndex(values.index).to_period("M").to_timestamp(how="end").normalize()
    return pd.DataFrame({"date": days, "value": values.to_numpy(float)})


def _place(libraries: Mapping[str, Library | str]) -> SourcePage:
    def address(name: str) -> str:
        library = libraries[SERIES[name].file]
        vintage = library.vintage if isinstance(library, Library) else ""
        page = FRENCH.address(name)
        return f"{page}#{quote(vintage)}" if vintage else page

    return SourcePage(FRENCH.source, address)


def _library(web: Web, url: str) -> Library | str:
    try:
        return parse_library(_unpacked(bytes(web.get(url).content)))
    except SourceError as error:
        return str(error)


def _unpacked(content: bytes) -> str:
    if content.lstrip()[:1] == b"<":
        raise SourceError("a web page instead of a zip archive")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            first = next(iter(archive.namelist()), "")
            if not first:
                raise SourceError("an empty zip archive")
            return archive.read(first).decode("latin-1")
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise SourceError(f"a zip archive that is broken or cut short ({error})") from error


FILES = {SIZES: "ff_size_portfolios_vw_monthly.csv", FACTORS: "ff3_monthly.csv"}
_NAMES = {"d1_small": "Lo 10", "lo30": "Lo 30", "hi30": "Hi 30"}
_NAMES |= {f"d{n}": f"Dec {n}" for n in range(2, 10)}


def file_of(name: str) -> str:
    """Return where in the folder a series of the library stands; empty for nowhere."""
    file = FILES.get(SERIES[name].file) if name in SERIES else None
    return f"reference/{file}" if file else ""


def read_french(folder: Path, names: list[str]) -> dict[str, Answer]:
    """Return each series as the folder's copies give it, or why they do not."""
    libraries: dict[str, Library | str] = {
        SIX: "the folder's copies of the data library hold no portfolios by book value"
    }
    files = {SERIES[name].file for name in names if name in SERIES} - {SIX}
    libraries |= {
        file: _copies_library(folder / "reference" / FILES[file]) for file in sorted(files)
    }
    return answers(names, libraries)


def _copies_library(path: Path) -> Library | str:
    if not path.is_file():
        return "not among the CSV files of this fetch"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = ",".join(_NAMES.get(name, name) for name in lines[0].split(",")[1:]) if lines else ""
    rows = [line.replace("-", "", 1) for line in lines[1:]]
    try:
        return parse_library("\n".join(["Value Weight Returns -- Monthly", f",{header}", *rows]))
    except SourceError as error:
        raise SourceError(f"{path}: {error}. Mend the file and run the command again.") from error
