"""Where everything of a repository lies, from its folder down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.forecasts.log import NAME


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything lies, from the repository's folder down."""

    root: Path

    @property
    def content(self) -> Path:
        """Return what editors and the weekly job own."""
        return self.root / "content"

    @property
    def data(self) -> Path:
        """Return the ledger."""
        return self.content / "data"

    @property
    def forecasts(self) -> Path:
        """Return the record of forecasts."""
        return self.content / NAME

    @property
    def templates(self) -> Path:
        """Return the Jinja templates and assets."""
        return self.root / "templates"

    @property
    def site(self) -> Path:
        """Return the built site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """Return what may be deleted at any time: raw prices and drawn figures."""
        return self.root / ".cache"

    @property
    def snapshot(self) -> Path:
        """Return the raw tables of the last fetch."""
        return self.cache / "snapshot"
