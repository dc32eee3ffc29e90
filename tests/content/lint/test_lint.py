from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from generator.content.commentary import CommentaryFront, PageFront
from generator.content.text import lint, to_html
from generator.ledger.live_values import LiveValues
from generator.model.front_matter import Document, read_document

Html: TypeAlias = Callable[..., str]
Found: TypeAlias = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("# Title", "4:1: A heading of the first level is the page's title."),
        ("Title\n=====", "4:1: A heading of the first level is the page's title."),
        ("a\n\x02b", "5:1: A character that no one can read stands here."),
        ("a\ufffdb", "4:2: A character that no one can read stands here."),
        ("[x](claims/C33.md)", "4:1: The link to `claims/C33.md` leads nowhere. Begin with"),
        ("see [x](//e.com)", "4:5: The link to `//e.com` leads nowhere."),
        ("[x](ftp://e.com)", "4:1: A link to `ftp://e.com` is not allowed."),
        ("[x]({{ policy_rate }})", "4:1: The link to `{{` leads nowhere."),
        ("![x](https://e.com/x.png)", "4:1: An image of another site is not loaded."),
        ("<u>x</u>", "4:1: `<u>` is not allowed. Write it in Markdown."),
        ('a <p id="x">', "4:3: `id` in `<p>` is not allowed. Write it in Markdown."),
        ("<details hidden>", "4:1: `hidden` in `<details>` is not allowed."),
        ("<img src='data:x'>", "4:1: The address of `<img>` is not allowed."),
        (
            '<img width="600" src="https://github.com/user-attachments/assets/1">',
            "4:1: An image of another site is not allowed. Link to it instead.",
        ),
        ("> [!NOTES]\n> x", "4:3: Unknown callout `[!NOTES]`. Did you mean `[!NOTE]`?"),
        ("> [!ZZZ]\n> x", "4:3: Unknown callout `[!ZZZ]`. Known: NOTE, TIP, IMPORTANT, WARNING,"),
        ("> [!NOTE] x", "4:3: `[!NOTE]` must stand alone. Go on in the next line: `> text`."),
        ("a\n> [!NOTE]\n> x", "5:3: A callout needs an empty line before it."),
        ("a[^1]", "4:2: The note [^1] is not written: add a line `[^1]: ...`."),
        ("a[^b c]\n\n[^b c]: x", "4:2: `[^b c]` is no name for a note: use letters and digits."),
        ("a[^1]\n\n[^1]: x\n[^1]: y", "6:1: The note [^1] is written twice."),
    ],
)
def test_errors_stand_at_their_place(found: Found, body: str, problem: str) -> None:
    assert found(body)[0].startswith(problem)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("## A\n\n#### B", "6:1: warning: A heading of level 4 follows one of level 2. Use ###."),
        ("### A", "4:1: warning: A heading of level 3 follows one of level 1. Use ##."),
        ("Two\n---\n\n#### B", "7:1: warning: A heading of level 4 follows one of level 2."),
        ("##A", "4:1: warning: GitHub shows this heading as text. Put a space"),
        ("- a\n  - b", "5:1: warning: This list item is indented by fewer than 4 spaces."),
        ("- [ ] a", "4:1: warning: A task list is shown as text here."),
        ("a ~~b~~", "4:3: warning: Struck-out text is not known here."),
        ("a https://e.com/x.", "4:3: warning: A bare address is not a link here."),
        ("a <sub>2</sub>", "4:3: warning: Raw HTML `<sub>`. Write it in Markdown if you can."),
        ("![](/x.svg)", "4:1: warning: This image has no description."),
        ("a\n- b", "5:1: warning: A list needs an empty line before it."),
        ("a\n1. b", "5:1: warning: A list needs an empty line before it."),
        ("a\nb | c\n---|---\n1 | 2", "5:1: warning: A table needs an empty line before it."),
        ("a\n\n[^1]: x", "6:1: warning: Nothing refers to the note [^1]."),
        ("It fell today.", "4:9: warning: `today` will be wrong when this is read later."),
        ("Last week it", "4:1: warning: `Last week` will be wrong when this is read later."),
        ("a $5m to\n$10m", "4:3: warning: GitHub may show what stands between two `$`"),
        (
            "now +4.2 pp",
            "4:5: warning: `+4.2 pp` is the live number `lead.ytd` typed by hand. Write {{ lead.ytd",
        ),
        ("behind by 0.2 pp", "4:11: warning: `0.2 pp` is the live number `policy_rate.change`"),
    ],
)
def test_warnings_stand_at_their_place_and_stop_nothing(
    found: Found, html: Html, body: str, problem: str
) -> None:
    assert found(body)[0].startswith(problem)
    assert html(body)


@pytest.mark.parametrize(
    "body",
    [
        "## A\n\n### B\n\n## C\n\n- a\n- b\n    - c\n\ntext\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "## A\n- b\n\nTerm\n:   text, 62 weeks, 3.7%, 5 pp.",
        "[x](https://e.com/today/$1/$2) <https://e.com> ![{{ lead.ytd }}](/x.svg) [r]\n\n[r]: /a",
        "Notes.[^1] [^2]\n\n[^1]: x\n[^2]: y",
        "`<script> # today $5 $6` and \\$5 to \\$6, then $7.\n\n$8 in the next paragraph.",
        "- a\ncontinued\n- b",
        "> [!NOTE]\n> x\n\n> quoted\n> - a",
        "<!-- an editor's note: today, <script>, {{ x }} -->",
    ],
)
def test_good_writing_has_no_findings(found: Found, body: str) -> None:
    assert found(body) == []


def test_a_typed_number_is_compared_with_the_metrics_of_the_section_and_of_the_text_only(
    values: LiveValues,
) -> None:
    def seen(body: str) -> int:
        page = Document(Path("methods.md"), PageFront(title="t", summary="s"), body, 1)
        return len(lint(page, values, ()))

    assert seen("Up 4.2 pp.") == 0
    assert seen("Up 4.2 pp, that is {{ lead.ytd }}.") == 1


def commentary(*premises: str) -> Document[CommentaryFront]:
    return Document(Path("rates.md"), CommentaryFront(premises=premises), "", 4)


def test_a_premise_on_an_unknown_number_is_an_error(values: LiveValues) -> None:
    (problem,) = lint(commentary("policy_rat < 4"), values, ())
    assert (problem.message, problem.severity) == ("Unknown live number `policy_rat`.", "error")


def test_a_premise_that_the_data_overturn_is_a_warning(values: LiveValues) -> None:
    (problem,) = lint(commentary("policy_rate > 4", "policy_rate < 4", "spread > 1"), values, ())
    assert problem.severity == "warning"
    assert problem.message == "The data overturn the premise `policy_rate > 4`: it is 3.6%."


def test_five_hundred_words_take_milliseconds(values: LiveValues) -> None:
    paragraph = "Plain words that say *what* happened, with {{ lead.ytd }} and no advice. " * 7
    document = Document(Path("rates.md"), CommentaryFront(), f"{paragraph}\n\n" * 5, 4)
    start = time.process_time()
    to_html(document, values, {}, "")
    assert time.process_time() - start < 0.5  # about 0.01 s; the bound is for slow machines


def test_a_premise_on_a_text_is_an_error(values: LiveValues, tmp_path: Path) -> None:
    path = tmp_path / "rates.md"
    path.write_text('---\npremises: ["policy_rate.date > 1"]\n---\n')
    (problem,) = lint(read_document(path, CommentaryFront), values, ())
    assert str(problem) == (
        f"{path}:2:12: `policy_rate.date` is a text, so the premise `policy_rate.date > 1` is never"
        " judged. Name a number."
    )
