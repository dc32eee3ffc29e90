"""Fenced blocks: figures of the site, and code as it was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape

import yaml

from generator.content.markdown.live_numbers import LiveNumbers
from generator.content.markdown.scan import FILLER, Fence, Scan, TextFinding
from generator.ledger.live_values import LiveValues
from generator.model.front_matter import LOADER

_FIGURE = "figure"
_KEYS = ("id", "caption")
# A block travels through Markdown and the sanitiser as a paragraph that begins with its token.
_PLACE = re.compile("<p>\ue002([0-9]+)\ue003(.*?)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A `figure` block as an editor wrote it."""

    id: str = ""
    caption: str = ""
    findings: tuple[TextFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class FencedBlock:
    """A fenced block with the figure that it asks for; of code, an empty one."""

    fence: Fence
    figure: FigureBlock


@dataclass(frozen=True, slots=True)
class Blocks:
    """The fenced blocks of a text and what stands for them in the Markdown."""

    fences: tuple[Fence, ...]
    items: list[FencedBlock] = field(default_factory=list)

    def tokenise(self, scan: Scan, numbers: LiveNumbers, values: LiveValues) -> str:
        """Return the text with a token for each fenced block and each live number."""
        parts, at = [], 0
        for index, fence in enumerate(self.fences):
            is_figure = fence.info == _FIGURE
            code = numbers.tokenise(fence.code, fence.code_at, values) if is_figure else ""
            figure = _read_figure(fence, code) if is_figure else FigureBlock()
            self.items.append(FencedBlock(fence, figure))
            parts.append(numbers.tokenise(scan.text[at : fence.start], at, values))
            parts.append(f"\n\n\ue002{index}\ue003 {figure.caption}\n\n")
            at = fence.end
        parts.append(numbers.tokenise(scan.text[at:], at, values))
        return "".join(parts).replace(FILLER, "")

    def cut(self, html: str) -> tuple[str | FigureBlock, ...]:
        """Return sanitised HTML with its code blocks in place, cut at the figures."""
        pieces: list[str | FigureBlock] = []
        text, at = "", 0
        for match in _PLACE.finditer(html):
            item = self.items[int(match[1])]
            text, at = text + html[at : match.start()], match.end()
            if item.fence.info == _FIGURE:
                pieces += [text, item.figure]
                caption = match[2].strip()
                text = f'\n<p class="figure-note">{caption}</p>' if caption else ""
            else:
                code = escape(item.fence.code, quote=False)
                text += f'<pre tabindex="0"><code>{code}</code></pre>'
        return (*pieces, text + html[at:])

    def findings(self, html: str, figure_ids: Collection[str]) -> Iterator[TextFinding]:
        """Yield what is wrong with the blocks, given the sanitised HTML and the figures' ids."""
        placed = {int(index) for index, _ in _PLACE.findall(html)}
        for index, item in enumerate(self.items):
            yield from item.figure.findings
            if item.figure.id:
                yield from self._id_findings(index, figure_ids)
            if index not in placed:
                yield TextFinding(item.fence.start, "A fenced block cannot stand within raw HTML.")

    def _id_findings(self, index: int, figure_ids: Collection[str]) -> Iterator[TextFinding]:
        fence, name = self.items[index].fence, self.items[index].figure.id
        at = fence.code_at + max(fence.code.find(name), 0)
        if name not in figure_ids:
            close = get_close_matches(name, figure_ids, n=1)
            ids = ", ".join(sorted(figure_ids)) or "none on this page"
            hint = f"Did you mean `{close[0]}`?" if close else f"Known: {ids}."
            yield TextFinding(at, f"Unknown figure `{name}`.", hint)
        elif name in [earlier.figure.id for earlier in self.items[:index]]:
            yield TextFinding(at, f"The figure `{name}` is shown twice.", "Keep one of the two.")


def _read_figure(fence: Fence, code: str) -> FigureBlock:
    try:
        node = yaml.compose(code, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = _offset(fence, mark.line if mark else 0)
        hint = "Put a caption with a colon in quotes."
        return FigureBlock(findings=(TextFinding(at, f"This is not YAML: {error.problem}.", hint),))
    except yaml.YAMLError:
        return FigureBlock(
            findings=(TextFinding(fence.start, "YAML does not allow a character here."),)
        )
    if not isinstance(node, yaml.MappingNode):
        return FigureBlock(findings=(_no_id(fence),))
    return _figure(fence, node)


def _figure(fence: Fence, node: yaml.MappingNode) -> FigureBlock:
    scalars = [(key, value) for key, value in node.value if isinstance(value, yaml.ScalarNode)]
    entries = {str(key.value): value.value for key, value in scalars}
    unknown = tuple(
        TextFinding(
            _offset(fence, key.start_mark.line),
            f"Unknown key `{key.value}`.",
            "A figure has an `id:` and may have a `caption:`.",
        )
        for key, _ in node.value
        if key.value not in _KEYS
    )
    missing = () if entries.get("id") else (_no_id(fence),)
    caption = " ".join(entries.get("caption", "").split())
    return FigureBlock(entries.get("id", ""), caption, (*unknown, *missing))


def _no_id(fence: Fence) -> TextFinding:
    return TextFinding(
        fence.start, "The figure block names no figure.", "Write `id: since_article`."
    )


def _offset(fence: Fence, line: int) -> int:
    lines = fence.code.splitlines(keepends=True)[:line]
    return fence.code_at + sum(map(len, lines))
