from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli.main import main

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.md")])
NOW = [path for path in DOCS if path.name != "CHANGELOG.md"]  # which tells of what once was
BLOCK = re.compile(r"^```(?s:.*?)^```$|(?<=\n\n)(?: {4}.*\n)+", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
# At the beginning of a line or of a span, or after another command.
OUTLOOK = re.compile(r"(?:^|&&|;)\s*(?:\.venv/bin/)?outlook +([a-z]+)([^|;&#\n]*)", re.MULTILINE)
MAKE = re.compile(r"(?:^|&&|;)\s*make +([a-z]+)\b", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
PATH = re.compile(r"[\w.*?<>-]+(?:/[\w.*?<>-]+)*/?")
PLACEHOLDER = re.compile(r"<[\w-]+>|2026-w\d\d")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
# Not in the repository: what is made by running it, and what a reader brings.
MADE = (".cache", ".venv", "site", "DIR")
EACH = pytest.mark.parametrize("doc", NOW, ids=lambda path: path.relative_to(ROOT).as_posix())


def code(doc: Path) -> list[str]:
    """All that is set as code: fenced and indented blocks, and spans within the text."""
    text = doc.read_text(encoding="utf-8")
    return [*BLOCK.findall(text), *SPAN.findall(BLOCK.sub("", text))]


def spans(doc: Path) -> Iterator[str]:
    """The spans that are a path, or a file of Python."""
    for span in SPAN.findall(BLOCK.sub("", doc.read_text(encoding="utf-8"))):
        first = span.split("/")[0]
        if PATH.fullmatch(span) and ("/" in span or span.endswith(".py")) and first not in MADE:
            yield span


def exists(doc: Path, span: str) -> bool:
    """Whether a path leads somewhere from the root, from the package or from the text's folder."""
    pattern = PLACEHOLDER.sub("*", span).rstrip("/")
    roots = (ROOT, ROOT / "generator", doc.parent)
    if "/" not in span:
        pattern = f"generator/**/{pattern}"
    return any(next(root.glob(pattern), None) for root in roots)


def wrong_use(name: str, rest: str) -> str:
    """What is wrong with `outlook NAME REST`, or nothing."""
    command, words = main.commands.get(name), rest.split()
    if isinstance(command, click.Group) and words:
        command = command.commands.get(words.pop(0))
    if command is None:
        return f"there is no outlook {name}{rest}"
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in known]
    return f"outlook {name} has no {unknown[0]}" if unknown else ""


@EACH
def test_every_command_exists_with_its_options(doc: Path) -> None:
    uses = [use for text in code(doc) for use in OUTLOOK.findall(text)]
    assert [wrong for use in uses if (wrong := wrong_use(*use))] == []


@EACH
def test_every_target_of_make_exists(doc: Path) -> None:
    targets = {*TARGET.findall((ROOT / "Makefile").read_text())}
    assert {target for text in code(doc) for target in MAKE.findall(text)} <= targets


@EACH
def test_every_path_leads_somewhere(doc: Path) -> None:
    assert [span for span in spans(doc) if not exists(doc, span)] == []


@EACH
def test_every_link_within_the_repository_leads_somewhere(doc: Path) -> None:
    text = BLOCK.sub("", doc.read_text(encoding="utf-8"))
    links = [link or image for link, image in LINK.findall(SPAN.sub("", text))]
    # What begins with `/` or `../../` is a page of the site or of GitHub.
    inside = [link for link in links if not re.match(r"[a-z]+:|/|#|\.\./\.\./", link)]
    assert [link for link in inside if not (doc.parent / link.split("#")[0]).exists()] == []


def test_each_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"outlook {name}" not in readme] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outlook audit --snapshot", ""),
        ("outlook forecast new --kind fl1", ""),
        ("outlook print", "there is no outlook print"),
        ("outlook forecast burn", "there is no outlook forecast burn"),
        ("outlook audit --quick", "outlook audit has no --quick"),
    ],
)
def test_a_wrong_command_is_told(text: str, told: str) -> None:
    ((name, rest),) = OUTLOOK.findall(text)
    assert wrong_use(name, rest) == told


@pytest.mark.parametrize("span", ["metrics/horoscopes.py", "horoscopes.py", "content/horoscopes/"])
def test_a_path_to_nowhere_is_told(span: str) -> None:
    assert not exists(ROOT / "README.md", span)
