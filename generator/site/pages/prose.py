"""An editor's text as part of a page, with our figures in their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.content.markdown.convert import Slot
from generator.content.text import to_html
from generator.ledger.live_values import LiveValues
from generator.model.front_matter import Document, M
from generator.site.pages.figures import FigureView

# Clean HTML that can be trusted, and the figures between it.
Prose: TypeAlias = tuple[str | FigureView, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text is set with: its edition's numbers and figures, and the way to the root.

    Attributes:
        page: address of the page that the text stands on, where it is read elsewhere: in feeds.
    """

    values: LiveValues
    figures: Mapping[str, FigureView]
    root: str
    page: str = ""


def prose(document: Document[M], setting: Setting, slug: str = "", level: int = 3) -> Prose:
    """Return a text cut at its figures; ContentError lists all its mistakes.

    The slug keeps the ids of several texts on a page apart; the level is that of its top headings.
    """
    slot = Slot(slug, level, setting.page)
    pieces = to_html(document, setting.values, setting.figures, setting.root, slot)
    return tuple(piece if isinstance(piece, str) else setting.figures[piece.id] for piece in pieces)


def figures_in(parts: Iterable[str | FigureView]) -> set[str]:
    """Return the ids of the figures that a text shows."""
    return {part.drawn.id for part in parts if not isinstance(part, str)}
