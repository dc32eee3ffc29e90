"""Expected failures, and what the command line makes of each.

OutlookError
├── ContentError    an editor's file is wrong            exit 1
├── LedgerError     a published number would change      exit 1
├── ConfigError     wrong usage or configuration         exit 2
└── SourceError     an outside party gave nothing usable exit 3
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from generator.model.positions import Position


class OutlookError(Exception):
    """An expected failure: says what, where and what to do next."""

    exit_code: ClassVar[int] = 1


class LedgerError(OutlookError):
    """A published number, edition or ledger row would change."""


class ConfigError(OutlookError):
    """The command or site.toml asks for something that cannot be."""

    exit_code = 2


class SourceError(OutlookError):
    """An outside party, or the snapshot made from it, gave nothing usable."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an editor's file, with its place (line and column from 1).

    Attributes:
        severity: an error stops the build; a warning asks the editor to look again.
    """

    path: Path
    message: str
    hint: str = ""
    line: int = 1
    column: int = 1
    severity: Literal["error", "warning"] = "error"

    @classmethod
    def at(
        cls,
        path: Path,
        position: Position,
        message: str,
        hint: str = "",
        severity: Literal["error", "warning"] = "error",
    ) -> Problem:
        """Return a mistake at a position."""
        return cls(path, message, hint, position.line, position.column, severity)

    def __str__(self) -> str:
        """Return `path:line:col: message. hint`, the form that editors' tools can jump to."""
        level = "warning: " if self.severity == "warning" else ""
        text = f"{self.path}:{self.line}:{self.column}: {level}{self.message}"
        return f"{text} {self.hint}" if self.hint else text


def conflicts(path: Path, text: str) -> list[Problem]:
    """Return the marks that git leaves in a file where two edits met."""
    what = "Two edits met here, and git left both."
    hint = "Keep what is right, and delete the lines <<<<<<<, ======= and >>>>>>>."
    return [
        Problem(path, what, hint, line)
        for line, words in enumerate(text.split("\n"), start=1)
        if words.startswith(("<<<<<<< ", ">>>>>>> "))
    ]


class ContentError(OutlookError):
    """One or more mistakes in editors' files, all of them reported at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """Let another process raise the same error."""
        return type(self), (self.problems,)


class Mistakes:
    """Gathers the mistakes of many files, so that an editor hears of all of them in one run."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keep what the block finds wrong, and go on after it."""
        try:
            yield
        except ContentError as error:
            self._problems |= dict.fromkeys(error.problems)

    def report(self) -> None:
        """Raise all mistakes as one ContentError, each once; nothing if there are none."""
        if self._problems:
            raise ContentError(self._problems)
