"""How does a chart become a finished file? The only place where anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree import ElementTree as ET

import vl_convert

from generator.charts.kit import vega as alt
from generator.charts.kit.drawing import Drawing, Image, Size
from generator.charts.kit.revised import Point, hollow_layers
from generator.charts.kit.svg_labels import is_text, written
from generator.charts.kit.theme import FONT, FONT_SIZE, PALETTE, WIDTH

VEGA_LITE = "6.4"  # what altair 6.3 writes
_SVG = "http://www.w3.org/2000/svg"
_KEPT = frozenset(
    ("d", "transform", "x", "y", "x2", "y2", "width", "height", "fill", "fill-opacity", "stroke",
     "stroke-width", "stroke-dasharray", "text-anchor", "font-size", "font-weight")
)  # fmt: skip
_NUMBERS = ("d", "transform", "x", "y", "x2", "y2", "width", "height", "stroke-width")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
# Points of a path between two others of the same height, as along the foot of an area.
_LEVEL_RUN = re.compile(r"(L[\d.-]+,([\d.-]+))(?:L[\d.-]+,\2(?![\d.]))+(L[\d.-]+,\2(?![\d.]))")
_NOTHING = {"transform": "translate(0,0)", "font-weight": "normal"}


def draw_svg(
    drawing: Drawing, size: Size, title: str, revised: Collection[Point] = frozenset()
) -> Image:
    """Return a drawing as a self-contained SVG that follows the reader's colour scheme.

    Points that their source revised are hollow.

    Altair's own validation is left out here: it takes longer than the drawing. The tests validate.
    Labels are written by us, because the renderer takes over a millisecond to measure each of
    them; so no font is asked for anything, and no machine's fonts can move a label.
    """
    with alt.utils.schemapi.debug_mode(False):  # noqa: FBT003  -- altair's name for "do not validate"
        spec = drawing.draw(size).to_dict(validate=False)
    layers = spec["layer"]
    drawn = [layer for layer in layers if not is_text(layer)]
    spec["layer"] = [*drawn, *hollow_layers({**spec, "layer": drawn}, revised)]
    raw = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    texts = [text for layer in layers if is_text(layer) for text in written(layer, spec)]
    return finish(raw, texts, title)


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
    kept = ET.Element(tag, attributes)
    kept.text = element.text
    kept.extend(children)
    return [kept]


def _is_empty(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "path" and not attributes.keys() & {"fill", "stroke"}


def _attributes(element: ET.Element) -> dict[str, str]:
    kept = {name: value for name, value in element.attrib.items() if name in _KEPT}
    short = {name: _rounded(value) if name in _NUMBERS else value for name, value in kept.items()}
    if "d" in short:
        short["d"] = _LEVEL_RUN.sub(r"\1\3", short["d"])
    return {name: value for name, value in short.items() if _NOTHING.get(name) != value}


def _rounded(text: str) -> str:
    return _NUMBER.sub(
        lambda found: f"{round(float(found[0]), 1) + 0.0:.1f}".removesuffix(".0"), text
    )


def _dark_style(parts: list[ET.Element]) -> str:
    """Return a halo for texts over lines, and rules that replace each colour in the dark."""
    used = {element.attrib.get(name) for part in parts for element in part.iter()
            for name in ("fill", "stroke")}  # fmt: skip
    rules = [
        f'[fill="{colour.light}"]{{fill:{colour.dark}}}'
        f'[stroke="{colour.light}"]{{stroke:{colour.dark}}}'
        for colour in PALETTE.values()
        if colour.light in used
    ]
    page = PALETTE["page"]
    halo = f"text{{stroke:{page.light};stroke-width:3px;stroke-linejoin:round;paint-order:stroke}}"
    dark = f"text{{stroke:{page.dark}}}{''.join(rules)}"
    return f"{halo}@media screen and (prefers-color-scheme:dark){{{dark}}}"
