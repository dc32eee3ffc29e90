"""Callouts: GitHub's `> [!NOTE]` as a box on the page."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension

KINDS = ("note", "tip", "important", "warning", "caution")
_HEAD = re.compile(rf"\A[ ]{{0,3}}>[ ]?\[!({'|'.join(KINDS)})\][ ]*(?:\n|\Z)", re.IGNORECASE)
# Just before Markdown's own block quotes (20).
_PRIORITY = 21


class CalloutExtension(Extension):
    """Read block quotes that begin with a kind as asides."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        """Register the block processor."""
        processor = _CalloutProcessor(md.parser)
        processor.prefix = self.prefix
        md.parser.blockprocessors.register(processor, "callout", _PRIORITY)


class _CalloutProcessor(BlockQuoteProcessor):
    prefix: str
    count = 0

    def test(self, parent: Element, block: str) -> bool:
        return bool(_HEAD.match(block)) and super().test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        kind, text = _HEAD.match(block)[1].lower(), _HEAD.sub("", block)  # type: ignore[index]  # test() has matched
        aside = self._aside(parent, kind)
        self.parser.state.set("blockquote")
        self.parser.parseChunk(aside, "\n".join(map(self.clean, text.split("\n"))))
        self.parser.state.reset()

    def _aside(self, parent: Element, kind: str) -> Element:
        self.count += 1
        name = f"callout-{self.count}"
        # The sanitiser puts the prefix before ids, and only before ids.
        labelled = {"role": "note", "aria-labelledby": f"{self.prefix}{name}"}
        aside = SubElement(parent, "aside", {"class": f"callout callout-{kind}", **labelled})
        SubElement(aside, "p", {"class": "callout-title", "id": name}).text = kind.capitalize()
        return aside
