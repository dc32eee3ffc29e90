from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator.content.markdown.sanitise import sanitise

Html: TypeAlias = Callable[..., str]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>alert(1)</script>x", "x"),
        ('<p style="color:red" onclick="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="java\tscript:x">a</a>', "<a>a</a>"),
        ('<img src="data:image/svg+xml,x" alt="a">', '<img alt="a">'),
        ('<p class="callout-title evil">a</p>', '<p class="callout-title">a</p>'),
        ('<aside role="alert">a</aside>', "<aside>a</aside>"),
        ("<h1>a</h1>", "a"),
        ("<!-- note -->a", "a"),
    ],
)
def test_what_could_do_harm_is_taken_out(html: Html, expected: str) -> None:
    assert sanitise(html, "") == expected


def test_ids_get_the_prefix_of_their_text() -> None:
    assert sanitise('<p id="a">x</p>', "rates--") == '<p id="rates--a">x</p>'
