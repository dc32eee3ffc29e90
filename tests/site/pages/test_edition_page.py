from __future__ import annotations

from dataclasses import replace

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.site.pages.context import page_context
from generator.site.pages.edition import EditionView, edition_page
from generator.site.pages.page import Page
from tests.sites.publication import pages_of


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_masthead_says_what_the_numbers_rest_on(newest: str) -> None:
    assert "<dt>Data to the close of</dt><dd>14 Aug 2026</dd>" in newest
    assert "1 of 2 sources fresh" in newest
    assert "<dt>Measured</dt><dd>3 of 4 metrics</dd>" in newest  # all but the multiple
    assert 'href="../../data/editions/2026-w33.json"' in newest


def test_the_summary_comes_before_the_editor_and_the_editor_before_the_claims(newest: str) -> None:
    order = ["<h2>The verdict in five lines", "Line 5", "<h2>From the editor", "<h2>Scoreboard"]
    assert sorted(order, key=newest.index) == order


def test_sections_follow_the_order_of_the_config(newest: str) -> None:
    order = ['id="working"', 'id="cheap"', 'id="rates"', 'id="record"']
    assert sorted(order, key=newest.index) == order


def test_an_edition_of_its_own_week_has_no_backfill_notice(newest: str) -> None:
    assert "Computed afterwards" not in newest
    assert "<dt>Published</dt><dd>14 Aug 2026</dd>" in newest


def test_a_backfilled_edition_says_when_and_from_what(html: dict[str, str]) -> None:
    page = words(html["editions/2026-w31/index.html"])
    assert "computed on 22 Nov 2026 from data fetched on 14 Aug 2026" in page
    assert "using nothing dated after 31 Jul 2026" in page


def test_the_lead_has_live_numbers_and_its_figure_in_place(newest: str) -> None:
    assert '<a class="number" href="../../metrics/windows/"' in newest
    before, after = newest.index("The lead is"), newest.index("More to come.")
    assert before < newest.index('id="figure-lead"') < after


def test_a_byline_signs_the_lead(newest: str) -> None:
    assert '<p class="byline">Editorial desk, Week 33 of 2026</p>' in newest


def test_an_edition_without_a_lead_says_so(html: dict[str, str]) -> None:
    page = html["editions/2026-w32/index.html"]
    assert "No editor’s introduction was written" in page
    assert "No commentary yet on: Is it working? · Is it cheap? · Rates." in page


def test_text_from_an_earlier_edition_is_labelled(newest: str) -> None:
    assert 'Written for <a href="../../editions/2026-w31/">edition 2026-w31</a>' in newest


def test_text_of_its_own_edition_is_not_labelled(html: dict[str, str]) -> None:
    page = html["editions/2026-w31/index.html"]
    assert "They lag, at" in page
    assert "Written for" not in page


def test_an_overturned_premise_is_visible(newest: str) -> None:
    assert "A premise no longer holds." in newest
    assert "<code>windows.ytd &lt; 0</code>" in newest


def test_a_missing_number_is_one_line_with_its_reason(newest: str) -> None:
    assert "<summary>Relative multiple waits: no free source of earnings.</summary>" in newest
    assert '<li><a href="../../metrics/multiple/">Relative multiple</a></li>' in newest
    assert "Asked for again in Week 34 of 2026." in newest


def test_a_missing_figure_is_a_line_and_not_a_frame(newest: str) -> None:
    assert "<summary>The figure “Flows” waits: no free source of flows.</summary>" in newest
    assert '<li id="figure-flows">Figure: Flows</li>' in newest
    assert newest.count("<figure") == 1


def test_one_figure_is_open_and_of_the_others_only_the_finding(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    lead = figures["2026-w33"]["lead"]
    three = {name: replace(lead, id=name) for name in ("first", "second", "third")}
    found = pages_of(publication, {**figures, "2026-w32": three})
    view = found["editions/2026-w32/index.html"].view
    assert isinstance(view, EditionView)
    working = view.sections[0]
    assert working.figure is not None
    assert working.figure.drawn.id == "first"
    assert [figure.drawn.id for figure in working.more] == ["second", "third"]
    assert [figure.drawn.id for figure in working.figures] == ["first", "second", "third"]


def test_tables_are_closed_and_lead_to_their_definition(newest: str) -> None:
    table = newest[newest.index("<summary>Return by window</summary>") :]
    assert '<a href="../../metrics/windows/">Definition and data</a>' in table
    assert "<details open" not in newest
    assert "<summary>Key numbers: 1 measure</summary>" in newest


def test_a_line_of_the_verdict_leads_to_its_numbers(publication: Publication) -> None:
    known = replace(publication.metrics[0], id="relative_return")
    more = replace(publication, metrics=(*publication.metrics, known))
    context = page_context(more, {edition.id: {} for edition in publication.editions})
    view = edition_page(context, 1).view
    assert isinstance(view, EditionView)
    sources = [link.href if link else "" for _, link in view.summary]
    assert sources == ["metrics/relative_return/", "", "", "", "editions/2026-w32/changes/"]


def test_a_figure_has_picture_table_file_method_and_citation(newest: str) -> None:
    figure = newest[newest.index("<figure") : newest.index("</figure>")]
    assert "<h3>The lead in week 33</h3>" in figure
    assert 'alt="A line that rises."' in figure
    assert 'media="(max-width: 640px)"' in figure
    assert '<th scope="row">Year to date</th> <td class="number">+4.3 pp</td>' in figure
    assert 'href="../../editions/2026-w33/figures/lead.csv"' in figure
    assert "The ratio, drawn." in figure
    assert "https://example.org/outlook/editions/2026-w33/#figure-lead" in figure


def test_what_changed_stands_right_under_the_verdict(html: dict[str, str]) -> None:
    # The lead went from -1 to +3 in week 32 and crossed both thresholds of C01.
    page = words(html["editions/2026-w32/index.html"])
    order = ["<h2>The verdict in five lines", "<h2>What changed this week", "<h2>From the editor"]
    assert sorted(order, key=page.index) == order
    assert "Return by window, Year to date: from −1.0 pp to +3.0 pp. By the test of C01" in page
    assert 'href="../../editions/2026-w32/claims/#C01">C01</a>' in page
    assert '<a href="../../editions/2026-w32/changes/">All 2 changes</a>' in page


def test_an_edition_in_which_nothing_changed_says_so(newest: str) -> None:
    assert "No threshold was crossed, no verdict changed" in newest


def test_the_scoreboard_leads_to_the_evidence_and_to_all_editions(newest: str) -> None:
    board = newest[newest.index('<section id="scoreboard">') :]
    assert 'href="../../editions/2026-w33/claims/">The claims with the evidence' in board
    assert 'href="../../scoreboard/">All claims in all editions</a>' in board


def test_the_first_edition_compares_with_nothing(html: dict[str, str]) -> None:
    page = html["editions/2026-w31/index.html"]
    assert "This is the first edition: there is nothing to compare with." in page
    assert 'rel="prev"' not in page


def test_editions_lead_to_their_neighbours(html: dict[str, str]) -> None:
    page = html["editions/2026-w32/index.html"]
    assert 'rel="prev" href="../../editions/2026-w31/"' in page
    assert 'rel="next" href="../../editions/2026-w33/"' in page


def test_corrections_are_shown_on_the_edition(newest: str) -> None:
    text = "<strong>Corrected 20 Aug 2026.</strong> The fee of RVT was mistyped."
    assert newest.count(text) == 2
    assert newest.index(text) < newest.index('<nav class="toc"')


def test_a_source_that_failed_says_why(newest: str) -> None:
    assert "not fresh: DFF: the service did not answer" in newest


def test_the_front_page_is_the_newest_edition(pages: dict[str, Page], html: dict[str, str]) -> None:
    view = pages["index.html"].view
    assert isinstance(view, EditionView)
    assert view.edition.id == "2026-w33"
    assert 'href="metrics/windows/"' in html["index.html"]
    assert (
        '<link rel="canonical" href="https://example.org/outlook/editions/2026-w33/">'
        in html["index.html"]
    )
