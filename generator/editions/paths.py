"""Paths of a repository's files and folders."""

from __future__ import annotations

from pathlib import Path

from generator.forecasts.log import NAME


class Paths:
    """Where everything of a repository lies, from its folder down.

    Attributes:
        content: what editors and the weekly job own.
        data: the ledger.
        forecasts: the log of forecasts.
        templates: the Jinja templates and assets.
        site: the built site.
        cache: what may be deleted at any time: raw prices and drawn figures.
        snapshot: the raw tables of the last fetch.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.data = self.content / "data"
        self.forecasts = self.content / NAME
        self.templates = root / "templates"
        self.site = root / "site"
        self.cache = root / ".cache"
        self.snapshot = self.cache / "snapshot"
