"""Positions: where a key, a value or a letter of a file stands.

Every format gives its positions by location, which is the way to a value: ("rule", "value") in
front matter, ("numbers", "beta", "n") in a record. `nearest` finds one among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from generator.model.files import csv_text

Location: TypeAlias = tuple[int | str, ...]
_JSON_KEY = re.compile(r'"((?:[^"\\]|\\.)*)": ')


@dataclass(frozen=True, slots=True)
class Position:
    """A line and column of a file, both from 1."""

    line: int = 1
    column: int = 1


FIRST = Position()


def longest_part(positions: Mapping[Location, Position], location: Location) -> Location:
    """Return the longest part of a location that has a position; a union's tag is no key."""
    part: Location = ()
    for step in location:
        part = (*part, step) if (*part, step) in positions else part
    return part


def nearest(
    positions: Mapping[Location, Position], location: Location, otherwise: Position = FIRST
) -> Position:
    """Return where a value stands, or else what is nearest above it."""
    return positions.get(longest_part(positions, location), otherwise)


def position_of(text: str, at: int) -> Position:
    """Return where a letter of a text stands."""
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def cell_position(line: int, before: Sequence[str]) -> Position:
    """Return where a cell of a CSV file stands: its line, and the cells before it."""
    return Position(line, len(csv_text([before])) + 1 if before else 1)


def yaml_children(node: yaml.Node) -> list[tuple[yaml.Node, int | str, yaml.Node]]:
    """Return what stands in a node: the mark of each entry, its key or number, its value."""
    if isinstance(node, yaml.MappingNode):
        return [(key, str(key.value), value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(item, number, item) for number, item in enumerate(node.value)]
    return []


def yaml_position(node: yaml.Node) -> Position:
    """Return where a node begins."""
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


def yaml_positions(node: yaml.Node, location: Location = ()) -> Iterator[tuple[Location, Position]]:
    """Give each value of YAML with its position."""
    for mark, key, child in yaml_children(node):
        yield (*location, key), yaml_position(mark)
        # An alias could lead round in a circle.
        if child.start_mark.index > node.start_mark.index:
            yield from yaml_positions(child, (*location, key))


def toml_position(text: str, keys: Sequence[str]) -> Position:
    """Return the line of a key, looked for from one key to the next; the first if it is nowhere."""
    at = 0
    for key in keys:
        match = re.compile(rf"(?<![\w:-]){re.escape(key)}[\"']?[ \t]*[=\].]").search(text, at)
        at = match.start() if match else at
    return Position(position_of(text, at).line)


def json_positions(text: str) -> Iterator[tuple[Location, Position]]:
    """Give each value of JSON that is indented by one space a level, with its position."""
    path: list[str | int] = []
    counts = [0]
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.lstrip(" ")
        depth = len(line) - len(content)
        if depth == 0 or depth > len(counts) or content[:1] in ("}", "]"):
            continue
        key = _JSON_KEY.match(content)
        del path[depth - 1 :], counts[depth:]
        path.append(json.loads(f'"{key[1]}"') if key else counts[depth - 1])
        counts[depth - 1] += 1
        counts.append(0)
        yield tuple(path), Position(number, depth + 1)
