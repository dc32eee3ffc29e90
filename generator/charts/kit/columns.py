"""Columns on one vertical scale: the frame of bars by year and of strips by horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from generator.charts.kit.axes import ValueTicks
from generator.charts.kit.labels import key_labels
from generator.charts.kit.plot import Label, Layer, Margins, Panel, Plot, Scale
from generator.charts.kit.theme import AXIS, GRID, MUTED, WIDTH, Size

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
        ticks = self.ticks.levels
        colors = [AXIS if tick == 0 else GRID for tick in ticks]
        grid = self.panel.rules(pd.DataFrame({"y": ticks, "color": colors}))
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
