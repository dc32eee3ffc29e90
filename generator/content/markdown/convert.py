"""Conversion of an editor's Markdown into HTML that a page can trust."""

from __future__ import annotations

import string
from collections.abc import Collection
from dataclasses import dataclass

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from generator.content.markdown.blocks import Blocks, FigureBlock
from generator.content.markdown.layout import CalloutExtension, LayoutExtension
from generator.content.markdown.live_numbers import LiveExtension, LiveNumbers
from generator.content.markdown.sanitise import sanitise
from generator.content.markdown.scan import Scan, TextFinding
from generator.ledger.live_values import LiveValues


@dataclass(frozen=True, slots=True)
class Slot:
    """Where on a page a text goes.

    Attributes:
        slug: keeps the ids of several texts on one page apart; "" for a page of its own.
        level: what a text's top headings (`##`) become: 2 is <h2>.
        page: address of that page for a text that is read elsewhere; what `#` links begin with.
    """

    slug: str = ""
    level: int = 2
    page: str = ""

    @property
    def prefix(self) -> str:
        """Return what ids begin with; no heading's own id has two hyphens in a row."""
        return f"{self.slug}--" if self.slug else ""


@dataclass(frozen=True, slots=True)
class Converted:
    """Sanitised HTML, in which the blocks are not yet inserted."""

    html: str
    blocks: Blocks
    numbers: LiveNumbers

    def findings(self, scan: Scan, figures: Collection[str]) -> list[TextFinding]:
        """Return what is wrong with live numbers and blocks."""
        return [*self.numbers.findings(scan), *self.blocks.findings(self.html, figures)]

    def cut(self) -> tuple[str | FigureBlock, ...]:
        """Return the HTML with its blocks, cut at the figures."""
        return self.blocks.cut(self.html)


def convert(scan: Scan, values: LiveValues, root: str, slot: Slot) -> Converted:
    """Return a text as sanitised HTML with its live numbers filled in."""
    numbers, blocks = LiveNumbers(), Blocks(scan.fences)
    text = blocks.tokenise(scan, numbers, values)
    html = numbers.restore(_markdown(numbers, root, slot).convert(text))
    return Converted(sanitise(html, slot.prefix), blocks, numbers)


def _markdown(numbers: LiveNumbers, root: str, slot: Slot) -> Markdown:
    md = Markdown(
        extensions=[
            AbbrExtension(),
            DefListExtension(),
            FootnoteExtension(BACKLINK_TITLE="Back to note {} in the text"),
            SaneListExtension(),
            SmartyExtension(),
            TableExtension(use_align_attribute=True),
            TocExtension(baselevel=slot.level - 1, marker=""),
            CalloutExtension(slot.prefix),
            LayoutExtension(root, slot.prefix, slot.page),
            LiveExtension(numbers, root),
        ]
    )
    # As on GitHub, any punctuation can be escaped: `\$5m`.
    md.ESCAPED_CHARS = list(string.punctuation)
    return md
