from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from generator.charts.kit.drawing import Figure
from generator.content.commentary import Correction
from generator.editions.publication import Publication
from generator.ledger.files import ledger_files
from generator.ledger.ledger import REVISIONS
from tests.site.pages.conftest import even, rendered

Figures = dict[str, dict[str, Figure]]


def test_the_archive_lists_editions_newest_first(html: dict[str, str]) -> None:
    page = html["archive/index.html"]
    rows = page[page.index('<ol class="editions"') :]
    order = [
        "Week 33 of 2026 · data to 14 Aug 2026", "Line 1 of week 33.", "Week 32", "Week 31",
        "1 contradicted, 1 not testable, 1 pending.",
    ]  # fmt: skip
    assert sorted(order, key=rows.index) == order


def test_the_archive_shows_corrections_and_backfills(html: dict[str, str]) -> None:
    page = html["archive/index.html"]
    assert "Corrected 20 Aug 2026." in page
    assert page.count("computed afterwards") == 2


def test_the_data_page_lists_every_file(html: dict[str, str]) -> None:
    page = html["data/index.html"]
    for name in (
        "metrics/ratio.csv",
        "metrics/ratio.json",
        "editions/2026-w31.json",
        "latest.json",
    ):
        assert f'href="../data/{name}"' in page


def test_the_page_for_lost_readers_is_kept_out_of_search(html: dict[str, str]) -> None:
    page = html["404.html"]
    assert 'name="robots" content="noindex"' in page
    assert 'href="/outlook/archive/"' in page
    assert "canonical" not in page


def test_a_standing_page_is_named_after_its_file(html: dict[str, str]) -> None:
    page = html["methods/index.html"]
    assert "<h1>Methods</h1>" in page
    assert "Corrected editions" not in page


def test_the_corrections_page_carries_the_log(html: dict[str, str]) -> None:
    page = even(html["corrections/index.html"])
    assert '<a href="../editions/2026-w33/">Week 33 of 2026</a></h3>' in page
    assert "<strong>20 Aug 2026.</strong> The fee of RVT was mistyped." in page
    assert "in the record; all differences, newest first" in page
    assert (
        'data-label="Date">31 Jul 2026</td><td class="number" data-label="Published">17.00%</td>'
        '<td class="number" data-label="Now">17.60%</td>'
        '<td class="number" data-label="Difference">+3.5%</td>'
    ) in page


def test_what_was_corrected_last_comes_first(publication: Publication, figures: Figures) -> None:
    early, middle, newest = publication.editions
    assert newest.document is not None
    late = Correction(date=date(2026, 12, 1), text="A slip.")
    front = newest.document.front.model_copy(update={"corrections": (late,)})
    corrected = replace(early, document=replace(newest.document, front=front))
    more = replace(publication, editions=(corrected, middle, newest))
    page = rendered(more, figures, "corrections/index.html")
    log = page[page.index('<section id="log">') :]
    assert log.index("Week 31 of 2026") < log.index("Week 33 of 2026")
    assert "Week 32 of 2026" not in log[: log.index("</section>")]


def test_a_revision_of_a_withdrawn_metric_is_not_shown(html: dict[str, str]) -> None:
    assert html["corrections/index.html"].count('data-label="Published"') == 1


def test_only_the_newest_revisions_are_listed(publication: Publication, figures: Figures) -> None:
    rows = [("ratio", "2026-07-31", "17", "17.6", "", "2026-08-14")] * 1001
    ledger = replace(publication.ledger, revisions=pd.DataFrame(rows, columns=list(REVISIONS)))
    editions = tuple(
        replace(edition, record=edition.record.model_copy(update={"ledger": ledger_files(ledger)}))
        for edition in publication.editions
    )
    more = replace(publication, ledger=ledger, editions=editions)
    page = rendered(more, figures, "corrections/index.html")
    assert "in the record; the newest 200 of 1,001 differences" in page
    assert page.count('data-label="Difference"></td>') == 200


def test_a_publication_without_revisions_says_so(
    publication: Publication, figures: Figures
) -> None:
    ledger = replace(publication.ledger, revisions=pd.DataFrame(columns=list(REVISIONS)))
    page = rendered(replace(publication, ledger=ledger), figures, "corrections/index.html")
    assert "No published value has changed by more than one part in a thousand." in page
