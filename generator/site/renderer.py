"""How does a page become HTML? The only room that knows the template language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined


class Renderable(Protocol):
    """What a template needs of a page: which template, what stands around it, what it shows."""

    @property
    def template(self) -> str:
        """Return the template's name."""

    @property
    def frame(self) -> object:
        """Return what all pages share."""

    @property
    def view(self) -> object:
        """Return what this page shows, ready as text."""


class Renderer:
    """Templates of a folder, with the published names of the assets (`style.css` -> its path).

    Where a folder for it is given, compiled templates are kept there.
    """

    def __init__(
        self, folder: Path, assets: Mapping[str, str], compiled: Path | None = None
    ) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            bytecode_cache=_kept_in(compiled) if compiled else None,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.globals["asset"] = assets.__getitem__

    def render(self, page: Renderable) -> str:
        """Return a page's HTML; a name that the view does not have is an error."""
        template = self._environment.get_template(page.template)
        return template.render(page=page, site=page.frame, view=page.view)


def _kept_in(folder: Path) -> FileSystemBytecodeCache:
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
