"""What is not there yet, and why? One line for each reason, however much waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.formatting import plural
from generator.model.series import NAMES_IN_FRONT
from generator.site.pages.figures import FigureView
from generator.site.pages.numbers import NoNumber


@dataclass(frozen=True, slots=True)
class Waiting:
    """Measures and figures that are missing for one reason."""

    reason: str
    measures: tuple[NoNumber, ...]
    figures: tuple[FigureView, ...]

    @property
    def count(self) -> int:
        """Return how many measures and figures wait."""
        return len(self.measures) + len(self.figures)

    @property
    def text(self) -> str:
        """Return what waits: `12 measures and 1 figure wait`, or the name of what waits alone."""
        if self.count == 1:
            names = [item.metric.text for item in self.measures]
            return f"{(names or [f'The figure “{self.figures[0].title}”'])[0]} waits"
        counts = {"measure": len(self.measures), "figure": len(self.figures)}
        return f"{' and '.join(plural(n, what) for what, n in counts.items() if n)} wait"


def waiting(
    measures: Iterable[NoNumber], figures: Iterable[FigureView] = ()
) -> tuple[Waiting, ...]:
    """Return the missing by reason, in the order in which the reasons first occur.

    Which inputs a measure lacks is on its own page: here, series that lack alike are one line.
    """
    by_reason: dict[str, tuple[list[NoNumber], list[FigureView]]] = {}
    for measure in measures:
        by_reason.setdefault(_shared(measure.reason), ([], []))[0].append(measure)
    for figure in figures:
        by_reason.setdefault(_shared(figure.missing), ([], []))[1].append(figure)
    return tuple(
        Waiting(reason, tuple(found), tuple(drawn)) for reason, (found, drawn) in by_reason.items()
    )


def _shared(reason: str) -> str:
    """Return a reason without the inputs that it begins with."""
    inputs = NAMES_IN_FRONT.match(reason)
    return reason[inputs.end() :] if inputs else reason
