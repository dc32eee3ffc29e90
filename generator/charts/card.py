"""Cards: the picture that goes with a shared link, an edition's title and a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

import vl_convert

from generator.charts.kit import typeface
from generator.charts.kit.theme import PALETTE
from generator.charts.kit.typeface import Weight, drawable
from generator.model.files import sha256_of, write_whole

WIDTH, HEIGHT = 1200, 630
_MARGIN, _BAND = 80, 18
_ROOM = WIDTH - 2 * _MARGIN
_TITLE_SIZES, _TITLE_ROWS = (80, 70, 60), 3
_TITLE_TOP = 84
_CAP_HEIGHT, _LEADING = 0.68, 1.16  # in font sizes
_LINE_SIZE, _LINE_ROWS, _FOOT = 30, 4, 566
_LINE_HEIGHT = 44


def card_svg(title: str, lines: Sequence[str]) -> str:
    """Return a card of 1200 by 630: the title large, the lines at its foot, the first in colour."""
    rows = [row for line in lines for row in wrapped(line, _ROOM / _LINE_SIZE, "regular")][
        :_LINE_ROWS
    ]
    top = _FOOT - (len(rows) - 1) * _LINE_HEIGHT
    texts = [
        _text(row, top + n * _LINE_HEIGHT, _LINE_SIZE, "muted" if n else "small", "regular")
        for n, row in enumerate(rows)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{typeface.FAMILY}"><rect width="{WIDTH}" height="{HEIGHT}" '
        f'fill="{PALETTE["page"].light}"/><rect width="{WIDTH}" height="{_BAND}" '
        f'fill="{PALETTE["small"].light}"/>{_title(title)}{"".join(texts)}</svg>'
    )


def card_png(svg: str, cache: Path) -> bytes:
    """Return a card as PNG; a folder keeps it under the digest of its drawing."""
    path = cache / _name(svg)
    if not path.exists():
        typeface.register()
        write_whole(path, vl_convert.svg_to_png(svg))
    return path.read_bytes()


def forget_cards(cache: Path, drawings: Iterable[str]) -> None:
    """Delete every card in a folder but those of these drawings."""
    names = {_name(svg) for svg in drawings}
    for path in cache.glob("*.png"):
        if path.name not in names:
            path.unlink()


def _name(svg: str) -> str:
    drawn_by = f"{version('vl-convert-python')} {typeface.digest()}"
    return f"{sha256_of(f'{drawn_by} {svg}')}.png"


def wrapped(text: str, room: float, weight: Weight) -> list[str]:
    """Return a text as rows that are no wider than the room, which is in font sizes."""
    rows = [""]
    for word in drawable(text).split():
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or typeface.width(longer, weight) <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def balanced(text: str, room: float, weight: Weight) -> list[str]:
    """Return a text in as few rows as fit into the room, of about the same width."""
    full = wrapped(text, room, weight)
    narrower = (wrapped(text, room * step / 20, weight) for step in range(8, 20))
    return next((rows for rows in narrower if len(rows) == len(full)), full)


def headline(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which a title fits, and its rows; if in none, it is cut off."""
    for size in _TITLE_SIZES:
        rows = balanced(title, _ROOM / size, "bold")
        if len(rows) <= _TITLE_ROWS:
            return size, rows
    rows = wrapped(title, _ROOM / size, "bold")[:_TITLE_ROWS]
    return size, [*rows[:-1], f"{rows[-1]}…"]


def _title(title: str) -> str:
    size, rows = headline(title)
    first = _TITLE_TOP + size * _CAP_HEIGHT
    return "".join(
        _text(row, first + n * size * _LEADING, size, "ink", "bold") for n, row in enumerate(rows)
    )


def _text(row: str, y: float, size: int, colour: str, weight: Weight) -> str:
    bold = ' font-weight="bold"' if weight == "bold" else ""
    return (
        f'<text x="{_MARGIN}" y="{y:.0f}" font-size="{size}"{bold} '
        f'fill="{PALETTE[colour].light}">{escape(row)}</text>'
    )
