from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from generator.model.errors import ContentError
from generator.model.front_matter import Document, read_document
from generator.model.positions import Position


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["part"]
    value: str


class Other(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["other"]


class Front(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    when: date | None = None
    tags: tuple[str, ...] = ()
    draft: bool = False
    note: Annotated[str, Field(max_length=5)] = ""
    rule: Annotated[Part | Other, Field(discriminator="kind")] | None = None


def read(folder: Path, text: str) -> Document[Front]:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return read_document(path, Front)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(folder, text)
    return [str(problem).removeprefix(str(folder / "page.md")) for problem in caught.value.problems]


def test_a_file_is_front_matter_and_a_body_with_its_line(tmp_path: Path) -> None:
    document = read(tmp_path, "---\ntitle: A lead\nwhen: 2026-08-14\n---\n\nText.\n")
    assert document.front == Front(title="A lead", when=date(2026, 8, 14))
    assert document.body == "\nText.\n"
    assert document.body_line == 5


def test_every_key_has_its_place(tmp_path: Path) -> None:
    document = read(tmp_path, "---\ntitle: A\ntags:\n  - one\n  - two\n---\n")
    assert document.place("tags") == Position(3, 1)
    assert document.place("tags", 1) == Position(5, 5)
    assert document.place("tags", 9) == Position(3, 1)
    assert document.place("rule") == Position(2, 1)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nText.\r\n")
    assert read_document(path, Front).body == "Text.\n"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.md:1:1: The file is missing"):
        read_document(tmp_path / "gone.md", Front)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    with pytest.raises(ContentError, match="not UTF-8"):
        read_document(tmp_path / "page.md", Front)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text only\n", ":1:1: There is no front matter."),
        ("", ":1:1: There is no front matter."),
        ("---\ntitle: A\n", ":1:1: The front matter has no end."),
        ("---\n- a\n---\n", ":2:1: The front matter is not a list of `key: value` lines."),
        ("---\n---\n", ":2:1: The key `title` is missing."),
        ("---\ntitle: A\nwhen: 2026-08-14\ntitle: B\n---\n", ":4:1: The key `title` is there twice."),
        ("---\ntitle: A\nrule:\n  kind: part\n  kind: part\n---\n", ":5:3: The key `kind` is there twice."),
        ("---\ntitle: Lead: gone\n---\n", ":2:12: This is not valid YAML:"),
        ('---\ntitle: "Lead\ndraft: no\n---\n', ":2:8: This is not valid YAML: found unexpected end of stream. The quote that begins here"),
        ('---\ntitle: "Lead\nnote: "a"\n---\n', "Is a quote, a bracket or an indent wrong here or in the line above?"),
        ("---\ntitle: @home\n---\n", ":2:8: This is not valid YAML:"),
        ("---\ntitle: *bold*\n---\n", ":2:13: This is not valid YAML:"),
        ("---\ntitle: a\x00b\n---\n", "The front matter holds a character"),
        ("---\n[a, b]: A\n---\n", ":2:1: A key is not plain text."),
        ("---\ntitle: &t A\ntags: [*t]\n---\n", ":2:8: An anchor is used."),
        ("---\ntitle: A\ntags: &t [*t]\n---\n", ":3:7: An anchor is used."),
        ("---\ntitle: A\nwhen: 2026-02-30\n---\n", ":3:7: YAML cannot read `2026-02-30`."),
        ("---\ntitle: !!python/name:os A\n---\n", ":2:8: YAML cannot read `A`."),
        ("---\ntitle: A\nrule:\n  kind: port\n---\n", ":3:1: `rule`: unknown kind `port`. Use 'part', 'other'."),
        ("---\ntitle: A\nrule:\n  kind: part\n---\n", ":3:1: The key `value` is missing."),
        ("---\ntitle: A\ntags:\n  - one\n  - [b]\n---\n", ":5:5: Item 2 of `tags` is not a text. Put it in quotes."),
        ("---\ntitle: A\ntags: one\n---\n", ":3:1: `tags` is not a list. Begin each entry with `- `"),
        ("---\ntitle:\n---\n", ":2:1: `title` is empty. Write its value after the colon,"),
        ("---\ntitle: A\ndraft: ture\n---\n", ":3:1: `draft` is neither true nor false. Write one"),
        ("---\ntitle: A\nnote: 123456\n---\n", ":3:1: `note` is not a text. YAML takes"),
        ("---\ntitle: A\nnote: abcdef\n---\n", ":3:1: `note` has 6 characters; at most 5 fit. Shorten"),
        ("---\ntitle: A\nwhen: soon\n---\n", ":3:1: `when` is no date. Write it as 2026-08-20."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in problems(tmp_path, text)[0]


@pytest.mark.parametrize(("title", "body", "lines"), [("A", "A", ":5:1:"), ("B", "A", ":2:1:")])
def test_what_git_left_of_two_edits_is_named(
    tmp_path: Path, title: str, body: str, lines: str
) -> None:
    mine, theirs = "<<<<<<< HEAD\n{}\n=======\n", ">>>>>>> main"
    front = f"{mine.format('title: B')}{theirs}" if title == "B" else "title: A\n# x"
    text = f"---\n{front}\n---\n{mine.format(body)}{theirs}\n"
    first, *_ = problems(tmp_path, text)
    assert first.startswith(f"{lines} Two edits met here, and git left both. Keep what is right")


def test_an_unquoted_colon_gets_an_example_of_quotes(tmp_path: Path) -> None:
    found = problems(tmp_path, "---\ntitle: Small caps: the lead\n---\n")
    assert found[0].endswith('needs quotes: `title: "Small caps: the lead"`.')


@pytest.mark.parametrize("word", ["no", "yes", "off", "12:30", "2026", "2026-08-14"])
def test_a_word_that_yaml_takes_for_something_else_is_explained(tmp_path: Path, word: str) -> None:
    found = problems(tmp_path, f"---\ntitle: {word}\n---\n")
    assert found[0].startswith(":2:1: `title` is not a text.")
    assert "YAML takes an unquoted" in found[0]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("titel: B", "Unknown key `titel`. Did you mean `title`?"),
        ("xyz: B", "Unknown key `xyz`. Known keys: title, when, tags, draft, note, rule."),
        ("rule: {kind: part, value: a, valeu: b}", "Unknown key `valeu`. Did you mean `value`?"),
        ("rule: {kind: part, value: a, xyz: b}", "Unknown key `xyz`. Delete it."),
    ],
)
def test_an_unknown_key_is_told_what_it_may_have_meant(tmp_path: Path, key: str, hint: str) -> None:
    assert problems(tmp_path, f"---\ntitle: A\n{key}\n---\n")[0].endswith(hint)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "---\ntitle: no\nwhen: soon\nextra: 1\n---\n")
    assert [text[:5] for text in found] == [":2:1:", ":3:1:", ":4:1:"]


def test_a_key_like_no_stays_a_word(tmp_path: Path) -> None:
    assert "Unknown key `no`" in problems(tmp_path, "---\ntitle: A\nno: B\n---\n")[0]
