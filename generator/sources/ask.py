"""A question to a source, and the line in which it says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO, TypeAlias

from generator.model.metric import Origin
from generator.model.series import Family
from generator.sources.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Ask:
    """What a fetch wants.

    Attributes:
        tickers: whose prices are wanted.
        series: other inputs, by the names that metrics use: "fred:DGS2", "universe".
        now: the moment of the fetch, with its time zone.
        cache: a folder for what a source's library keeps between runs (cookies, time zones).
        agent: who asks and where that person can be reached; "" where no contact is given.
    """

    tickers: tuple[str, ...]
    series: tuple[str, ...]
    now: datetime
    cache: Path
    agent: str = ""

    def tables(self, family: Family) -> list[str]:
        """Return the raw tables of a family that are wanted: DGS2 for "fred:DGS2"."""
        return [family.table(name) for name in self.series if family.holds(name)]

    def origin(self, source: str, name: str, url: str) -> Origin:
        """Return the origin of a table of this fetch, still without its extent."""
        stamp = self.now.astimezone(UTC).isoformat(timespec="seconds")
        return Origin(source, name, url, stamp, 0, date.min, date.min, "")


@dataclass(frozen=True, slots=True)
class Progress:
    """One line a source: rewritten in place on a terminal; a log gets what takes long, and the end."""

    stream: TextIO
    source: str

    def tell(self, text: str) -> Progress:
        """Say what comes now and may take long; a log keeps it."""
        self._write(text, "" if self.stream.isatty() else "\n")
        return self

    def update(self, text: str) -> None:
        """Show how far the source is; a log does not keep it."""
        if self.stream.isatty():
            self._write(text, "")

    def done(self, text: str) -> None:
        """Say what the source gave and end the line."""
        self._write(text, "\n")

    def _write(self, text: str, end: str) -> None:
        line = f"{self.source:<6} {text}"
        self.stream.write(f"\r{line:<78}{end}" if self.stream.isatty() else f"{line}{end}")
        self.stream.flush()


SourceFetcher: TypeAlias = Callable[[Ask, TextIO], Snapshot]
