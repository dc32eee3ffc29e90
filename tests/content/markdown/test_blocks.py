from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator.model.errors import ContentError

Html: TypeAlias = Callable[..., str]
Found: TypeAlias = Callable[[str], list[str]]


def test_a_figure_block_becomes_the_trusted_figure_in_its_place(html: Html) -> None:
    shown = html("Before.\n\n```figure\nid: since_article\n```\n\nAfter.")
    assert shown == "<p>Before.</p>\n<figure>drawn</figure>\n<p>After.</p>"


def test_a_figure_needs_no_empty_lines_around_it(html: Html) -> None:
    shown = html("- Before.\n```figure\nid: since_article\n```\nAfter.")
    assert shown == "<ul>\n<li>Before.</li>\n</ul>\n<figure>drawn</figure>\n<p>After.</p>"


def test_a_caption_is_markdown_with_live_numbers(html: Html) -> None:
    shown = html("```figure\nid: since_article\ncaption: {{ policy_rate }} is *high*\n```")
    assert shown.startswith('<figure>drawn</figure>\n<p class="figure-note"><a class="number"')
    assert shown.endswith(">3.6%</a> is <em>high</em></p>")


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("id: since_artcle", "6:5: Unknown figure `since_artcle`. Did you mean `since_article`?"),
        ("id: zzz", "6:5: Unknown figure `zzz`. Known: since_article."),
        (
            "id: since_article\ncolour: red",
            "7:1: Unknown key `colour`. A figure has an `id:` and may have a `caption:`.",
        ),
        ("caption: x", "5:1: The figure block names no figure. Write `id: since_article`."),
        ("id: [a]", "5:1: The figure block names no figure. Write `id: since_article`."),
        ("- id", "5:1: The figure block names no figure. Write `id: since_article`."),
        (
            "id: a: b",
            (
                "6:1: This is not YAML: mapping values are not allowed in this context. Put a caption with a colon in quotes."
            ),
        ),
        ("id: \x01", "5:1: YAML does not allow a character here."),
    ],
)
def test_a_wrong_figure_block_is_an_error_at_its_line(
    found: Found, html: Html, block: str, problem: str
) -> None:
    body = f"a\n```figure\n{block}\n```"
    assert found(body) == [problem]
    with pytest.raises(ContentError):
        html(body)


def test_a_figure_is_shown_once_in_a_text(found: Found) -> None:
    block = "```figure\nid: since_article\n```\n"
    expected = "9:5: The figure `since_article` is shown twice. Keep one of the two."
    assert found(block + "\n" + block) == [expected]


@pytest.mark.parametrize(
    "body", ["a\n```\ncode", "- a\n    ```\n    code\n    ```", "a\n> ~~~\n> x"]
)
def test_a_fence_without_end_or_out_of_the_first_column_is_an_error(
    found: Found, body: str
) -> None:
    assert found(body)[0].startswith("5:1: This fenced block has no end")


def test_a_fenced_block_within_raw_html_is_an_error(found: Found) -> None:
    body = "<div>\n```\nx\n```\n</div>"
    assert "5:1: A fenced block cannot stand within raw HTML." in found(body)
