"""The tests that a change touches; run with `make quick`.

A test file is run if it, or anything that it imports however far down, has changed since the branch
left main. Files other than Python count for the modules beside or above them; templates, content
and other files of the root for the test files that name their folder or kind, settings for all. What is marked as slow is
left out, and what the fixtures of tests/conftest.py import is not followed, or all would be run:
`make test` is what counts.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ("generator", "tests")
ALL = {"pyproject.toml", "requirements.lock", "requirements-test.lock"}
OPTIONS = ("-m", "not slow", "-n", "auto", "--dist", "loadfile")


def changed_files() -> set[str]:
    """Return what differs from the commit in which the branch left main, and what is new."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    return {
        *_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard"),
    }  # fmt: skip


def touched(changed: Collection[str]) -> list[str]:
    """Return the test files that a change of these files touches, in order."""
    modules = {module for name in changed for module in _modules(name)}
    places = {place for name in changed for place in _places(name)} - {*CODE}
    names = [f'"{place}' for place in places]
    return [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if ALL & {*changed}
        or modules & needed(path)
        or any(name in path.read_text(encoding="utf-8") for name in names)
    ]


def needed(test: Path) -> set[Path]:
    """Return the modules that a test file rests on, itself and the fixtures of its folder too."""
    waiting, seen = [test, *_fixtures(test)], {ROOT / "tests/conftest.py"}
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += imported(path)
    return seen


@cache
def imported(path: Path) -> tuple[Path, ...]:
    """Return our own modules that a module imports."""
    return tuple(found for name in _names(path) for found in [_file(name)] if found)


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path if module.startswith(CODE) and path.is_file() else None


def _fixtures(test: Path) -> list[Path]:
    return [path for folder in test.parents if (path := folder / "conftest.py").is_file()]


def _modules(name: str) -> list[Path]:
    """Return the modules that a changed file stands for; none for a file outside of the code."""
    path = ROOT / name
    if not name.startswith(CODE) or path.suffix == ".py":
        return [path]
    return next((found for folder in path.parents if (found := [*folder.glob("*.py")])), [])


def _places(name: str) -> Iterator[str]:
    """Give how a test names a file of the root or its folder: by its name or its kind."""
    yield name.split("/", maxsplit=1)[0]
    if "/" not in name and (suffix := Path(name).suffix):
        yield f"*{suffix}"


def _git(*words: str) -> list[str]:
    return subprocess.run(
        ("git", *words), cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()  # fmt: skip


def main() -> int:
    """Run the touched tests."""
    files = touched(changed_files())
    print(f"{len(files)} test files are touched.")
    return pytest.main([*OPTIONS, *files]) if files else 0


if __name__ == "__main__":
    sys.exit(main())
