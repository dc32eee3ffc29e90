from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.commentary import CommentaryFront
from generator.content.markdown.convert import Slot
from generator.content.text import to_html
from generator.ledger.live_values import LiveValues
from generator.model.errors import ContentError
from generator.model.front_matter import Document

Html: TypeAlias = Callable[..., str]
Found: TypeAlias = Callable[[str], list[str]]


def test_the_top_headings_of_a_text_stand_at_the_level_that_is_asked_for(html: Html) -> None:
    shown = html("## One\n\n### Two", slug="rates", level=3)
    assert shown == '<h3 id="rates--one">One</h3>\n<h4 id="rates--two">Two</h4>'


def test_two_texts_on_one_page_share_no_id(html: Html) -> None:
    body = "## One\n\nText.[^1]\n\n> [!TIP]\n> x\n\n[^1]: Note."
    first, second = (set(re.findall(r' id="([^"]+)"', html(body, s))) for s in ("rates", "risk"))
    assert len(first) == len(second) == 4  # heading, callout, note, and the mark that calls it
    assert first.isdisjoint(second)


def test_links_within_a_text_follow_its_prefix(html: Html) -> None:
    shown = html("## One\n\n[up](#one)[^a]\n\n[^a]: Note.", slug="rates")
    links = set(re.findall(r'href="#([^"]+)"', shown))
    assert links <= set(re.findall(r' id="([^"]+)"', shown))
    assert "rates--one" in links


@pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "note"])
def test_an_alert_of_github_is_a_named_box(html: Html, kind: str) -> None:
    name = kind.lower()
    assert html(f"> [!{kind}]\n> One\n>\n> - two") == (
        f'<aside aria-labelledby="callout-1" class="callout callout-{name}" role="note">\n'
        f'<p class="callout-title" id="callout-1">{kind.capitalize()}</p>\n'
        "<p>One</p>\n<ul>\n<li>two</li>\n</ul>\n</aside>"
    )


def test_boxes_and_quotations_beside_each_other_stay_apart(html: Html) -> None:
    shown = html("> [!NOTE]\n> a\n\n> [!TIP]\n> b\n\n> c")
    assert re.findall(r"<(aside|blockquote)", shown) == ["aside", "aside", "blockquote"]
    assert shown.index("</aside>") < shown.rindex("<aside")


def test_a_table_scrolls_in_a_box_and_names_its_columns_without_style_attributes(
    html: Html,
) -> None:
    shown = html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert shown.startswith('<div aria-label="Table" class="table" role="group" tabindex="0">')
    assert '<th class="center" scope="col">a</th>' in shown
    assert '<td class="right">2</td>' in shown
    assert "style" not in shown


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[x](https://e.com)", '<a href="https://e.com" rel="external noopener">x</a>'),
        ("<https://e.com>", '<a href="https://e.com" rel="external noopener">https://e.com</a>'),
        ("[x](/claims/C33/)", '<a href="../../claims/C33/">x</a>'),
        ("[x](/)", '<a href="../../">x</a>'),
        ("[x][y]\n\n[y]: mailto:a@e.com", '<a href="mailto:a@e.com">x</a>'),
    ],
)
def test_links_fit_the_site(html: Html, link: str, expected: str) -> None:
    assert html(link) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('It\'s "so" -- then...', "<p>It’s “so” – then…</p>"),
        ("\\$5m to \\$10m", "<p>$5m to $10m</p>"),
        ("GDP\n\n*[GDP]: Gross", '<p><abbr title="Gross">GDP</abbr></p>'),
        ("A\n:   b", "<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>"),
        ("1. a\n\n```\nx\n```\n\n2. b", '</pre>\n<ol start="2">\n<li>b</li>\n</ol>'),
        ("H<sub>2</sub>", "<p>H<sub>2</sub></p>"),
        ("", ""),
    ],
)
def test_what_markdown_can_do(html: Html, body: str, expected: str) -> None:
    assert html(body).endswith(expected)


def test_all_errors_of_a_text_are_raised_at_once_in_order_and_no_warnings(html: Html) -> None:
    body = "## A\n\n#### B {{ nope }} today\n\n> [!NOTES]\n\n[x](y.md)\n\n```figure\nid: x\n```"
    with pytest.raises(ContentError) as caught:
        html(body)
    places = [(problem.line, problem.column) for problem in caught.value.problems]
    assert places == [(6, 8), (8, 3), (10, 1), (13, 5)]
    assert {problem.severity for problem in caught.value.problems} == {"error"}


class SafeTags(HTMLParser):
    """Refuses every tag and attribute that could run something."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "style", "iframe", "object", "form"}
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            assert not re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)


PIECES = st.sampled_from(
    [
        *("{{ lead.ytd }}", "{{ spread }}", "{{ nope", "`", "```\n", "\n", "\n\n", "> ", "- ", "|"),
        *("> [!NOTE]\n", "\n```figure\nid: since_article\n```\n", "    ", "## ", "\n|---|---|\n"),
        *("[x](", "javascript:alert(1)", ")", "<script>", "</script>", "<b onclick=x>", "<!--"),
        *("-->", "[^1]", "\n[^1]: ", "<img src=x onerror=y>", "<a href='jav&#x09;ascript:x'>", "*"),
        *("\\", "&#106;", "<![", "<?", "<div>", "\ue0000\ue001", "\ue0020\ue003", "\x02", "[x]: "),
        *("\n:   ", "a", "$"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(TEXTS)
def test_any_text_is_safe_html_or_a_list_of_mistakes(html: Html, found: Found, body: str) -> None:
    mistakes = [line for line in found(body) if ": warning: " not in line]
    if mistakes:
        with pytest.raises(ContentError):
            html(body)
        return
    shown = html(body, slug="rates")
    SafeTags().feed(shown)
    assert shown == html(body, slug="rates")
    assert not set(shown) & set("\ue000\ue001\ue002\ue003")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>x</b>",
        "<img src=x onerror=alert(1)>",
        "<p style='color:red'>x</p>",
        "<iframe src=https://e.com></iframe>",
        "[x](javascript:alert)",
        "[x]: javascript:alert\n\n[x]",
        "<a href='javascript:alert(1)'>x</a>",
        '<span class="number">+9.9 pp</span>',
    ],
)
def test_an_attack_is_reported_as_an_error(found: Found, attack: str) -> None:
    assert any(not line.split(": ", 1)[1].startswith("warning") for line in found(attack))


def test_in_a_feed_the_links_of_a_text_lead_to_its_own_page(values: LiveValues) -> None:
    body = "See [below](#why), [methods](/methods/) and {{ policy_rate }}.[^1]\n\n[^1]: A note.\n"
    document = Document(Path("rates.md"), CommentaryFront(), body, 4)
    slot = Slot("rates", 3, "https://example.org/w33/")
    (html,) = to_html(document, values, (), "https://example.org/", slot)
    assert re.findall('href="([^"]*)"', str(html)) == [
        "https://example.org/w33/#rates--why",
        "https://example.org/methods/",
        "https://example.org/metrics/policy_rate/",
        "https://example.org/w33/#rates--fn:1",
        "https://example.org/w33/#rates--fnref:1",
    ]
