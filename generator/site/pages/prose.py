"""How does an editor's text become part of a page, with our figures in their places?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.content.markdown.blocks import FigureBlock
from generator.content.markdown.convert import Slot
from generator.content.text import to_html
from generator.ledger.live_values import LiveValues
from generator.model.front_matter import Document, M
from generator.site.pages.figures import FigureView


@dataclass(frozen=True, slots=True)
class ProsePart:
    """A piece of an editor's text as clean HTML, and the figure that follows it."""

    html: str
    figure: FigureView | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text is set with: its edition's numbers and figures, and the way to the root."""

    values: LiveValues
    figures: Mapping[str, FigureView]
    root: str


def prose(document: Document[M], setting: Setting, slot: Slot) -> tuple[ProsePart, ...]:
    """Return a text cut at its figures; ContentError lists all its mistakes."""
    pieces = [*to_html(document, setting.values, setting.figures, setting.root, slot), None]
    return tuple(
        ProsePart(str(html), setting.figures[block.id] if isinstance(block, FigureBlock) else None)
        for html, block in zip(pieces[::2], pieces[1::2], strict=True)
    )


def figures_in(parts: Iterable[ProsePart]) -> set[str]:
    """Return the ids of the figures that a text shows."""
    return {part.figure.id for part in parts if part.figure}
