"""Patterns that go wrong: on GitHub or here, in an editor's own HTML, and numbers typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.markdown.sanitise import EDITORS_ATTRIBUTES, SCHEMES, TAGS
from generator.content.markdown.scan import Severity, TextFinding, blank
from generator.ledger.live_values import LiveValues, Value

_ADDRESS = re.compile(r"\]\([^)\n]*\)|^ {0,3}\[[^\]\n]+\]:[^\n]*|<?https?://[^\s<>]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LintRule:
    """A pattern that should not be there; `{0}` of the message is what was found."""

    pattern: re.Pattern[str]
    message: str
    hint: str = ""
    severity: Severity = "warning"

    def findings(self, text: str) -> Iterator[TextFinding]:
        """Yield each place where the pattern matches."""
        for match in self.pattern.finditer(text):
            text = match[0].strip()
            yield TextFinding(match.start(), self.message.format(text), self.hint, self.severity)


# Looked for in prose: without code, comments and live numbers.
FAULTS = (
    LintRule(
        re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]"),
        "A character that no one can read stands here.",
        "Delete it and type the text again.",
        "error",
    ),
    LintRule(
        re.compile(r"(?<!\\)\{\{"),
        "`{{{{` is not closed on its line.",
        "Write {{ metric.row }}, or \\{{ for two braces.",
        "error",
    ),
    LintRule(
        re.compile(r"(?<![{\\])\{(?:[ \t]+\{[^{}\n]*\}|(?!\{)[^{}\n]*\})[ \t]*\}"),
        "`{0}` is not a live number.",
        "Write {{ metric.row }} with two braces together on either side.",
        "error",
    ),
    LintRule(
        re.compile(r"(?<![{\\])\{[ \t]*[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+(?::\d)?[ \t]*\}(?!\})"),
        "`{0}` is not a live number.",
        "Write {{ metric.row }} with two braces on either side, or \\{ for a brace.",
        "error",
    ),
    LintRule(
        re.compile(r"^[> \t]*(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE),
        "This fenced block has no end, or does not begin at the start of its line.",
        "Begin it in the first column and close it with the same fence.",
        "error",
    ),
    LintRule(
        re.compile(r"^#(?!#)[ \t]*(?=\S)|^(?![ \t]*$)[^\n>#|][^\n]*\n=+[ \t]*$", re.MULTILINE),
        "A heading of the first level is the page's title.",
        "The title stands in the front matter; begin with `##`.",
        "error",
    ),
)
STYLE = (
    LintRule(
        re.compile(r"^##+(?=[^#\s])", re.MULTILINE),
        "GitHub shows this heading as text.",
        "Put a space after the `#` marks.",
    ),
    LintRule(
        re.compile(r"^ {1,3}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE),
        "This list item is indented by fewer than 4 spaces.",
        "Indent a list within a list by 4 spaces, and others not at all.",
    ),
    LintRule(
        re.compile(r"^[ \t]*[-*+] \[[ xX]\]", re.MULTILINE),
        "A task list is shown as text here.",
        "Use a plain list.",
    ),
    LintRule(
        # One blank at most: a live number in the description is blank here too, and longer.
        re.compile(r"!\[ ?\]\("),
        "This image has no description.",
        "Write ![what it shows](...).",
    ),
    LintRule(
        re.compile(r"~~\S"), "Struck-out text is not known here.", "Use <del> or leave it out."
    ),
    LintRule(
        re.compile(r"(?<!\]\()(?<!\]: )(?<![<\[\"'=])\bhttps?://[^\s<>)\]]+"),
        "A bare address is not a link here.",
        "Write [what it is](https://...) or <https://...>.",
    ),
)
# Looked for in prose without addresses.
WORDS = (
    LintRule(
        re.compile(
            r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next) (?:week|month|quarter|year))\b",
            re.IGNORECASE,
        ),
        "`{0}` will be wrong when this is read later.",
        "Name the date or the week.",
    ),
    LintRule(
        re.compile(r"(?<!\\)\$(?:(?!\n[ \t]*\n)[^$])*(?<!\\)\$"),
        "GitHub may show what stands between two `$` as a formula.",
        "Write `\\$`.",
    ),
)


def without_addresses(prose: str) -> str:
    """Return prose in which the addresses of links are blank."""
    return _ADDRESS.sub(blank, prose)


_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)(?=[\s/>]|\Z)([^<>]*)")
_ATTRIBUTE = re.compile(r"([^\s=\"'/]+)\s*=\s*(\"[^\"]*\"?|'[^']*'?|[^\s\"']+)|([A-Za-z-]+)")

# What GitHub writes where an editor drops a picture into a text.
ELSEWHERE = "An image of another site"


def html_findings(prose: str) -> Iterator[TextFinding]:
    """Yield each tag of raw HTML: an error where some of it would be taken out."""
    for match in _TAG.finditer(prose):
        closing, tag, attributes = match.groups()
        fault = _fault(tag.lower(), attributes)
        if fault:
            hint = "Link to it instead." if fault == ELSEWHERE else "Write it in Markdown."
            yield TextFinding(match.start(), f"{fault} is not allowed.", hint)
        elif not closing:
            hint = "Write it in Markdown if you can."
            yield TextFinding(match.start(), f"Raw HTML `<{tag}>`.", hint, "warning")


def _fault(tag: str, attributes: str) -> str:
    if tag not in TAGS:
        return f"`<{tag}>`"
    for name, value, bare in _ATTRIBUTE.findall(attributes):
        key = (name or bare).lower()
        if key not in EDITORS_ATTRIBUTES:
            return f"`{key}` in `<{tag}>`"
        if key in {"href", "src"} and not is_safe(value.strip("\"'")):
            return f"The address of `<{tag}>`"
        if key == "src" and value.strip("\"'").startswith(("http:", "https:", "//")):
            return ELSEWHERE
    return ""


def is_safe(address: str) -> bool:
    """Return whether an address is of a scheme that we let through, or has none."""
    scheme, colon, _ = address.strip().partition(":")
    return not colon or "/" in scheme or "#" in scheme or scheme.lower() in SCHEMES


_TYPED = re.compile(
    r"(?<![\w.,])[+\-−]?(\d[\d,]*(?:\.\d+)?)\s?(% a year|pp a year|%|pp|bp|×|x)(?!\w)"
)
_UNITS = ("%", "%/y", "pp", "pp/y", "bp", "x")


def typed_findings(
    words: str, metrics: set[str], section: str, values: LiveValues
) -> Iterator[TextFinding]:
    """Yield each number that equals a live one of the text's section or of a metric it uses.

    Only those: among all numbers of an edition, most numbers would equal some other by chance.
    """
    near = {m.id for m in values.metrics.values() if m.section == section or m.id in metrics}
    names = _names(value for value in values if value.metric in near)
    for match in _TYPED.finditer(words):
        name = names.get(_key(match[1], match[2]))
        if name:
            hint = f"Write {{{{ {name} }}}}, and it stays right."
            message = f"`{match[0]}` is the live number `{name}` typed by hand."
            yield TextFinding(match.start(), message, hint, "warning")


def _names(values: Iterator[Value]) -> dict[str, str]:
    names: dict[str, str] = {}
    for value in values:
        match = _TYPED.fullmatch(value.text()) if value.unit in _UNITS else None
        if match:
            key = _key(match[1], match[2])
            names[key] = min(names.get(key, value.name), value.name, key=len)
    return names


def _key(number: str, unit: str) -> str:
    """Return a number without its sign, which words often carry: `4.2 pp behind`."""
    return f"{number} {unit.removesuffix(' a year').replace('x', '×')}"
