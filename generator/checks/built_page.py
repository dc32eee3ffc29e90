"""A built page as a browser finds it: title, ids, links, and faults of the page alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from generator.model.errors import Problem

Attributes = dict[str, str]
# Elements whose address the page itself needs, and the attributes that hold it.
ADDRESSES = {
    "a": ("href",), "img": ("src", "srcset"), "link": ("href",), "script": ("src",),
    "source": ("src", "srcset"),
}  # fmt: skip
DATA_BLOCKS = ("application/ld+json", "application/json")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One address in a page, as written, and its place in the file."""

    address: str
    line: int
    column: int


@dataclass(slots=True)
class BuiltPage:
    """What a reader's browser would find in a page; `problems` are faults of the page alone."""

    path: Path
    title: str = ""
    language: str = ""
    description: str = ""
    canonical: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[PageLink] = field(default_factory=list)
    stylesheets: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_page(path: Path, name: Path) -> BuiltPage:
    """Return what a built HTML file holds; `name` is how its problems call it."""
    reader = _Reader(BuiltPage(name))
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self.page = page
        self.inside = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._note_id(attributes.get("id", ""))
        self._note_links(tag, attributes)
        if "style" in attributes:
            self._problem(f"<{tag}> has a style attribute, which the site's policy blocks.")
        note = NOTES.get(tag)
        if note is not None:
            note(self, attributes)

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self.inside == "title" and not self.page.title:
            self.page.title = self.text.strip()
        elif tag == "script" and self.inside == "script":
            self._check_data_block()
        self.inside = ""

    def note_html(self, attributes: Attributes) -> None:
        self.page.language = attributes.get("lang", "")

    def note_title(self, attributes: Attributes) -> None:  # noqa: ARG002  -- same shape as its siblings
        self.inside, self.text = "title", ""

    def note_meta(self, attributes: Attributes) -> None:
        if attributes.get("name") == "description":
            self.page.description = attributes.get("content", "")
        elif attributes.get("property") in ("og:image", "og:url"):
            self._note_link(attributes.get("content", ""))

    def note_link(self, attributes: Attributes) -> None:
        if attributes.get("rel") == "canonical":
            self.page.canonical = attributes.get("href", "")
        elif attributes.get("rel") == "stylesheet":
            self.page.stylesheets.append(attributes.get("href", ""))

    def note_image(self, attributes: Attributes) -> None:
        missing = [name for name in ("alt", "width", "height") if name not in attributes]
        if missing:
            self._problem(f"An image has no {' and no '.join(missing)}.")

    def note_script(self, attributes: Attributes) -> None:
        if attributes.get("type") in DATA_BLOCKS:
            self.inside, self.text = "script", ""
        elif "src" not in attributes:
            self._problem("A script stands in the page, which the site's policy blocks.")

    def note_style(self, attributes: Attributes) -> None:  # noqa: ARG002  -- same shape as its siblings
        self._problem("A style sheet stands in the page, which the site's policy blocks.")

    def _note_id(self, name: str) -> None:
        if name and name in self.page.ids:
            self._problem(f'The id "{name}" is there twice.')
        self.page.ids.add(name)

    def _note_links(self, tag: str, attributes: Attributes) -> None:
        for name in ADDRESSES.get(tag, ()):
            if name == "srcset":
                for candidate in attributes.get("srcset", "").split(","):
                    self._note_link(candidate.strip().split(" ")[0])
            elif name in attributes:
                self._note_link(attributes[name], empty_is_self=tag == "a")

    def _note_link(self, address: str, *, empty_is_self: bool = False) -> None:
        if address or empty_is_self:
            line, column = self.getpos()
            self.page.links.append(PageLink(address, line, column + 1))

    def _check_data_block(self) -> None:
        try:
            json.loads(self.text)
        except json.JSONDecodeError as error:
            self._problem(f"The structured data is not JSON: {error}.")

    def _problem(self, message: str) -> None:
        line, column = self.getpos()
        self.page.problems.append(Problem(self.page.path, message, line=line, column=column + 1))


NOTES: dict[str, Callable[[_Reader, Attributes], None]] = {
    "html": _Reader.note_html, "img": _Reader.note_image, "link": _Reader.note_link,
    "meta": _Reader.note_meta, "script": _Reader.note_script, "style": _Reader.note_style,
    "title": _Reader.note_title,
}  # fmt: skip
