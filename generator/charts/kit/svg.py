"""Drawings as finished SVG files: the only place where figures are rendered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import vl_convert

from generator.charts.kit.drawing import Drawing, Image
from generator.charts.kit.plot import Label, Labels, Plot, Scale
from generator.charts.kit.theme import FONT, FONT_SIZE, PALETTE, TEXT_DROP_PX, WIDTH, Size
from generator.charts.kit.weeks import Point, hollow_layers

_SVG = "http://www.w3.org/2000/svg"
_KEPT = frozenset(
    ("d", "transform", "x", "y", "x2", "y2", "width", "height", "fill", "fill-opacity", "stroke",
     "stroke-width", "stroke-dasharray", "text-anchor", "font-size", "font-weight")
)  # fmt: skip
_NUMBERS = ("d", "transform", "x", "y", "x2", "y2", "width", "height", "stroke-width")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
# Points of a path between two others of the same height, as along the foot of an area.
_LEVEL_RUN = re.compile(r"(L[\d.-]+,([\d.-]+))(?:L[\d.-]+,\2(?![\d.]))+(L[\d.-]+,\2(?![\d.]))")
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_NOTHING = {"transform": "translate(0,0)", "font-weight": "normal"}


def draw_svg(
    drawing: Drawing, size: Size, title: str, revised: Collection[Point] = frozenset()
) -> Image:
    """Return a drawing as a self-contained SVG that follows the reader's colour scheme.

    Points that their source revised are hollow.

    Labels are written by us, because the renderer takes over a millisecond to measure each of
    them; so no font is asked for anything, and no machine's fonts can move a label.
    """
    # Altair takes a fifth of the start-up, and most commands draw nothing.
    from generator.charts.kit.vega_lite import VERSION, specification  # noqa: PLC0415

    plot = drawing.draw(size)
    spec = specification(plot)
    spec["layer"] = [*spec["layer"], *hollow_layers(spec, revised)]
    return finish(vl_convert.vegalite_to_svg(spec, vl_version=VERSION), [*_texts(plot)], title)


def _texts(plot: Plot) -> Iterator[ET.Element]:
    """Give the labels of a plot, at their places in the file."""
    for layer in plot.layers:
        if isinstance(layer, Labels):
            for label in layer.labels:
                left = plot.margins.left + _pixel(label.x, layer.panel.x)
                yield _text(label, left, plot.margins.top + _pixel(label.y, layer.panel.y))


def _text(label: Label, x: float, y: float) -> ET.Element:
    place = {
        "x": _tenth(x + _six_digits(label.dx)),
        "y": _tenth(y + _six_digits(label.dy) + TEXT_DROP_PX),
        "fill": label.color,
    }
    anchor = {} if label.align == "left" else {"text-anchor": _ANCHORS[label.align]}
    weight = {"font-weight": "bold"} if label.bold else {}
    element = ET.Element("text", {**place, **anchor, **weight})
    element.text = label.text
    return element


def _pixel(value: float | str, scale: Scale) -> float:
    if isinstance(value, str):
        return scale.pixel(datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp() * 1000)
    return scale.pixel(_six_digits(value))


def _six_digits(value: float) -> float:
    """Return a number as marks are drawn from it, so that labels go where they are."""
    return float(f"{value:.6g}")


def _tenth(pixels: float) -> str:
    return f"{round(pixels, 1) + 0.0:.1f}".removesuffix(".0")


def finish(raw: str, texts: list[ET.Element], title: str) -> Image:
    """Return a rendered SVG with its texts, dark colours, without noise, rounded to 0.1 px."""
    source = ET.fromstring(raw)  # noqa: S314  -- our own renderer wrote it
    width, height = (int(float(source.attrib[name])) for name in ("width", "height"))
    root = ET.Element(
        "svg",
        {
            "xmlns": _SVG, "width": str(width), "height": str(height),
            "viewBox": f"0 0 {width} {height}", "role": "img", "aria-labelledby": "t",
            "font-family": FONT,
            "font-size": str(FONT_SIZE["wide" if width == WIDTH["wide"] else "narrow"]),
        },
    )  # fmt: skip
    ET.SubElement(root, "title", {"id": "t"}).text = title
    drawn = [part for child in source for part in _tidied(child)] + texts
    ET.SubElement(root, "style").text = _dark_style(drawn)
    root.extend(drawn)
    return Image(ET.tostring(root, encoding="utf-8") + b"\n", width, height)


def _tidied(element: ET.Element) -> list[ET.Element]:
    """Return an element without noise: nothing if it draws nothing, its children if it only groups."""
    children = [part for child in element for part in _tidied(child)]
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    attributes = _attributes(element)
    if tag == "g" and not attributes:
        return children
    if _is_empty(tag, attributes):
        return []
    tidy = ET.Element(tag, attributes)
    tidy.text = element.text
    tidy.extend(children)
    return [tidy]


def _is_empty(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "path" and not attributes.keys() & {"fill", "stroke"}


def _attributes(element: ET.Element) -> dict[str, str]:
    attributes = {name: value for name, value in element.attrib.items() if name in _KEPT}
    short = {
        name: _rounded(value) if name in _NUMBERS else value for name, value in attributes.items()
    }
    if "d" in short:
        short["d"] = _LEVEL_RUN.sub(r"\1\3", short["d"])
    return {name: value for name, value in short.items() if _NOTHING.get(name) != value}


def _rounded(text: str) -> str:
    return _NUMBER.sub(lambda match: _tenth(float(match[0])), text)


def _dark_style(parts: list[ET.Element]) -> str:
    """Return a halo for texts over lines, and rules that replace each colour in the dark."""
    colors = {element.attrib.get(name) for part in parts for element in part.iter()
            for name in ("fill", "stroke")}  # fmt: skip
    rules = [
        f'[fill="{colour.light}"]{{fill:{colour.dark}}}'
        f'[stroke="{colour.light}"]{{stroke:{colour.dark}}}'
        for colour in PALETTE.values()
        if colour.light in colors
    ]
    page = PALETTE["page"]
    halo = f"text{{stroke:{page.light};stroke-width:3px;stroke-linejoin:round;paint-order:stroke}}"
    dark = f"text{{stroke:{page.dark}}}{''.join(rules)}"
    return f"{halo}@media screen and (prefers-color-scheme:dark){{{dark}}}"
