"""Raw HTML of editors: what would be taken out, and what is better written as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.content.markdown.sanitise import EDITORS_ATTRIBUTES, SCHEMES, TAGS
from generator.content.markdown.scan import TextFinding

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
