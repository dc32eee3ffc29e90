from __future__ import annotations

from dataclasses import replace

from generator.editions.publication import Edition, Publication
from generator.site.pages.changes import ChangesView, changes_page, changes_view
from generator.site.pages.context import page_context
from generator.site.pages.page import Page


def even(text: str) -> str:
    return " ".join(text.split())


def view_of(page: Page) -> ChangesView:
    assert isinstance(page.view, ChangesView)
    return page.view


def test_all_changes_are_told_by_kind_with_links_to_evidence_and_metric(
    pages: dict[str, Page],
) -> None:
    view = view_of(pages["editions/2026-w32/changes/index.html"])
    assert list(view.groups) == ["Thresholds crossed", "Verdicts changed"]
    (crossed,), (turned,) = view.groups.values()
    assert [link.href for link in crossed.links] == [
        "editions/2026-w32/claims/#C01",
        "metrics/windows/",
    ]
    assert turned.text.startswith("C01 went from contradicted to supported.")
    assert turned.before.startswith("The lead of small caps comes to −1.0 pp;")


def test_the_page_names_both_editions_and_their_dates(html: dict[str, str]) -> None:
    page = even(html["editions/2026-w32/changes/index.html"])
    assert (
        "From Week 31 of 2026, data to 31 Jul 2026, to Week 32 of 2026, data to 7 Aug 2026." in page
    )
    assert 'rel="prev" href="../../../editions/2026-w31/changes/"' in page
    assert 'rel="next" href="../../../editions/2026-w33/changes/"' in page


def test_a_first_edition_has_a_page_that_says_there_is_nothing_to_compare(
    html: dict[str, str],
) -> None:
    page = even(html["editions/2026-w31/changes/index.html"])
    assert "This is the first edition: there is nothing to compare with." in page
    assert '<p class="standfirst">Week 31 of 2026, data to 31 Jul 2026.</p>' in page


def named(publication: Publication, *names: str) -> Publication:
    editions = publication.editions[-len(names) :]
    again = (replace(edition, id=name) for edition, name in zip(editions, names, strict=True))
    return replace(publication, editions=tuple(again))


def heading(publication: Publication) -> str:
    figures = {edition.id: {} for edition in publication.editions}
    return changes_view(page_context(publication, figures), len(publication.editions) - 1).heading


def test_after_a_gap_the_heading_says_since_when(publication: Publication) -> None:
    assert (
        heading(named(publication, "2026-w31", "2026-w33")) == "What changed since Week 31 of 2026"
    )


def test_the_turn_of_a_year_is_no_gap(publication: Publication) -> None:
    assert heading(named(publication, "2026-w53", "2027-w01")) == "What changed this week"


def test_a_single_change_is_not_called_all_changes(publication: Publication) -> None:
    *early, newest = publication.editions
    judged = [verdict.model_copy(update={"evidence": ()}) for verdict in newest.record.verdicts]
    turned = judged[0].model_copy(update={"word": "mixed"})
    record = newest.record.model_copy(update={"verdicts": (turned, *judged[1:])})
    changed: tuple[Edition, ...] = (*early, replace(newest, record=record))
    figures = {edition.id: {} for edition in changed}
    context = page_context(replace(publication, editions=changed), figures)
    more = view_of(changes_page(context, 2)).more
    assert more is not None
    assert more.text == "The change in full"
