"""Where does each label of a chart stand? Text marks of a specification as SVG elements."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

from generator.charts.kit.plot import Scale
from generator.charts.kit.theme import TEXT_DROP_PX

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def is_text(layer: Mapping[str, Any]) -> bool:
    """Return whether a layer of a specification is made of labels."""
    return bool(layer["mark"]["type"] == "text")


def written(layer: Mapping[str, Any], spec: Mapping[str, Any]) -> list[ET.Element]:
    """Return the labels of a text layer of a specification, at their places in the file."""
    left, top = spec["padding"]["left"], spec["padding"]["top"]
    x, y = (_scale(layer["encoding"][name]["scale"]) for name in ("x", "y"))
    rows = csv.DictReader(StringIO(spec["datasets"][layer["data"]["name"]]))
    return [_text(row, left + _place(row["x"], x), top + _place(row["y"], y)) for row in rows]


def _text(row: Mapping[str, str], x: float, y: float) -> ET.Element:
    place = {
        "x": _tenth(x + float(row["dx"])),
        "y": _tenth(y + float(row["dy"]) + TEXT_DROP_PX),
        "fill": row["color"],
    }
    anchor = {} if row["align"] == "left" else {"text-anchor": _ANCHORS[row["align"]]}
    weight = {"font-weight": "bold"} if row["weight"] == "bold" else {}
    element = ET.Element("text", {**place, **anchor, **weight})
    element.text = row["text"]
    return element


def _scale(spec: Mapping[str, Any]) -> Scale:
    (low, high), (start, end) = spec["domain"], spec["range"]
    return Scale(low, high, start, end, spec["type"])


def _place(cell: str, scale: Scale) -> float:
    if scale.kind == "utc":
        return scale.pixel(datetime.fromisoformat(cell).replace(tzinfo=UTC).timestamp() * 1000)
    return scale.pixel(float(cell))


def _tenth(pixels: float) -> str:
    return f"{round(pixels, 1) + 0.0:.1f}".removesuffix(".0")
