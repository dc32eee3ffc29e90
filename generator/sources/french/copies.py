"""Copies of the data library's tables in a folder of CSV files.

    reference/ff_size_portfolios_vw_monthly.csv   date (1926-07), lo30, hi30, d1_small, d2 ... d10_big
    reference/ff3_monthly.csv                     date, smb

Both hold value-weighted monthly returns in percent; -99.99 and -999 are no data. No file of this
layout has book values, so what needs them is missing.
"""

from __future__ import annotations

from pathlib import Path

from generator.model.errors import SourceError
from generator.sources.answers import Answer
from generator.sources.french.library import FACTORS, SERIES, SIX, SIZES, answers
from generator.sources.french.tables import Library, parse_library

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
    wanted = {SERIES[name].file for name in names if name in SERIES} - {SIX}
    libraries |= {file: _library(folder / "reference" / FILES[file]) for file in sorted(wanted)}
    return answers(names, libraries)


def _library(path: Path) -> Library | str:
    if not path.is_file():
        return "not among the CSV files of this fetch"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = ",".join(_NAMES.get(name, name) for name in lines[0].split(",")[1:]) if lines else ""
    rows = [line.replace("-", "", 1) for line in lines[1:]]
    try:
        return parse_library("\n".join(["Value Weight Returns -- Monthly", f",{header}", *rows]))
    except SourceError as error:
        raise SourceError(f"{path}: {error}. Mend the file and run the command again.") from error
