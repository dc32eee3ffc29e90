"""Typed numbers: those that the site could fill in, and keep right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.content.markdown.scan import TextFinding
from generator.ledger.live_values import LiveValues, Value

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
    found: dict[str, str] = {}
    for value in values:
        match = _TYPED.fullmatch(value.text()) if value.unit in _UNITS else None
        if match:
            key = _key(match[1], match[2])
            found[key] = min(found.get(key, value.name), value.name, key=len)
    return found


def _key(number: str, unit: str) -> str:
    """Return a number without its sign, which words often carry: `4.2 pp behind`."""
    return f"{number} {unit.removesuffix(' a year').replace('x', '×')}"
