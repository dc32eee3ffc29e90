"""Scanning a text: where its prose is, and where code that must stay as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model.errors import Problem
from generator.model.front_matter import Document, M
from generator.model.positions import Position, position_of

Severity: TypeAlias = Literal["error", "warning"]

# What comes first wins: a comment in a code span is code, a fence in a comment is no fence.
_HIDDEN = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<code>(?:[^\n]*\n)*?)(?P=fence)[`~]*[ \t]*$"
    r"|(?P<comment><!--.*?-->)"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
# A code span may go on in the next line, but three backticks that end a line are a broken fence.
_CODE_SPAN = re.compile(
    r"(?<![\\`])(`+)(?!`)(?!(?<=```)[^`\n]*\n)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL
)
# Characters that stand for numbers and blocks on their way through Markdown cannot come from outside.
_PRIVATE = dict.fromkeys(range(0xE000, 0xE005), "\ufffd")
# Fills comments: Markdown would take spaces for an indent.
FILLER = "\ue004"
LIVE = re.compile(r"(?<!\\)\{\{([^{}\n]*)\}\}")


@dataclass(frozen=True, slots=True)
class TextFinding:
    """Something wrong at an offset of a text."""

    at: int
    message: str
    hint: str = ""
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: `code` starts at offset `code_at`; `info` is the first word after the fence."""

    start: int
    end: int
    info: str
    code_at: int
    code: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with its fences, and two copies of equal length in which other things are blank.

    Attributes:
        text: as written, with filler in the place of comments.
        visible: without comments, fences and code spans.
        prose: without live numbers too.
    """

    text: str
    fences: tuple[Fence, ...]
    visible: str
    prose: str


def scan(text: str) -> Scan:
    """Return where fences, comments, code spans and live numbers of a text are."""
    text = _HIDDEN.sub(_without_comment, text.translate(_PRIVATE))
    fences = tuple(_fence(match) for match in _HIDDEN.finditer(text) if match["fence"])
    visible = _CODE_SPAN.sub(blank, _HIDDEN.sub(blank, text.replace(FILLER, " ")))
    return Scan(text, fences, visible, LIVE.sub(blank, visible))


def blank(match: re.Match[str]) -> str:
    """Return as many spaces as were matched, with the line ends where they were."""
    return re.sub(r"[^\n]", " ", match[0])


def problem(document: Document[M], finding: TextFinding) -> Problem:
    """Return a finding in a document's body with its place in the file."""
    inside = position_of(document.body, finding.at)
    position = Position(document.body_line - 1 + inside.line, inside.column)
    return Problem.at(document.path, position, finding.message, finding.hint, finding.severity)


def _without_comment(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FILLER, match[0]) if match["comment"] else match[0]


def _fence(match: re.Match[str]) -> Fence:
    return Fence(
        *match.span(), match["info"].strip().partition(" ")[0], match.start("code"), match["code"]
    )
