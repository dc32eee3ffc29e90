"""The typeface of cards: font files of our own, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from struct import iter_unpack, unpack_from
from typing import Literal

import vl_convert

from generator.model.files import sha256_of

Weight = Literal["regular", "bold"]

# The renderer knows the machine's fonts too, and takes the first of a name; so this name is ours.
FAMILY = "Small-Cap Outlook Serif"
FOLDER = Path(__file__).parent / "fonts"
LACKING = "\N{REPLACEMENT CHARACTER}"


@cache
def register() -> None:
    """Make the typeface known to the renderer, once: it then reads all fonts of the machine anew."""
    vl_convert.register_font_directory(str(FOLDER))


def drawable(text: str) -> str:
    """Return a text with a mark for each character that some font of the machine would draw."""
    return "".join(char if char in advances("regular") else LACKING for char in text)


def width(text: str, weight: Weight) -> float:
    """Return how wide a drawable text is, in font sizes; kerning makes it hardly narrower."""
    return sum(map(advances(weight).__getitem__, text))


@cache
def digest() -> str:
    """Return what differs wherever the fonts do."""
    return sha256_of(b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.ttf"))))


@cache
def advances(weight: Weight) -> Mapping[str, float]:
    """Return the width of each character that a font has, in font sizes."""
    font = (FOLDER / f"{weight}.ttf").read_bytes()
    tables = _tables(font)
    (per_em,) = unpack_from(">H", font, tables[b"head"] + 18)
    return {
        char: unpack_from(">H", font, tables[b"hmtx"] + 4 * glyph)[0] / per_em
        for char, glyph in _glyphs(font, tables[b"cmap"])
    }


def _tables(font: bytes) -> dict[bytes, int]:
    """Return where each table of a TrueType file begins."""
    (count,) = unpack_from(">H", font, 4)
    return {tag: start for tag, _, start, _ in iter_unpack(">4sIII", font[12 : 12 + 16 * count])}


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[str, int]]:
    """Give each character with its glyph from our fonts' only map, which is in format 12: runs."""
    (offset,) = unpack_from(">I", font, cmap + 8)
    start = cmap + offset + 16
    (runs,) = unpack_from(">I", font, start - 4)
    for first, last, glyph in iter_unpack(">III", font[start : start + 12 * runs]):
        for code in range(first, last + 1):
            yield chr(code), glyph + code - first
