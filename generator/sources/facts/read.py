"""The files of a facts folder, read and checked cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from generator.model.errors import ContentError, Problem, conflicts
from generator.model.positions import cell_position
from generator.sources.facts.fact import Fact
from generator.sources.facts.rows import TABLES, FactTable


def read_facts(folder: Path) -> dict[str, pd.DataFrame]:
    """Return every table of a facts folder by name; ContentError lists all mistakes.

    Days are datetimes, numbers floats, empty cells missing; the rows keep the file's order, and
    their index is the line of the file.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    problems = [_unknown(path) for name, path in paths.items() if name not in TABLES]
    facts = {}
    for name, table in TABLES.items():
        rows, mistakes = _rows(paths.get(name, folder / f"{name}.csv"), table)
        facts[name] = _frame(rows, table)
        problems += mistakes
    if problems:
        raise ContentError(problems)
    return facts


def facts_at(frame: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return a table without the rows that were not yet public on a day."""
    return frame[frame["known_on"] <= pd.Timestamp(as_of)].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file with its place."""

    path: Path
    header: list[str]
    number: int
    cells: list[str]

    def problem(self, message: str, hint: str, name: str = "") -> Problem:
        """Return a mistake in a cell, or in the whole line."""
        before = self.cells[: self.header.index(name)] if name else []
        return Problem.at(self.path, cell_position(self.number, before), message, hint)

    def cell_problem(self, location: tuple[int | str, ...], message: str) -> Problem:
        """Return a mistake that pydantic found, in our words where it is about an empty cell."""
        name = str(location[0]) if location else ""
        text = message.removeprefix("Value error, ").rstrip(".")
        if not name:
            return self.problem(f"{text}.", "Fill in what is known.")
        cell = self.cells[self.header.index(name)].strip()
        if not cell:
            return self.problem(f"`{name}` is empty.", "Every row needs it.", name)
        return self.problem(f"`{name}` is {cell!r}: {text}.", "Mend the cell.", name)


def _rows(path: Path, table: FactTable) -> tuple[dict[int, Fact], list[Problem]]:
    """Return the good rows of one file by their line, and the mistakes found in it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, [Problem(path, "is missing.", "Bring it back, even if it is short.")]
    except UnicodeDecodeError:
        return {}, [Problem(path, "is not UTF-8 text.", "Save it as CSV UTF-8.")]
    if marks := conflicts(path, text):
        return {}, marks
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    problems = list(_header_problems(_Line(path, header, 1, header), list(table.row.model_fields)))
    if problems:
        return {}, problems
    lines = [_Line(path, header, reader.line_num, cells) for cells in reader if cells]
    return _checked(lines, table) if lines else ({}, [Problem(path, "has no rows.", "Add one.")])


def _checked(lines: list[_Line], table: FactTable) -> tuple[dict[int, Fact], list[Problem]]:
    facts: dict[int, Fact] = {}
    keys: set[tuple[object, ...]] = set()
    problems: list[Problem] = []
    for line in lines:
        fact, mistakes = _row(line, table)
        problems += mistakes
        if fact is None:
            continue
        key = tuple(getattr(fact, name) for name in table.key)
        if key in keys:
            hint = "Keep one of the two, or change the key of one."
            problems.append(line.problem("an earlier line has the same key.", hint, table.key[-1]))
        keys.add(key)
        facts[line.number] = fact
    return facts, problems


def _row(line: _Line, table: FactTable) -> tuple[Fact | None, list[Problem]]:
    if len(line.cells) != len(line.header):
        message = f"{len(line.cells)} cells under {len(line.header)} columns."
        hint = "Count the commas; put text that holds a comma in double quotes."
        return None, [line.problem(message, hint)]
    cells = {name: text.strip() or None for name, text in zip(line.header, line.cells, strict=True)}
    try:
        return table.row.model_validate(cells), []
    except ValidationError as error:
        return None, [line.cell_problem(item["loc"], item["msg"]) for item in error.errors()]


def _header_problems(line: _Line, columns: list[str]) -> Iterator[Problem]:
    for name in columns:
        if line.header.count(name) != 1:
            hint = "The first line names each column once."
            yield line.problem(f"the column `{name}` is missing or there twice.", hint)
    for name in line.header:
        if name not in columns:
            hint = f"Columns are: {', '.join(columns)}."
            yield line.problem(f"the column `{name}` is unknown.", hint, name)


def _unknown(path: Path) -> Problem:
    close = get_close_matches(path.stem, TABLES, n=1)
    hint = f"Did you mean {close[0]}.csv?" if close else f"Known are: {', '.join(TABLES)}."
    return Problem(path, "no table of facts has this name.", hint)


def _frame(rows: Mapping[int, Fact], table: FactTable) -> pd.DataFrame:
    """Return rows as a frame whose empty number cells are NaN."""
    fields = table.row.model_fields
    numbers = [name for name, field in fields.items() if field.annotation in (float, float | None)]
    cells = [row.model_dump() for row in rows.values()]
    frame = pd.DataFrame(cells, pd.Index(rows.keys(), name="line"), list(fields))
    return frame.astype(dict.fromkeys(numbers, float))
