"""Two extensions of python-markdown: what pages need of links, tables and images, and GitHub's boxes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# After Markdown's inline patterns (20) and footnotes (15), before it indents its output (10).
_PRIORITY = 12


class LayoutExtension(Extension):
    """Make links fit the site, tables fit small screens, and number links fit links."""

    def __init__(self, root: str, prefix: str, page: str) -> None:
        super().__init__()
        self.root = root
        self.prefix = prefix
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        """Register the tree processor."""
        processor = _LayoutProcessor(md)
        processor.extension = self
        md.treeprocessors.register(processor, "layout", _PRIORITY)


class _LayoutProcessor(Treeprocessor):
    extension: LayoutExtension

    def run(self, root: Element) -> None:
        for link in list(root.iter("a")):
            _unlink_inner(link)
        for link in root.iter("a"):
            self._point(link)
        for image in root.iter("img"):
            image.set("src", self._address(image.get("src", "")))
            image.set("loading", "lazy")
        for parent in list(root.iter()):
            _wrap_tables(parent)

    def _point(self, link: Element) -> None:
        address = link.get("href", "")
        if link.get("class") == "number":
            return
        link.set("href", self._address(address))
        if address.startswith(("https://", "http://")):
            link.set("rel", "external noopener")

    def _address(self, address: str) -> str:
        if address.startswith("#"):
            return f"{self.extension.page}#{self.extension.prefix}{address[1:]}"
        if address.startswith("/") and not address.startswith("//"):
            return f"{self.extension.root}{address[1:]}" or "./"
        return address


def _unlink_inner(link: Element) -> None:
    """Make the number links in a link's text plain: a link cannot hold another."""
    for inner in list(link.iter("a")):
        if inner is not link:
            inner.tag = "span"
            inner.attrib.pop("href", None)


def _wrap_tables(parent: Element) -> None:
    for index, table in enumerate(list(parent)):
        if table.tag == "table":
            # A wide table scrolls in its own box, which a keyboard must be able to reach.
            box = Element("div", {"class": "table", "role": "group", "tabindex": "0"})
            box.set("aria-label", "Table")
            box.append(table)
            parent[index] = box
            _set_cells(table)


def _set_cells(table: Element) -> None:
    for cell in [*table.iter("th"), *table.iter("td")]:
        side = cell.attrib.pop("align", None)
        if side:
            cell.set("class", side)
        if cell.tag == "th":
            cell.set("scope", "col")


KINDS = ("note", "tip", "important", "warning", "caution")
_HEAD = re.compile(rf"\A[ ]{{0,3}}>[ ]?\[!({'|'.join(KINDS)})\][ ]*(?:\n|\Z)", re.IGNORECASE)
# Just before Markdown's own block quotes (20).
_CALLOUT_PRIORITY = 21


class CalloutExtension(Extension):
    """Read block quotes that begin with a kind as asides."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        """Register the block processor."""
        processor = _CalloutProcessor(md.parser)
        processor.prefix = self.prefix
        md.parser.blockprocessors.register(processor, "callout", _CALLOUT_PRIORITY)


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
