"""What DESIGN asks of the house as a whole, and no other tool holds."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "generator"
MODULES = {path.relative_to(HOUSE): ast.parse(path.read_text()) for path in HOUSE.rglob("*.py")}
ROOMS = {
    "model", "sources", "metrics", "ledger", "claims", "forecasts", "content", "charts",
    "editions", "site", "checks", "cli",
}  # fmt: skip
# Libraries that one room alone speaks to.
OWNERS = {
    "yfinance": "sources", "altair": "charts", "vl_convert": "charts", "jinja2": "site",
    "markdown": "content", "nh3": "content", "click": "cli",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def test_there_are_twelve_rooms_and_nothing_stands_beside_them() -> None:
    assert {path.parts[0] for path in MODULES} == {*ROOMS, "__init__.py", "__main__.py"}


def test_no_name_of_a_type_stands_in_two_rooms() -> None:
    rooms = defaultdict[str, set[str]](set)
    for path, tree in MODULES.items():
        for node in tree.body:
            rooms[_type_name(node)].add(path.parts[0])
    assert {name: found for name, found in rooms.items() if name and len(found) > 1} == {}


def _type_name(node: ast.stmt) -> str:
    """The name of a public class, or of an alias written as one: `Cell: TypeAlias = ...`."""
    if isinstance(node, ast.ClassDef):
        name = node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        name = node.target.id
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
    else:
        return ""
    return name if name[0].isupper() and not name.isupper() else ""


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_spoken_to_by_one_room(library: str) -> None:
    rooms = {path.parts[0] for path, tree in MODULES.items() if library in _imported(tree)}
    assert rooms == {OWNERS[library]}


def _imported(tree: ast.Module) -> set[str]:
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_files_and_functions_are_short() -> None:
    files = {
        path for path in MODULES if len((HOUSE / path).read_text().splitlines()) > LONGEST_FILE
    }
    functions = {
        (path, node.name)
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno >= LONGEST_FUNCTION
    }
    assert (files, functions) == (set(), set())


def test_packages_hold_no_code() -> None:
    """Nobody imports through a face: an `__init__` is a docstring."""
    code = {
        path: [node for node in tree.body if not isinstance(node, ast.Expr | ast.ImportFrom)]
        for path, tree in MODULES.items()
        if path.name == "__init__.py" and path.parts[0] != "__init__.py"
    }
    assert {path: nodes for path, nodes in code.items() if nodes} == {}
