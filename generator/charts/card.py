"""Cards: the picture that goes with a shared link, an edition's title and a few lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

import vl_convert

from generator.charts.kit import typeface
from generator.charts.kit.theme import PALETTE
from generator.charts.kit.typeface import Weight, drawable

WIDTH, HEIGHT = 1200, 630
_LEFT, _TOP = 80, 130
_ROOM = WIDTH - 2 * _LEFT
_TITLE_SIZE, _LINE_SIZE = 58, 34
_TITLE_ROWS = 4
_LEADING = 1.25  # line height in font sizes


def card_svg(title: str, lines: Sequence[str]) -> str:
    """Return a card of 1200 by 630: the title large, then the lines as far as there is room."""
    titles = wrapped(title, _ROOM / _TITLE_SIZE, "bold")[:_TITLE_ROWS]
    texts, y = [], float(_TOP)
    for row in titles:
        texts.append(_text(row, y, _TITLE_SIZE, "ink", "bold"))
        y += _TITLE_SIZE * _LEADING
    y += 10
    for row in [row for line in lines for row in wrapped(line, _ROOM / _LINE_SIZE, "regular")]:
        if y < HEIGHT - 40:
            texts.append(_text(row, y, _LINE_SIZE, "muted", "regular"))
        y += _LINE_SIZE * _LEADING
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{typeface.FAMILY}"><rect width="{WIDTH}" height="{HEIGHT}" '
        f'fill="{PALETTE["page"].light}"/><rect width="{WIDTH}" height="18" '
        f'fill="{PALETTE["small"].light}"/>{"".join(texts)}</svg>'
    )


def card_png(svg: str, cache: Path) -> bytes:
    """Return a card as PNG; a folder keeps it under the digest of its drawing."""
    path = cache / _name(svg)
    if not path.exists():
        typeface.register()
        cache.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(vl_convert.svg_to_png(svg))
        draft.replace(path)
    return path.read_bytes()


def forget_cards(cache: Path, kept: Iterable[str]) -> None:
    """Delete every card in a folder but those of these drawings."""
    names = {_name(svg) for svg in kept}
    for path in cache.glob("*.png"):
        if path.name not in names:
            path.unlink()


def _name(svg: str) -> str:
    drawn_by = f"{version('vl-convert-python')} {typeface.digest()}"
    return f"{sha256(f'{drawn_by} {svg}'.encode()).hexdigest()}.png"


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


def _text(row: str, y: float, size: int, colour: str, weight: Weight) -> str:
    bold = ' font-weight="bold"' if weight == "bold" else ""
    return (
        f'<text x="{_LEFT}" y="{y:.0f}" font-size="{size}"{bold} '
        f'fill="{PALETTE[colour].light}">{escape(row)}</text>'
    )
