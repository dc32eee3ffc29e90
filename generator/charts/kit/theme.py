"""The theme of all charts: colours of both schemes, sizes, type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Size = Literal["wide", "narrow"]
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
WIDTH: dict[Size, int] = {"wide": 720, "narrow": 340}
FONT_SIZE: dict[Size, int] = {"wide": 14, "narrow": 13}
TEXT_DROP_PX = 4.5  # from the middle of a label to its baseline


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the palette in the light and in the dark scheme."""

    light: str
    dark: str


# Series keep their hue in all charts; the grounds carry no data and may be faint.
PALETTE = {
    "page": Colour("#fdfcf9", "#14171a"),
    "ink": Colour("#1f2328", "#ece9e2"),
    "muted": Colour("#5b6068", "#a9aeb5"),
    "axis": Colour("#83888f", "#757b83"),
    "grid": Colour("#e5e2da", "#2b3035"),
    "shade": Colour("#efece3", "#22272c"),
    "small": Colour("#0b64a4", "#5cb0f2"),
    "small_tint": Colour("#bcd8ee", "#1f4666"),
    "large": Colour("#4c5158", "#b9bec6"),
    "large_tint": Colour("#d3d3d1", "#43484e"),
    "mag7": Colour("#a5560b", "#e9a24d"),
}
INK, MUTED, AXIS, GRID, SHADE, SMALL, SMALL_TINT, LARGE, LARGE_TINT, MAG7 = (
    PALETTE[name].light
    for name in (
        "ink", "muted", "axis", "grid", "shade",
        "small", "small_tint", "large", "large_tint", "mag7",
    )
)  # fmt: skip
