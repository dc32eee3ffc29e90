"""Structure of a text: headings, links, footnotes, callouts and lists that hold together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from generator.content.lint.patterns import is_safe
from generator.content.markdown.layout import KINDS
from generator.content.markdown.scan import TextFinding

_HEADING = re.compile(
    r"^(##+)[ \t]*(?=[^#\s])|^(?![ \t]*$)[^\n>#|][^\n|]*\n(-+)[ \t]*$", re.MULTILINE
)
_LINK = re.compile(
    r"(?P<mark>!?)\[[^\]\n]*\]\(\s*<?(?P<to>[^)\s>]*)"
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<target>[^\s>]+)",
    re.MULTILINE,
)
_LEADS_OUT = ("https://", "http://", "mailto:")
_NOTE = re.compile(r"^ {0,3}\[\^(?P<text>[^\]\n]*)\]:|(?<!!)\[\^(?P<use>[^\]\n]*)\]", re.MULTILINE)
_CALLOUT = re.compile(r"^ *>[> ]*\[!([^\]\n]*)\]([^\n]*)", re.MULTILINE)
_BLOCK = re.compile(r"\S(?:(?!\n[ \t]*\n).)*", re.DOTALL)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]")
_HANGING = (
    ("A list", re.compile(r"^(?!#)[^\n]+\n(?=(?:[-*+]|1[.)])[ \t]+\S)", re.MULTILINE)),
    (
        "A table",
        re.compile(r"^(?!#)[^\n]+\n(?=[^\n]+\n\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$)", re.MULTILINE),
    ),
)


def heading_findings(prose: str) -> Iterator[TextFinding]:
    """Yield each heading that is more than one level below the one before."""
    level = 1
    for match in _HEADING.finditer(prose):
        before, level = level, len(match[1]) if match[1] else 2
        if level > before + 1:
            message = f"A heading of level {level} follows one of level {before}."
            yield TextFinding(match.start(), message, f"Use {'#' * (before + 1)}.", "warning")


def link_findings(visible: str) -> Iterator[TextFinding]:
    """Yield each link and image that would lead nowhere."""
    for match in _LINK.finditer(visible):
        address = match["to"] or match["target"] or ""
        message, hint = _address_fault(address, is_image=bool(match["mark"]))
        if message:
            yield TextFinding(match.start(), message, hint)


def page_links(visible: str) -> Iterator[tuple[int, str]]:
    """Yield the links to pages and files of this site, such as `/claims/C33/`, with their offsets."""
    for match in _LINK.finditer(visible):
        address = match["to"] or match["target"] or ""
        if address.startswith("/") and not address.startswith("//"):
            yield match.start(), address


def _address_fault(address: str, *, is_image: bool) -> tuple[str, str]:
    if is_image and address.startswith(("http:", "https:", "//")):
        return "An image of another site is not loaded.", "Link to it instead."
    if not is_safe(address):
        return f"A link to `{address}` is not allowed.", "Use https:// or mailto:."
    is_page = address.startswith("/") and not address.startswith("//")
    if not address or is_page or address.startswith((*_LEADS_OUT, "#")):
        return "", ""
    hint = "Begin with https://, with / for a page of this site (/claims/C33/), or with #."
    return f"The link to `{address}` leads nowhere.", hint


def footnote_findings(prose: str) -> Iterator[TextFinding]:
    """Yield footnotes that are used and not written, written twice, or never used."""
    notes = list(_NOTE.finditer(prose))
    texts = Counter(note["text"] for note in notes if note["use"] is None)
    uses = {note["use"] for note in notes}
    for note in notes:
        label = note["text"] if note["use"] is None else note["use"]
        message = _note_fault(label, texts[label], is_text=note["use"] is None)
        if message:
            yield TextFinding(note.start(), message)
        elif label not in uses:
            message = f"Nothing refers to the note [^{label}]."
            yield TextFinding(note.start(), message, severity="warning")


def _note_fault(label: str, texts: int, *, is_text: bool) -> str:
    if not re.fullmatch(r"[\w-]+", label):
        return f"`[^{label}]` is no name for a note: use letters and digits."
    if not texts:
        return f"The note [^{label}] is not written: add a line `[^{label}]: ...`."
    return f"The note [^{label}] is written twice." if is_text and texts > 1 else ""


def callout_findings(prose: str) -> Iterator[TextFinding]:
    """Yield callouts that GitHub or this site would show as a plain quotation."""
    for match in _CALLOUT.finditer(prose):
        message, hint = _callout_fault(match[1], match[2], prose[: match.start()])
        if message:
            yield TextFinding(match.start(1) - 2, message, hint)


def _callout_fault(kind: str, rest: str, before: str) -> tuple[str, str]:
    if kind.lower() not in KINDS:
        close = get_close_matches(kind.lower(), KINDS, n=1)
        kinds = ", ".join(KINDS).upper()
        hint = f"Did you mean `[!{close[0].upper()}]`?" if close else f"Known: {kinds}."
        return f"Unknown callout `[!{kind}]`.", hint
    if rest.strip():
        return f"`[!{kind}]` must stand alone.", "Go on in the next line: `> text`."
    has_text_above = before[:-1].rpartition("\n")[2].strip("> \t")
    return ("A callout needs an empty line before it.", "") if has_text_above else ("", "")


def run_on_findings(prose: str) -> Iterator[TextFinding]:
    """Yield lists and tables that hang on the paragraph above and would become part of it."""
    for block in _BLOCK.finditer(prose):
        for what, pattern in _HANGING:
            line_above = pattern.search(block[0])
            if line_above and not _ITEM.match(block[0]):
                at = block.start() + line_above.end()
                yield TextFinding(at, f"{what} needs an empty line before it.", severity="warning")
