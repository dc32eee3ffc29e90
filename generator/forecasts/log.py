"""The log of forecasts: content/forecasts.jsonl, a line for each event.

Each line holds the sha256 of the line before (its text without the line's end), so that none can
be changed or taken out without the next one showing it. An edition's record holds that of the
newest line it knew, so that the last ones cannot be taken out either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from generator.forecasts.lines import LINE, Forecast, LogLine, Resolution, Update
from generator.model.errors import ContentError, LedgerError, Problem
from generator.model.files import sha256_of
from generator.model.metric import Metric
from generator.model.record import ForecastState

NAME = "forecasts.jsonl"
_RESTORE = "Lines are only ever added: restore the file from git."
_ADD = "Add lines with `outlook forecast`."


class StatedChance(NamedTuple):
    """A probability with the moment at which it was given, and why."""

    at: datetime
    p: float
    note: str


@dataclass(frozen=True, slots=True)
class ForecastHistory:
    """One forecast with all that was said of it since."""

    forecast: Forecast
    updates: tuple[Update, ...] = ()
    resolution: Resolution | None = None

    @property
    def stated(self) -> tuple[StatedChance, ...]:
        """Return each probability, oldest first."""
        first = StatedChance(self.forecast.created_at, self.forecast.p, self.forecast.note)
        return (first, *(StatedChance(u.at, u.p, u.note) for u in self.updates))

    @property
    def p(self) -> float:
        """Return the newest probability."""
        return self.stated[-1].p

    def until(self, moment: datetime) -> ForecastHistory:
        """Return the entry as it was at a moment, without its resolution."""
        return ForecastHistory(self.forecast, tuple(u for u in self.updates if u.at <= moment))


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as it stands in the file; `line` is None where the text is wrong."""

    text: str
    line: LogLine | None


@dataclass(frozen=True, slots=True)
class ForecastLog:
    """The lines of the file; nothing in it changes, lines are added.

    Attributes:
        entries: the forecasts by id, in the order in which they were made.
    """

    path: Path
    stored: tuple[StoredLine, ...] = ()
    entries: Mapping[str, ForecastHistory] = field(init=False)

    def __post_init__(self) -> None:
        """Gather what was said of each forecast."""
        entries: dict[str, ForecastHistory] = {}
        for line in self.lines:
            if isinstance(line, Forecast):
                entries[line.id] = ForecastHistory(line)
            else:
                entries[line.id] = _continued(entries[line.id], line)
        object.__setattr__(self, "entries", entries)

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """Return what the lines say."""
        return tuple(stored.line for stored in self.stored if stored.line)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the lines as they stand in the file."""
        return tuple(stored.text for stored in self.stored)

    @property
    def digest(self) -> str:
        """Return the sha256 of the last line, and through the chain of all; "" for no line."""
        return self.digest_of(len(self.stored))

    @property
    def next_id(self) -> str:
        """Return the id that the next forecast gets."""
        return f"F{len(self.entries) + 1:03d}"

    def first(self, count: int) -> ForecastLog:
        """Return the log as it was when it had so many lines."""
        return ForecastLog(self.path, self.stored[:count])

    def digest_of(self, count: int) -> str:
        """Return the digest of the first lines; "" where there are none or fewer."""
        if not 0 < count <= len(self.stored):
            return ""
        return sha256_of(self.stored[count - 1].text)


EMPTY_LOG = ForecastLog(Path("content") / NAME)


def read_forecasts(path: Path, metrics: Iterable[Metric[...]]) -> ForecastLog:
    """Return the checked file; an absent one is an empty log. ContentError lists all mistakes."""
    log, problems = ForecastLog(path), list[Problem]()
    by_id = {metric.id: metric for metric in metrics}
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for number, row in enumerate(text.splitlines(), start=1):
        line: LogLine | None = None
        try:
            line = _checked(log, number, row)
        except ContentError as error:
            problems += error.problems
        if isinstance(line, Forecast) and (wrong := line.rule.name_problem(by_id)):
            problems.append(Problem(path, wrong, "The Metrics page lists all names.", number))
        # What follows is checked against a wrong line too, or its digest would be blamed as well.
        log = replace(log, stored=(*log.stored, StoredLine(row, line)))
    if problems:
        raise ContentError(problems)
    return log


def with_line(log: ForecastLog, line: LogLine) -> ForecastLog:
    """Return the log with one more line, chained to the last; ContentError if it may not follow."""
    chained = line.model_copy(update={"prev": log.digest})
    _require(log, chained, len(log.lines) + 1)
    new = StoredLine(chained.model_dump_json(), chained)
    return replace(log, stored=(*log.stored, new))


def line_of(log: ForecastLog, fields: dict[str, object]) -> LogLine:
    """Return a line from its fields; ContentError names the line that it would have been."""
    try:
        return LINE.validate_python({**fields, "prev": ""})
    except ValidationError as error:
        raise ContentError(_wrong(log.path, len(log.lines) + 1, error)) from error


def write_forecasts(log: ForecastLog, path: Path) -> None:
    """Add the log's new lines to the file; LedgerError where the old ones are not as in the log."""
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if tuple(old) != log.texts[: len(old)]:
        raise LedgerError(f"{path} has changed meanwhile. Run the command again.")
    if new := log.texts[len(old) :]:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in new)


def require_whole(log: ForecastLog, states: Iterable[tuple[str, ForecastState]]) -> None:
    """Let a log pass that has every line that the editions knew; LedgerError names the edition."""
    for edition, state in states:
        if state.lines and log.digest_of(state.lines) != state.sha256:
            raise LedgerError(
                f"{log.path}:{state.lines}: edition {edition} knew {state.lines} lines that end in "
                f"another one. {_RESTORE}"
            )


def _checked(log: ForecastLog, number: int, row: str) -> LogLine:
    line = _parsed(log.path, number, row)
    _require(log, line, number)
    return line


def _parsed(path: Path, number: int, row: str) -> LogLine:
    try:
        return LINE.validate_python(json.loads(row))
    except json.JSONDecodeError as error:
        what = f"This is not JSON: {error.msg}."
        raise ContentError([Problem(path, what, _RESTORE, number, error.colno)]) from error
    except ValidationError as error:
        raise ContentError(_wrong(path, number, error)) from error


def _wrong(path: Path, number: int, error: ValidationError) -> Iterator[Problem]:
    for item in error.errors():
        where = ".".join(str(part) for part in item["loc"][1:])
        message = item["msg"].removeprefix("Value error, ")
        yield Problem(path, f"{where}: {message}." if where else f"{message}.", _ADD, number)


def _require(log: ForecastLog, line: LogLine, number: int) -> None:
    """Let a line pass that may follow what is in the log."""
    wrong = [
        *_order_problems(log, line),
        *(
            _forecast_problems(log, line)
            if isinstance(line, Forecast)
            else _later_problems(log, line)
        ),
    ]
    if wrong:
        raise ContentError(Problem(log.path, what, _RESTORE, number) for what in wrong)


def _order_problems(log: ForecastLog, line: LogLine) -> Iterator[str]:
    if line.prev != log.digest:
        yield "The chain is broken: `prev` is not the sha256 of the line before."
    if log.lines and line.moment < log.lines[-1].moment:
        yield "The line is out of order: it is older than the line before."


def _forecast_problems(log: ForecastLog, line: Forecast) -> Iterator[str]:
    if line.id in log.entries:
        yield f"The id {line.id} is there already."
    elif line.id != log.next_id:
        yield f"The id {line.id} is out of order: the next one is {log.next_id}."


def _later_problems(log: ForecastLog, line: Update | Resolution) -> Iterator[str]:
    entry = log.entries.get(line.id)
    if entry is None:
        yield f"There is no forecast {line.id} before this line."
    elif entry.resolution:
        yield f"The forecast {line.id} is resolved already."
    elif isinstance(line, Update) and line.at.date() >= entry.forecast.resolves_on:
        yield f"The forecast {line.id} was closed on {entry.forecast.resolves_on}."


def _continued(entry: ForecastHistory, line: Update | Resolution) -> ForecastHistory:
    if isinstance(line, Update):
        return replace(entry, updates=(*entry.updates, line))
    return replace(entry, resolution=line)
