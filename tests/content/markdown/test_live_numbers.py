from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator.model.errors import ContentError

Html: TypeAlias = Callable[..., str]
Found: TypeAlias = Callable[[str], list[str]]


LEAD = '<a class="number" href="../../metrics/lead/" title="as of 14 Aug 2026">+4.2 pp</a>'
RATE = '<a class="number" href="../../metrics/policy_rate/" title="as of 14 Aug 2026">3.6%</a>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Up {{ lead.ytd }}.", f"<p>Up {LEAD}.</p>"),
        ("{{lead.ytd}}{{ policy_rate }}", f"<p>{LEAD}{RATE}</p>"),
        ("**{{ lead.ytd }}**", f"<p><strong>{LEAD}</strong></p>"),
        ("_{{ lead.ytd }}_", f"<p><em>{LEAD}</em></p>"),
        ("- {{ lead.ytd }}", f"<ul>\n<li>{LEAD}</li>\n</ul>"),
        ("> {{ lead.ytd }}", f"<blockquote>\n<p>{LEAD}</p>\n</blockquote>"),
        ('"{{ lead.ytd }}", it', f"<p>“{LEAD}”, it</p>"),
        ("`a` {{ lead.ytd }} `b`", f"<p><code>a</code> {LEAD} <code>b</code></p>"),
    ],
)
def test_a_live_number_is_a_link_to_its_metric_with_its_date(
    html: Html, body: str, expected: str
) -> None:
    assert html(body) == expected


def test_a_live_number_stands_in_a_table_cell(html: Html) -> None:
    shown = html("| a | b |\n|---|--:|\n| x | {{ lead.ytd }} |\n")
    assert f'<td class="right">{LEAD}</td>' in shown


def test_a_live_number_stands_in_a_heading(html: Html) -> None:
    assert html("## Up {{ lead.ytd }}") == f'<h2 id="up-42-pp">Up {LEAD}</h2>'


def test_in_the_text_of_a_link_the_number_is_no_link_of_its_own(html: Html) -> None:
    number = '<span class="number" title="as of 14 Aug 2026">+4.2 pp</span>'
    shown = html("[up {{ lead.ytd }}](/claims/C33/)")
    assert shown == f'<p><a href="../../claims/C33/">up {number}</a></p>'


def test_the_description_of_an_image_holds_the_number_as_text(html: Html) -> None:
    shown = html("![Up {{ lead.ytd }}](/x.svg)")
    assert shown == '<p><img alt="Up +4.2 pp" loading="lazy" src="../../x.svg"></p>'


def test_decimals_can_be_asked_for(html: Html) -> None:
    assert ">3.63%</a>" in html("{{ policy_rate:2 }}")
    assert ">4%</a>" in html("{{ policy_rate:0 }}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`{{ lead.ytd }}`", "<p><code>{{ lead.ytd }}</code></p>"),
        ("`` {{ a`<b }} ``", "<p><code>{{ a`&lt;b }}</code></p>"),
        ("\\{{ lead.ytd }}", "<p>{{ lead.ytd }}</p>"),
        ("```\n{{ nope }}\n```", '<pre tabindex="0"><code>{{ nope }}\n</code></pre>'),
        ("~~~ text\n{{ <b> }}\n~~~", '<pre tabindex="0"><code>{{ &lt;b&gt; }}\n</code></pre>'),
        ("a<!-- {{ nope }} -->b", "<p>ab</p>"),
        ("<!-- {{ nope }} -->\n\n<!-- ` --> b", "<p>b</p>"),
        ("`<!-- {{ a }} -->`", "<p><code>&lt;!-- {{ a }} --&gt;</code></p>"),
    ],
)
def test_in_code_and_behind_a_backslash_braces_stay_as_written(
    html: Html, body: str, expected: str
) -> None:
    assert html(body) == expected


def test_a_text_value_is_shown_and_never_read_as_html_or_markdown(html: Html) -> None:
    assert ">&lt;b&gt;Year&lt;/b&gt; to *date*</a>" in html("{{ lead.ytd.label }}")


def test_a_missing_number_says_why(html: Html) -> None:
    reason = 'title="FRED gave &lt;nothing&gt;"'
    assert html("{{ spread }}") == f'<p><span class="missing" {reason}>no data</span></p>'


def test_an_empty_cell_is_visibly_missing(html: Html) -> None:
    reason = 'title="no value on 14 Aug 2026"'
    assert html("{{ lead.m12 }}") == f'<p><span class="missing" {reason}>no data</span></p>'


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "a\nb {{ leed.ytd }}",
            "5:3: Unknown live number `leed.ytd`. Did you mean `lead.ytd` or",
        ),
        ("{{ zzz }}", "4:1: Unknown live number `zzz`. `outlook values` lists all names."),
        (
            "x {{ policy_rate | round }}",
            "4:3: `{{ policy_rate | round }}` is not a live number. Write {{ metric.row }} or",
        ),
        ("{{ lead.ytd:9 }}", "4:1: `{{ lead.ytd:9 }}` is not a live number. Write"),
        ("{{}}", "4:1: `{{}}` is not a live number. Write"),
        (
            "{{ policy_rate.date:1 }}",
            "4:1: `policy_rate.date` has no decimals. Write {{ policy_rate.date }}.",
        ),
        ("up {{ lead.ytd and", "4:4: `{{` is not closed on its line. Write {{ metric.row }}, or"),
        ("up {{ lead.ytd }", "4:4: `{{` is not closed on its line. Write"),
        (
            "{ { lead.ytd } }",
            "4:1: `{ { lead.ytd } }` is not a live number. Write {{ metric.row }}",
        ),
        ("a { lead.ytd }}", "4:3: `{ lead.ytd }}` is not a live number. Write {{ metric.row }}"),
        (
            "up { lead.ytd:1 } now",
            "4:4: `{ lead.ytd:1 }` is not a live number. Write {{ metric.row }}",
        ),
        ("| a |\n|---|\n| {{ a | b }} |", "6:3: `{{ a | b }}` is not a live number. Write"),
        ("text\n\n    {{ lead.ytd }}", "6:5: `{{ lead.ytd }}` is not filled in here. Take it"),
        ("[x]: {{ lead.ytd }}\n\n[a][x]", "4:6: `{{ lead.ytd }}` is not filled in here. Take it"),
    ],
)
def test_a_wrong_live_number_is_an_error_at_its_place(
    found: Found, html: Html, body: str, problem: str
) -> None:
    assert any(line.startswith(problem) for line in found(body))
    with pytest.raises(ContentError) as caught:
        html(body)
    assert f"rates.md:{problem}" in str(caught.value)


def test_in_raw_html_a_live_number_is_reported_since_it_would_stay_as_typed(found: Found) -> None:
    assert "4:6: `{{ lead.ytd }}` is not filled in here." in found("<div>{{ lead.ytd }}</div>")[1]


def test_braces_in_code_and_comments_are_no_mistakes(found: Found) -> None:
    assert found("`{{ a` and ``{{ b }}`` \\{{ c }}\n\n```\n{{ d\n```\n\n<!-- {{ e -->") == []
