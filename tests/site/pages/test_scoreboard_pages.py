from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from generator.editions.publication import Publication
from generator.site.pages.context import PageContext, page_context
from generator.site.pages.page import Page
from generator.site.pages.scoreboard import ScoreboardView, boards, scoreboard_page
from tests.site.pages.conftest import RENDERER


def view_of(page: Page) -> ScoreboardView:
    assert isinstance(page.view, ScoreboardView)
    return page.view


def shelf_of(publication: Publication, weeks: int) -> PageContext:
    """The publication with its newest record in so many weeks, the last of them that of 2026-w33."""
    newest = publication.editions[-1]
    mondays = [date(2026, 8, 10) - timedelta(weeks=n) for n in reversed(range(weeks))]
    names = [f"{year}-w{week:02}" for year, week, _ in map(date.isocalendar, mondays)]
    editions = tuple(replace(newest, id=name) for name in names)
    return page_context(replace(publication, editions=editions), {name: {} for name in names})


def cells(html: str, claim: str) -> list[tuple[str, str]]:
    """The address and the words of each cell of a claim's strip."""
    row = html[html.index(f"<b>{claim}</b>") :]
    return re.findall('<td><a class="[^"]*" href="([^"]*)">([^<]*)</a>', row[: row.index("</tr>")])


def test_each_cell_is_a_verdict_and_leads_to_its_evidence(html: dict[str, str]) -> None:
    strip = cells(html["scoreboard/index.html"], "C01")
    assert [text for _, text in strip] == ["Contradicted", "Supported", "Supported"]
    assert strip[0][0] == "../editions/2026-w31/claims/#C01"


def test_an_open_claim_begins_with_the_small_letter_of_its_leaning(html: dict[str, str]) -> None:
    strip = cells(html["scoreboard/index.html"], "C02")
    assert strip[-1][1] == "supported so far, pending"


def test_an_edition_that_did_not_judge_a_claim_has_an_empty_cell(publication: Publication) -> None:
    first, *later = publication.editions
    judged = first.record.verdicts[1:]
    early = replace(first, record=first.record.model_copy(update={"verdicts": judged}))
    more = replace(publication, editions=(early, *later))
    context = page_context(more, {edition.id: {} for edition in more.editions})
    page = RENDERER.render(scoreboard_page(context, boards(context)[0]))
    assert len(cells(page, "C01")) == 2
    assert "</th><td></td><td><a" in page[page.index("<b>C01</b>") :]


def test_kinds_and_questions_have_pages_of_their_own(pages: dict[str, Page]) -> None:
    found = [path for path in pages if path.startswith("scoreboard/")]
    assert found == [
        "scoreboard/index.html",
        "scoreboard/present/index.html",
        "scoreboard/forward/index.html",
        "scoreboard/working/index.html",
        "scoreboard/cheap/index.html",
        "scoreboard/rates/index.html",
    ]
    forward = view_of(pages["scoreboard/forward/index.html"])
    assert [claim.id for strips in forward.groups.values() for claim, _ in strips] == ["C02"]


def test_the_choice_in_force_is_marked(html: dict[str, str]) -> None:
    page = html["scoreboard/rates/index.html"]
    assert '<a href="../../scoreboard/rates/" aria-current="page">Rates</a>' in page
    assert page.count('aria-current="page"') == 1
    assert "Shown: Rates." in page


def test_tallies_are_told_drawn_and_listed(html: dict[str, str]) -> None:
    page = " ".join(html["scoreboard/index.html"].split())
    # Week 31: one contradicted, one not testable, one pending.
    title = (
        "1 of 3 claims supported and 0 contradicted in Week 33 of 2026; 0 and 1 in Week 31 of 2026"
    )
    assert f"<h3>{title}</h3>" in page
    assert page.count("<g transform=") == 3
    assert (
        '<th scope="row">Week 31 of 2026</th><td class="number">0</td><td class="number">0</td>'
        '<td class="number">1</td><td class="number">1</td><td class="number">1</td>' in page
    )


def test_one_edition_is_not_compared_with_itself(publication: Publication) -> None:
    context = shelf_of(publication, 1)
    view = view_of(scoreboard_page(context, boards(context)[0]))
    assert view.finding == "1 of 3 claims supported and 0 contradicted in Week 33 of 2026"
    assert view.span == "Week 33 of 2026"


def test_a_year_of_editions_is_shown_and_earlier_years_have_pages(publication: Publication) -> None:
    # 60 weeks up to week 33 of 2026 begin in week 26 of 2025; 53 of them in week 33 of 2025.
    context = shelf_of(publication, 60)
    whole, *_, year = boards(context)
    names = [edition.id for edition in context.publication.editions]
    assert (names[whole.places[0]], len(whole.places)) == ("2025-w33", 53)
    assert (year.href, names[year.places[0]], len(year.places)) == (
        "scoreboard/2025/", "2025-w26", 27,
    )  # fmt: skip
    view = view_of(scoreboard_page(context, whole))
    assert view.years == {"2025": 20, "2026": 33}
    assert [link.text for link in view.choices["Earlier"]] == ["2025"]


def test_within_a_year_there_are_no_earlier_years(publication: Publication) -> None:
    context = shelf_of(publication, 53)
    assert [board.slug for board in boards(context)][-1] == "rates"
