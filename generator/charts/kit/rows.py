"""Frames that marks share: labelled rows with one horizontal scale, columns with one vertical scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from generator.charts.kit.axes import ValueTicks, round_values
from generator.charts.kit.labels import key_labels, text_width
from generator.charts.kit.plot import Label, Layer, Margins, Panel, Plot, Scale, ScaleKind
from generator.charts.kit.theme import FONT_SIZE, INK, MUTED, WIDTH, Size
from generator.model.metric import Unit

_ROW_ABOVE = 44  # row with its name above the marks
_BESIDE_PHONE = 60  # longer names stand above their rows on a phone
_TICKS: dict[Size, int] = {"wide": 9, "narrow": 6}
_NAME_UP = 15  # on a phone a row's name stands above its marks


@dataclass(frozen=True, slots=True)
class RowScale:
    """The horizontal scale: its ends, ticks with labels, and a caption that says the unit."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    caption: str
    kind: ScaleKind = "linear"


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """Named rows, first on top, that marks are put on by number (0, 1, ...).

    Attributes:
        key: names and colours of the marks, for a line above the plot.
        right: pixels at the right end of rows, where names stand beside them.
        row: pixels from row to row, where names stand beside them.
    """

    size: Size
    names: Sequence[str]
    span: RowScale
    key: Sequence[tuple[str, str]] = ()
    right: int = 16
    row: int = 30

    @property
    def beside(self) -> bool:
        """Return whether names stand beside their rows, or above them for want of room."""
        return self.size == "wide" or self._name_width < _BESIDE_PHONE

    @property
    def _name_width(self) -> int:
        return round(max(text_width(name, FONT_SIZE[self.size]) for name in self.names))

    @property
    def _row(self) -> int:
        return self.row if self.beside else max(self.row, _ROW_ABOVE)

    @property
    def margins(self) -> Margins:
        """Return the room for names, ticks, caption and key."""
        left, right = (self._name_width + 14, self.right) if self.beside else (16, 16)
        return Margins(left, right, 52 if self.key else 30, 30)

    @property
    def height(self) -> int:
        """Return the height of the whole drawing."""
        return len(self.names) * self._row + self.margins.top + self.margins.bottom

    @property
    def panel(self) -> Panel:
        """Return the scales: values across, row numbers down."""
        width = WIDTH[self.size] - self.margins.left - self.margins.right
        count = len(self.names)
        across = Scale(self.span.low, self.span.high, 0, width, self.span.kind)
        return Panel(across, Scale(-0.5, count - 0.5, 0, count * self._row))

    def compose(self, marks: Sequence[Layer], labels: Sequence[Label]) -> Plot:
        """Return the chart: grid, then marks, then all labels."""
        texts = self.panel.texts([*self._ticks(), *self._names(), *labels])
        grid = self.panel.grid([value for value, _ in self.span.ticks], "x")
        return Plot(self.size, self.height, self.margins, [grid, *marks, texts])

    def row_end(self, row: int, text: str, color: str = INK) -> Label:
        """Return a label at the right end of a row, on a phone at the end of its name's line."""
        if self.beside:
            return Label(self.span.high, row, text, color, "right", dx=self.right - 2, bold=True)
        return Label(self.span.high, row, text, color, "right", dx=14, dy=-_NAME_UP, bold=True)

    def room_right_of(self, value: float) -> float:
        """Return the pixels from a value to the edge of the drawing."""
        return WIDTH[self.size] - self.margins.left - self.panel.x.pixel(value)

    def _names(self) -> list[Label]:
        left, up = -self.margins.left, 0 if self.beside else -_NAME_UP
        return [
            Label(self.span.low, n, name, INK, dx=left, dy=up) for n, name in enumerate(self.names)
        ]

    def _ticks(self) -> list[Label]:
        top, bottom = -0.5, len(self.names) - 0.5
        start = -self.margins.left
        caption = Label(self.span.low, top, self.span.caption, MUTED, dx=start, dy=-18)
        ticks = [Label(v, bottom, text, MUTED, "center", dy=16) for v, text in self.span.ticks]
        key = key_labels(self.key, Label(self.span.low, top, "", dx=start, dy=-40), self.size)
        return [caption, *ticks, *key]


def row_scale(values: Sequence[float], size: Size, unit: Unit, caption: str) -> RowScale:
    """Return a linear span that holds the values and zero, with round ticks."""
    ticks = round_values([*values, 0.0], _TICKS[size])
    return RowScale(
        ticks[0], ticks[-1], ValueTicks(ticks, unit, signed=unit == "index").labels(), caption
    )


def marks(values: Sequence[float], color: str) -> pd.DataFrame:
    """Return one value for each row, from the top, as rows for `Panel.dots`."""
    rows = pd.DataFrame({"x": values, "y": range(len(values)), "color": color})
    return rows.dropna(subset="x")


_CAPTION_UP = 18


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns numbered from `first` to `last`, values upwards; `below` pixels for their names."""

    size: Size
    height: int
    first: float
    last: float
    ticks: ValueTicks
    caption: str
    below: int
    key: Sequence[tuple[str, str]] = ()

    @property
    def margins(self) -> Margins:
        """Return the room around the columns."""
        return Margins(44, 8, 52 if self.key else 30, self.below)

    @property
    def panel(self) -> Panel:
        """Return the scales: column numbers across, values up."""
        margins, ticks = self.margins, self.ticks.levels
        across = Scale(self.first, self.last, 0, WIDTH[self.size] - margins.left - margins.right)
        return Panel(across, Scale(ticks[0], ticks[-1], self.height - margins.top - self.below, 0))

    def compose(self, marks: Sequence[Layer], labels: Sequence[Label]) -> Plot:
        """Return the chart: grid, then marks, then all labels."""
        grid = self.panel.grid(self.ticks.levels, "y")
        texts = self.panel.texts([*self._labels(), *labels])
        return Plot(self.size, self.height, self.margins, [grid, *marks, texts])

    def _labels(self) -> list[Label]:
        top = self.ticks.levels[-1]
        left = -self.margins.left
        return [
            *key_labels(self.key, Label(self.first, top, "", dx=left, dy=-40), self.size),
            Label(self.first, top, self.caption, MUTED, dx=left, dy=-_CAPTION_UP),
            *(
                Label(self.first, value, text, MUTED, "right", dx=-7)
                for value, text in self.ticks.labels()
            ),
        ]
