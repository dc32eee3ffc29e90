"""Editors' Markdown files: the front matter, checked, and the body as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.errors import ContentError, Problem, conflicts
from generator.model.positions import (
    Location,
    Position,
    nearest,
    yaml_children,
    yaml_position,
    yaml_positions,
)

M = TypeVar("M", bound=BaseModel)

FENCE = "---"
# The first line after the fence, where no key is known.
TOP = Position(2)
# An archive has thousands of files, and the parser in C is ten times faster where it is built.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What pydantic finds, in words for those who never heard of it: what is wrong, what to do.
_DATE = ("is no date", "Write it as 2026-08-20.")
_PLAIN = {
    "string_type": ("is not a text", "Put it in quotes."),
    "tuple_type": ("is not a list", "Begin each entry with `- ` on a line of its own."),
    "bool_type": ("is neither true nor false", "Write one of the two."),
    "bool_parsing": ("is neither true nor false", "Write one of the two."),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
}


@dataclass(frozen=True, slots=True)
class Document(Generic[M]):
    """One Markdown file of the editors.

    Attributes:
        body: all text after the front matter, as written.
        body_line: the line of the file where the body starts, from 1.
        places: keys of the front matter, as ("rule", "value"), -> where they stand.
    """

    path: Path
    front: M
    body: str
    body_line: int
    places: Mapping[Location, Position] = field(default_factory=dict, compare=False, repr=False)

    def place(self, *location: int | str) -> Position:
        """Return where a key of the front matter stands, or else the nearest key above it."""
        return nearest(self.places, location, TOP)


def read_document(path: Path, model: type[M]) -> Document[M]:
    """Return a Markdown file with its front matter checked; ContentError lists what is wrong."""
    lines = _text(path).split("\n")
    end = _closing_fence(path, lines)
    node = _compose(path, "\n".join(["", *lines[1:end]]))
    places = dict(yaml_positions(node)) if node else {}
    problems = list(_structure_problems(path, node)) if node else []
    if problems:
        raise ContentError(problems)
    try:
        front = model.model_validate(_plain(node) if node else {})
    except ValidationError as error:
        mistakes = (_problem(path, places, model, item) for item in error.errors())
        raise ContentError(mistakes) from error
    return Document(path, front, "\n".join(lines[end + 1 :]), end + 2, places)


class Unread(BaseModel):
    """A front matter that nobody has looked at."""


def read_body(path: Path) -> Document[Unread]:
    """Return a Markdown file's text, whatever its front matter says; ContentError if it has none."""
    lines = _text(path).split("\n")
    end = _closing_fence(path, lines)
    return Document(path, Unread(), "\n".join(lines[end + 1 :]), end + 2)


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ContentError([Problem(path, "The file is missing.")]) from error
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8."
        raise ContentError([Problem(path, "The file is not UTF-8 text.", hint)]) from error
    if marks := conflicts(path, text):
        raise ContentError(marks)
    return text


def _closing_fence(path: Path, lines: list[str]) -> int:
    if lines[0].rstrip() != FENCE:
        hint = "The first line must be `---`, then keys such as `title:`, then `---` again."
        raise ContentError([Problem(path, "There is no front matter.", hint)])
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return number
    hint = "Put a line `---` after the last key."
    raise ContentError([Problem(path, "The front matter has no end.", hint)])


def _compose(path: Path, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        open_quote = error.context == "while scanning a quoted scalar"
        mark = (error.context_mark if open_quote else error.problem_mark) or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = f"This is not valid YAML: {error.problem}."
        raise ContentError([Problem(path, what, _yaml_hint(error), line, column)]) from error
    except yaml.YAMLError as error:
        what = "The front matter holds a character that YAML does not allow."
        raise ContentError([Problem(path, what, "Delete it.")]) from error


def _yaml_hint(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if problem.startswith("mapping values are not allowed"):
        return 'A text with a colon needs quotes: `title: "Small caps: the lead"`.'
    if "\\t" in problem or "cannot start any token" in problem:
        return "Indent with spaces; put a text that begins with %, @ or ` in quotes."
    if error.context == "while scanning a quoted scalar":
        return "The quote that begins here has no end: close it."
    if problem.startswith(("did not find expected", "expected")):
        return "Is a quote, a bracket or an indent wrong here or in the line above?"
    return "Put a text with any of : # * & ! % @ [ { in quotes."


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return yaml.constructor.SafeConstructor().construct_object(node)


def _structure_problems(path: Path, root: yaml.Node) -> Iterator[Problem]:
    if not isinstance(root, yaml.MappingNode):
        yield Problem(path, "The front matter is not a list of `key: value` lines.", line=2)
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            hint = "Write the value out, or put a text that begins with * or & in quotes."
            yield Problem.at(path, yaml_position(node), "An anchor is used.", hint)
            continue
        seen.add(id(node))
        yield from _node_problems(path, node)
        waiting += [child for _, _, child in yaml_children(node)]


def _node_problems(path: Path, node: yaml.Node) -> Iterator[Problem]:
    keys = [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    names = [key.value for key in keys]
    for number, key in enumerate(keys):
        position = yaml_position(key)
        if not isinstance(key, yaml.ScalarNode):
            hint = "A text that begins with { or [ needs quotes."
            yield Problem.at(path, position, "A key is not plain text.", hint)
        elif key.value in names[:number]:
            what = f"The key `{key.value}` is there twice."
            yield Problem.at(path, position, what, "Keep one of the two.")
    if isinstance(node, yaml.ScalarNode):
        yield from _scalar_problems(path, node)


def _scalar_problems(path: Path, node: yaml.ScalarNode) -> Iterator[Problem]:
    try:
        _plain(node)
    except (ValueError, yaml.YAMLError):
        what = f"YAML cannot read `{node.value}`."
        hint = "Is it a date that exists? A text goes in quotes."
        yield Problem.at(path, yaml_position(node), what, hint)


def _problem(
    path: Path, places: Mapping[Location, Position], model: type[BaseModel], error: ErrorDetails
) -> Problem:
    message, hint = _words(model, error)
    return Problem.at(path, nearest(places, error["loc"], TOP), message, hint)


def _words(model: type[BaseModel], error: ErrorDetails) -> tuple[str, str]:
    key = str(error["loc"][-1]) if error["loc"] else "front matter"
    if error["type"] == "extra_forbidden":
        return f"Unknown key `{key}`.", _key_hint(model, error["loc"])
    if error["type"] == "missing":
        return f"The key `{key}` is missing.", "Add it."
    if error["type"] == "union_tag_invalid":
        context = error.get("ctx", {})
        return f"`{key}`: unknown kind `{context['tag']}`.", f"Use {context['expected_tags']}."
    return _value_words(_named(error["loc"]), error)


def _value_words(name: str, error: ErrorDetails) -> tuple[str, str]:
    value, plain = error["input"], _PLAIN.get(error["type"])
    if plain and value is None:
        return f"{name} is empty.", "Write its value after the colon, or delete the line."
    if plain:
        return f"{name} {plain[0]}.", _quote_hint(value) or plain[1]
    if error["type"] == "string_too_long":
        most = error.get("ctx", {})["max_length"]
        return f"{name} has {len(value)} characters; at most {most} fit.", "Shorten it."
    message = error["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return f"{name}: {message[:1].lower()}{message[1:]}.", _quote_hint(value)


def _named(location: Location) -> str:
    """Return a key as `title`, and what stands in a list as item 2 of `premises`."""
    if len(location) > 1 and isinstance(location[-1], int):
        return f"Item {location[-1] + 1} of `{location[-2]}`"
    return f"`{location[-1]}`" if location else "The front matter"


def _key_hint(model: type[BaseModel], location: Location) -> str:
    keys = list(model.model_fields) if len(location) == 1 else sorted(_schema_keys(model))
    close = get_close_matches(str(location[-1]), keys, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known keys: {', '.join(keys)}." if len(location) == 1 else "Delete it."


def _schema_keys(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def _quote_hint(value: object) -> str:
    """Return what to do where YAML took a text for something else: no is false, 12:30 is 750."""
    if isinstance(value, bool):
        return "YAML takes an unquoted yes, no, on or off for true or false; use quotes for a text."
    if isinstance(value, int | float | date):
        return f"YAML takes an unquoted {value} for a number or a date; use quotes for a text."
    return ""
