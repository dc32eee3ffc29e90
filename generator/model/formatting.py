"""Numbers and dates as readers see them: signs, units, decimals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from generator.model.metric import Unit

MINUS = "\u2212"
NO_DATA = "\u2013"
# A difference always carries its sign; a level only when it is negative.
_SIGNED = ("pp", "pp/y", "bp")
_SUFFIX: dict[Unit, str] = {
    "%": "%", "%/y": "% a year", "pp": " pp", "pp/y": " pp a year", "bp": " bp", "x": "\u00d7",
    "weeks": " weeks",
}  # fmt: skip


def number(value: float | None, unit: Unit, decimals: int = 1, *, signed: bool = False) -> str:
    """Return a value as readers see it: `+4.2 pp`, `18.3×`, `$1,250`, an en dash for no data."""
    if value is None or not math.isfinite(value):
        return NO_DATA
    rounded = round(value, decimals) + 0.0  # -0.0 becomes 0.0
    plus = "+" if (signed or unit in _SIGNED) and rounded > 0 else ""
    sign = MINUS if rounded < 0 else plus
    currency = "$" if unit == "usd" else ""
    return f"{sign}{currency}{abs(rounded):,.{decimals}f}{_SUFFIX.get(unit, '')}"


def chance(p: float | None) -> str:
    """Return a probability of 0 to 1 in percent: `70%`."""
    return NO_DATA if p is None else number(p * 100, "%", 0)


def cell(value: float | str | None, unit: Unit, decimals: int = 1) -> str:
    """Return a table cell as readers see it; text stays, ISO dates become `14 Aug 2026`."""
    if unit == "date" and isinstance(value, str) and value:
        return day(date.fromisoformat(value))
    if value is None or isinstance(value, str):
        return value or NO_DATA
    return number(value, unit, decimals)


def plural(n: int, noun: str) -> str:
    """Return `1 year` or `3 years`."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def capital(text: str) -> str:
    """Return a phrase as the start of a sentence; the rest stays (`str.capitalize` lowers it)."""
    return text[:1].upper() + text[1:]


def day(value: date) -> str:
    """Return a date as `14 Aug 2026`, whatever the machine's language is."""
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
        value.month - 1
    ]
    return f"{value.day} {month} {value.year}"


def months(first: str, last: str) -> str:
    """Return the months of two ISO days as `Jul 2025 to Feb 2026`, one alone where they agree."""
    ends = [day(date.fromisoformat(text)).split(maxsplit=1)[1] for text in (first, last)]
    return " to ".join(dict.fromkeys(ends))


def joined_reasons(reasons: Iterable[str]) -> str:
    """Return reasons, `AGG: gone` and `BIL: gone` as `AGG, BIL: gone`; each name and reason once."""
    names: dict[str, dict[str, None]] = {}
    for text in "; ".join(reasons).split("; "):
        of, _, why = text.rpartition(": ")
        names.setdefault(why, {}).update(dict.fromkeys(of.split(", ") if of else []))
    return "; ".join(f"{', '.join(of)}: {why}" if of else why for why, of in names.items())
