"""Live numbers in Markdown: `{{ name:1 }}` of a text becomes a linked number of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from generator.content.markdown.scan import LIVE, Scan, TextFinding
from generator.ledger.live_values import LiveValues, Value
from generator.model.formatting import day

_NAME = re.compile(r"\s*([A-Za-z0-9_.\-]+?)(?::([0-4]))?\s*")
# Under code spans (190) and escapes (180), over links (160): the same order as Markdown's own.
_PRIORITY = 175
# A live number travels through Markdown as two private characters around its place in the list.
_TOKEN = re.compile("\ue000([0-9]+)\ue001")


@dataclass(frozen=True, slots=True)
class Live:
    """One `{{ name:1 }}` of the text with what it stands for, or what is wrong with it."""

    at: int
    source: str
    meaning: Value | TextFinding
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class LiveNumbers:
    """All `{{ }}` of a text, in order, and the places of those that Markdown took for text or for code."""

    items: list[Live] = field(default_factory=list)
    text_places: set[int] = field(default_factory=set)
    code_places: set[int] = field(default_factory=set)

    def tokenise(self, text: str, at: int, values: LiveValues) -> str:
        """Return a part of the body, from an offset on, with a token for each live number."""

        def token(match: re.Match[str]) -> str:
            self.items.append(_resolve(match, at + match.start(), values))
            return f"\ue000{len(self.items) - 1}\ue001"

        return LIVE.sub(token, text)

    def restore(self, html: str) -> str:
        """Return HTML in which each `{{ }}` that Markdown took for code stands as written."""

        def literal(match: re.Match[str]) -> str:
            index = int(match[1])
            self.code_places.add(index)
            return escape(self.items[index].source)

        return _TOKEN.sub(literal, html)

    def metrics(self) -> set[str]:
        """Return the metrics that the text uses."""
        meanings = (live.meaning for live in self.items)
        return {meaning.metric for meaning in meanings if isinstance(meaning, Value)}

    def findings(self, scan: Scan) -> Iterator[TextFinding]:
        """Yield what is wrong with the live numbers, given how Markdown has read the text."""
        meanings = (self.items[index].meaning for index in self.text_places)
        yield from (meaning for meaning in meanings if isinstance(meaning, TextFinding))
        for live in (self.items[index] for index in self.code_places):
            if scan.visible.startswith("{{", live.at):
                hint = "Take it out of raw HTML, a link's address or text indented like code."
                yield TextFinding(live.at, f"`{live.source}` is not filled in here.", hint)


class LiveExtension(Extension):
    """Let Markdown put live numbers where it sees their tokens in text."""

    def __init__(self, numbers: LiveNumbers, root: str) -> None:
        super().__init__()
        self.numbers = numbers
        self.root = root

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        """Register the inline processor."""
        processor = _LiveProcessor(_TOKEN.pattern, md)
        processor.extension = self
        md.inlinePatterns.register(processor, "live", _PRIORITY)


class _LiveProcessor(InlineProcessor):
    extension: LiveExtension

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- the library's name; text may come back
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        del data
        index = int(m[1])
        self.extension.numbers.text_places.add(index)
        live = self.extension.numbers.items[index]
        if isinstance(live.meaning, TextFinding):
            return live.source, m.start(0), m.end(0)
        return _element(live.meaning, live.decimals, self.extension.root), m.start(0), m.end(0)


def unknown_name(name: str, values: LiveValues) -> tuple[str, str]:
    """Return what to say about a live name that no metric has, and what to do."""
    close = " or ".join(f"`{suggestion}`" for suggestion in values.suggestions(name))
    hint = f"Did you mean {close}?" if close else "`outlook values` lists all names."
    return f"Unknown live number `{name}`.", hint


def _resolve(match: re.Match[str], at: int, values: LiveValues) -> Live:
    parts = _NAME.fullmatch(match[1])
    if not parts:
        hint = "Write {{ metric.row }} or {{ metric.row:1 }}, with no quotes, pipes or calls."
        return Live(at, match[0], TextFinding(at, f"`{match[0]}` is not a live number.", hint))
    name, decimals = parts[1], int(parts[2]) if parts[2] else None
    value = values.get(name)
    if value is None:
        return Live(at, match[0], TextFinding(at, *unknown_name(name, values)))
    if decimals is not None and isinstance(value.raw, str):
        hint = f"Write {{{{ {name} }}}}."
        return Live(at, match[0], TextFinding(at, f"`{name}` has no decimals.", hint))
    return Live(at, match[0], value, decimals)


def _element(value: Value, decimals: int | None, root: str) -> Element:
    if value.missing or value.raw is None:
        element = Element("span", {"class": "missing", "title": value.missing or _no_value(value)})
        element.text = AtomicString("no data")
        return element
    as_of = f"as of {day(value.as_of)}" if value.as_of else ""
    address = f"{root}metrics/{value.metric}/"
    element = Element("a", {"class": "number", "href": address, "title": as_of})
    element.text = AtomicString(value.text(decimals))
    return element


def _no_value(value: Value) -> str:
    return f"no value on {day(value.as_of)}" if value.as_of else "no value"
