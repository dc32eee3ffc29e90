"""Labels that keep clear of each other: at the ends of lines, and in a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.charts.kit.plot import Label, Scale
from generator.charts.kit.theme import FONT_SIZE, Size

LINE_HEIGHT = 17
_KEY_GAP = 14
_SLIM = frozenset("iljtfr.,:;'|!() -")
_BROAD = frozenset("mw%+\u2212=&")


def separated(pixels: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places moved apart to at least `gap`, each as little as can be.

    The result keeps the order given and stays within low and high as far as
    there is room. Neighbours that touch form a block, which rests on the mean of its wishes.
    """
    order = sorted(range(len(pixels)), key=lambda n: pixels[n])
    blocks: list[list[int]] = []
    for item in order:
        blocks.append([item])
        while len(blocks) > 1 and _touch(blocks[-2], blocks[-1], pixels, gap):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    places = [0.0] * len(pixels)
    for block in blocks:
        first = _first(block, pixels, gap)
        for step, item in enumerate(block):
            places[item] = first + step * gap
    return _within(places, gap, low, high)


def _first(block: Sequence[int], pixels: Sequence[float], gap: float) -> float:
    mean = sum(pixels[item] for item in block) / len(block)
    return mean - (len(block) - 1) * gap / 2


def _touch(above: Sequence[int], below: Sequence[int], pixels: Sequence[float], gap: float) -> bool:
    end = _first(above, pixels, gap) + (len(above) - 1) * gap
    return _first(below, pixels, gap) - end < gap


def _within(pixels: list[float], gap: float, low: float, high: float) -> list[float]:
    order = sorted(range(len(pixels)), key=lambda n: pixels[n])
    places = list(pixels)
    floor = low
    for item in order:
        places[item] = max(places[item], floor)
        floor = places[item] + gap
    ceiling = high
    for item in reversed(order):
        places[item] = min(places[item], ceiling)
        ceiling = places[item] - gap
    return places


@dataclass(frozen=True, slots=True)
class LineEnd:
    """The last value of a line, with the words that stand beside it."""

    value: float
    name: str
    figure: str
    color: str


def end_labels(scale: Scale, x: str, ends: Sequence[LineEnd], size: Size) -> list[Label]:
    """Return labels at the right end of lines, moved apart where the lines end close together.

    Args:
        scale: of the values.
        x: the last date.
        ends: of the lines; a phone gets two rows of text for each.
        size: wide or narrow.
    """
    pixels = [scale.pixel(end.value) for end in ends]
    top, bottom = sorted((scale.start, scale.end))
    gap = LINE_HEIGHT if size == "wide" else 2 * LINE_HEIGHT
    labels = []
    moved = separated(pixels, gap, top, bottom)
    for place, pixel, end in zip(moved, pixels, ends, strict=True):
        shift = place - pixel
        rows = [f"{end.name} {end.figure}"] if size == "wide" else [end.name, end.figure]
        labels += [
            Label(x, end.value, text, end.color, dx=7, dy=shift + _row(n, len(rows)), bold=True)
            for n, text in enumerate(rows)
        ]
    return labels


def key_labels(key: Sequence[tuple[str, str]], at: Label, size: Size) -> list[Label]:
    """Return the names of colours beside each other, beginning where a pattern label stands."""
    labels, dx = [], at.dx
    for name, color in key:
        labels.append(replace(at, text=name, color=color, dx=dx, bold=True))
        dx += text_width(name, FONT_SIZE[size]) + _KEY_GAP
    return labels


def text_width(text: str, font_size: float) -> float:
    """Return about how wide a text in Arial is, in pixels; a little more rather than less."""
    ems = (0.3 if c in _SLIM else 0.72 if c.isupper() or c in _BROAD else 0.57 for c in text)
    return font_size * sum(ems)


def _row(n: int, of: int) -> float:
    return (n - (of - 1) / 2) * (LINE_HEIGHT - 2)
