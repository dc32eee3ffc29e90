"""What of the site is made together, and from what? A page, or some files, not made yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T_co]):
    """A page or some files of the site.

    Attributes:
        path: of the page or of the first file, as `claims/C33/index.html`.
        make: makes them.
        shows: the editions, claims, texts and facts that it shows in full; None is all there are.
            Numbers, settings, and what lists say of an edition or claim, are known to all sheets.
    """

    path: str
    make: Callable[[], T_co]
    shows: tuple[object, ...] | None = None
