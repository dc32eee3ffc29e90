"""Patterns that go wrong here or on GitHub, whatever the text is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.markdown.scan import Severity, TextFinding, blank

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
            found = match[0].strip()
            yield TextFinding(match.start(), self.message.format(found), self.hint, self.severity)


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
