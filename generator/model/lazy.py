"""Values that are read when they are first asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Lazy(Mapping[str, T]):
    """Values by name, of which a build needs few.

    Attributes:
        marks: name -> what decides the value, as a hash of its file; equal marks, equal values.
    """

    def __init__(self, marks: Mapping[str, object], read: Callable[[str], T]) -> None:
        self.marks = marks
        self._read = read
        self._known: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._known:
            if name not in self.marks:
                raise KeyError(name)
            self._known[name] = self._read(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self.marks

    def __iter__(self) -> Iterator[str]:
        return iter(self.marks)

    def __len__(self) -> int:
        return len(self.marks)
