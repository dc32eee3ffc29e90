"""What is not there yet, and why: one line for each reason, however much waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.series import NAMES_IN_FRONT
from generator.site.pages.figures import FigureView
from generator.site.pages.numbers import NoNumber


@dataclass(frozen=True, slots=True)
class Waiting:
    """Measures and figures that are missing for one reason."""

    reason: str
    measures: tuple[NoNumber, ...]
    figures: tuple[FigureView, ...]


def waiting(
    measures: Iterable[NoNumber], figures: Iterable[FigureView] = ()
) -> tuple[Waiting, ...]:
    """Return the missing by reason, in the order in which the reasons first occur.

    Which inputs a measure lacks is on its own page: here, series that lack alike are one line.
    """
    by_reason: dict[str, tuple[list[NoNumber], list[FigureView]]] = {}
    for metric, numbers in measures:
        by_reason.setdefault(_shared(numbers.reason), ([], []))[0].append((metric, numbers))
    for figure in figures:
        by_reason.setdefault(_shared(figure.drawn.missing), ([], []))[1].append(figure)
    return tuple(
        Waiting(reason, tuple(without), tuple(undrawn))
        for reason, (without, undrawn) in by_reason.items()
    )


def _shared(reason: str) -> str:
    """Return a reason without the inputs that it begins with."""
    inputs = NAMES_IN_FRONT.match(reason)
    return reason[inputs.end() :] if inputs else reason
