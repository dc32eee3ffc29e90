from __future__ import annotations

import re
from dataclasses import replace

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.site.pages.claim import ClaimView
from generator.site.pages.page import Page
from tests.site.pages.conftest import even, rendered
from tests.sites.publication import pages_of


def view_of(pages: dict[str, Page], claim: str) -> ClaimView:
    view = pages[f"claims/{claim}/index.html"].view
    assert isinstance(view, ClaimView)
    return view


def test_a_claim_shows_its_rule_with_thresholds(pages: dict[str, Page]) -> None:
    rule = view_of(pages, "C01").rule
    assert "supported if more than +2 pp, contradicted if less than 0 pp" in rule


def test_a_claim_shows_the_numbers_that_decided(html: dict[str, str]) -> None:
    page = html["claims/C01/index.html"]
    assert '<p class="ruling"><span class="chip v-supported">' in even(page).replace("> ", ">")
    row = page[page.index('<section id="evidence">') :]
    assert '<a href="../../metrics/windows/">' in row
    assert (
        '<td class="number value" data-label="Value">+4.3 pp <small>a single figure</small>' in row
    )


def test_a_claim_about_the_future_leans_and_keeps_the_reason_apart(html: dict[str, str]) -> None:
    page = even(html["claims/C02/index.html"])
    verdict = page[page.index('id="verdict"') : page.index('id="test"')]
    # The policy rate is 3.63: more than 3.5 contradicts the reason.
    assert "pending, leaning supported</span>" in verdict
    reason = verdict[verdict.index("The article’s reason") :]
    assert "contradicted</span>" in reason
    assert "<dt>Resolves on</dt><dd>31 Dec 2026." in page


def test_a_claim_without_a_number_is_not_testable(html: dict[str, str]) -> None:
    assert "not testable</span>" in html["claims/C03/index.html"]


def test_the_history_runs_over_all_editions(pages: dict[str, Page], html: dict[str, str]) -> None:
    page = html["claims/C01/index.html"]
    strip = page[page.index("<h3>2026</h3>") : page.index("</ol>")]
    assert re.findall('<span aria-hidden="true">(.)</span>', strip) == ["C", "S", "S"]
    assert "Week 31 of 2026: contradicted</span>" in strip
    assert [run.weeks for run in view_of(pages, "C01").runs] == [2, 1]


def test_a_claim_shows_the_figure_of_what_decided(
    pages: dict[str, Page], html: dict[str, str]
) -> None:
    view = view_of(pages, "C02")
    assert view.figure is not None
    assert (view.figure.drawn.id, view.figures) == ("lead", ())
    assert 'id="figure-lead"' in html["claims/C02/index.html"]
    assert view_of(pages, "C01").figure is None


def test_a_claim_links_to_the_other_figures_of_its_metrics(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    lead = figures["2026-w33"]["lead"]
    both = {**figures, "2026-w33": {"lead": lead, "second": replace(lead, id="second")}}
    found = pages_of(publication, both)
    links = view_of(found, "C02").figures
    assert [link.href for link in links] == ["editions/2026-w33/#figure-second"]


def test_a_figure_of_what_a_metric_sums_up_comes_before_one_that_only_shows_it(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    lead = figures["2026-w33"]["lead"]
    aside = replace(lead, id="aside", metrics=("ratio", "windows"))
    own = replace(lead, id="own", metrics=("policy",), summaries=("windows",))
    drawn = {**figures, "2026-w33": {"lead": lead, "aside": aside, "own": own}}
    found = pages_of(publication, drawn)
    view = view_of(found, "C01")
    assert view.figure is not None
    assert view.figure.drawn.id == "own"
    assert [link.href.partition("#")[2] for link in view.figures] == ["figure-aside"]


def test_a_source_may_lack_a_date(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    claim = publication.claims[0]
    undated = claim.model_copy(
        update={"sources": (claim.sources[0].model_copy(update={"date": None}),)}
    )
    page = rendered(replace(publication, claims=(undated,)), figures, "claims/C01/index.html")
    assert 'rel="external">The article</a></li>' in page


def test_a_claim_newer_than_the_newest_edition_is_not_judged(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    claim = publication.claims[0].model_copy(update={"id": "C04"})
    pages = pages_of(replace(publication, claims=(claim,)), figures)
    view = view_of(pages, "C04")
    assert view.verdict is None
    assert pages["claims/C04/index.html"].graph is None


def test_the_page_explains_in_the_editors_words(html: dict[str, str]) -> None:
    page = html["claims/C01/index.html"]
    assert 'The lead stands at <a class="number" href="../../metrics/windows/"' in page
    assert (
        '<a href="https://example.org/article" rel="external">The article</a>, 12 Jan 2026' in page
    )


def test_the_index_groups_claims_by_question(html: dict[str, str]) -> None:
    page = html["claims/index.html"]
    assert page.index("Is it working?") < page.index(">C01<") < page.index("Is it cheap?")
    assert page.index("Is it cheap?") < page.index(">C03<")
    assert "1 factually wrong, 1 unsourced, 1 stated soundly" in page
