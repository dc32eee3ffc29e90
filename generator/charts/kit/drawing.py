"""Charts and figures: a finding in words, its data, and two drawings of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

import pandas as pd

from generator.charts.kit.plot import Plot
from generator.charts.kit.theme import Size
from generator.model.formatting import day, joined_reasons
from generator.model.metric import Measured, Missing, Section
from generator.model.record import FigureText


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of one edition's measurements, not yet drawn.

    Attributes:
        title: the finding, written from the data; a sentence without a full stop.
        numbers: the three that a listener needs, in words.
        table: gives the page's table: reader-facing heads, formatted cells, the row's name first.
        data: gives what is drawn, as numbers, for the CSV file.
        draw: gives the chart, without its title, for a wide or a narrow page.

    Its functions are partials of module-level functions, so that another process can draw it.
    """

    title: str
    numbers: tuple[str, ...]
    table: Callable[[], pd.DataFrame]
    data: Callable[[], pd.DataFrame]
    draw: Callable[[Size], Plot]


def alt_text(title: str, as_of: date, numbers: Sequence[str]) -> str:
    """Return `Small caps led. As of 14 Aug 2026: small caps +4.2%, ...`."""
    return f"{title}. As of {day(as_of)}: {', '.join(numbers)}."


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure that every edition has.

    Attributes:
        id: the function's name; the figure's address.
        label: short name, for lists and for a figure without data.
        metrics: what is drawn, in the order of the function's arguments.
        needed: how many of them, from the first, must be there; the others only add marks.
        how: how the figure is made from its metrics, for readers.
        summaries: metrics that sum up what is drawn; claims judged by them show this figure.
    """

    id: str
    section: Section
    label: str
    metrics: tuple[str, ...]
    needed: int
    how: str
    function: Callable[..., Drawing | Missing]
    summaries: tuple[str, ...] = ()

    def __call__(self, measurements: Sequence[Measured]) -> Drawing | Missing:
        """Return the drawing of these measurements, or why there is none."""
        needed = measurements[: self.needed]
        reasons = [value.reason for value in needed if isinstance(value, Missing)]
        if reasons:
            return Missing(joined_reasons(reasons))
        return self.function(*measurements)


@dataclass(frozen=True, slots=True)
class Image:
    """A finished SVG file and its size in pixels."""

    svg: bytes
    width: int
    height: int


NO_IMAGE = Image(b"", 0, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as an edition shows it; `missing` says why there is no picture."""

    id: str
    section: Section
    label: str
    title: str
    alt: str
    table: pd.DataFrame
    csv: str
    wide: Image
    narrow: Image
    missing: str
    how: str
    metrics: tuple[str, ...]
    summaries: tuple[str, ...] = ()

    @property
    def data(self) -> pd.DataFrame:
        """Return the content of the CSV file."""
        return pd.read_csv(StringIO(self.csv)) if self.csv else pd.DataFrame()


def chart(  # noqa: PLR0913  -- a description has as many fields as readers need
    section: Section,
    label: str,
    *,
    metrics: tuple[str, ...],
    how: str,
    extras: tuple[str, ...] = (),
    summaries: tuple[str, ...] = (),
) -> Callable[[Callable[..., Drawing | Missing]], Chart]:
    """Describe a function as a chart; `extras` are metrics that it can do without.

    `summaries` are those that sum up what it draws.
    """

    def describe(function: Callable[..., Drawing | Missing]) -> Chart:
        drawn, needed = metrics + extras, len(metrics)
        name = function.__name__
        return Chart(name, section, label, drawn, needed, how, function, summaries)

    return describe


def figure_text(chart: Chart, measurements: Sequence[Measured], as_of: date) -> FigureText:
    """Return the words that an edition's record keeps of a figure."""
    drawing = chart(measurements)
    if isinstance(drawing, Missing):
        return FigureText(title=chart.label, alt="", missing=drawing.reason)
    return FigureText(title=drawing.title, alt=alt_text(drawing.title, as_of, drawing.numbers))
