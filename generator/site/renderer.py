"""Pages and feeds as text: the only module that knows the template language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.ledger.live_values import signed
from generator.ledger.sample_size import sample_size_of
from generator.model.formatting import chance, day, number, plural
from generator.site.pages.numbers import cell_kind, cells
from generator.site.pages.page import week_name, week_number
from generator.site.pages.verdicts import AS_STATED, mark


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
        """Return what this page shows; filters format it."""


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
        self._environment.filters |= {
            "as_stated": AS_STATED.__getitem__,
            "cells": cells,
            "cell_kind": cell_kind,
            "chance": chance,
            "day": day,
            "json": as_json,
            "mark": mark,
            "moment": moment,
            "number": number,
            "plural": plural,
            "sample_size": sample_size_of,
            "signed": signed,
            "week": week_name,
            "week_number": week_number,
            "xml": as_xml,
        }
        self._environment.globals["asset"] = assets.__getitem__

    def render(self, page: Renderable) -> str:
        """Return a page's HTML; a name that the view does not have is an error."""
        return self.text(page.template, page=page, site=page.frame, view=page.view)

    def text(self, template: str, **shown: object) -> str:
        """Return what a template makes of what it is to show."""
        return self._environment.get_template(template).render(**shown)


def as_json(value: object) -> Markup:
    """Return a value as JSON for a file of its own, which needs no escapes of HTML."""
    return Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704  -- no browser reads it as HTML


def as_xml(text: str) -> Markup:
    """Return a text as the content of an XML element."""
    return Markup(escape(text))  # noqa: S704  -- escaped


def moment(value: datetime) -> str:
    """Return a moment as feeds write it: `2026-08-15T06:00:00Z`."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _kept_in(folder: Path) -> FileSystemBytecodeCache:
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
