from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from generator.charts.kit.drawing import Figure
from generator.content.commentary import Correction
from generator.editions.publication import Publication
from generator.ledger.ledger import REVISIONS
from generator.site.pages.indexes import ArchiveView
from generator.site.pages.page import Page
from generator.site.pages.standing_pages import StandingView
from tests.sites.publication import pages_of


def test_the_archive_lists_editions_newest_first(pages: dict[str, Page]) -> None:
    view = pages["archive/index.html"].view
    assert isinstance(view, ArchiveView)
    assert [row.edition.href[9:17] for row in view.rows] == ["2026-w33", "2026-w32", "2026-w31"]
    assert view.rows[0].headline == "Line 1 of week 33."
    assert view.rows[2].tally.text == "1 contradicted, 1 not testable, 1 pending"


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


def test_the_corrections_page_carries_the_log(pages: dict[str, Page], html: dict[str, str]) -> None:
    view = pages["corrections/index.html"].view
    assert isinstance(view, StandingView)
    assert view.log is not None
    assert [item.edition.text for item in view.log.corrected] == ["Week 33 of 2026"]
    revision = view.log.revisions[0]
    assert (revision.published, revision.now, revision.relative, revision.date) == (
        "17.00%",
        "17.60%",
        "+3.5%",
        "31 Jul 2026",
    )
    assert "The fee of RVT was mistyped." in html["corrections/index.html"]
    assert "in the record; all differences, newest first" in html["corrections/index.html"]


def test_what_was_corrected_last_comes_first(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    early, middle, newest = publication.editions
    assert newest.document is not None
    late = Correction(date=date(2026, 12, 1), text="A slip.")
    front = newest.document.front.model_copy(update={"corrections": (late,)})
    corrected = replace(early, document=replace(newest.document, front=front))
    more = replace(publication, editions=(corrected, middle, newest))
    view = pages_of(more, figures)["corrections/index.html"].view
    assert isinstance(view, StandingView)
    assert view.log is not None
    assert [item.edition.text for item in view.log.corrected] == [
        "Week 31 of 2026",
        "Week 33 of 2026",
    ]


def test_a_revision_of_a_withdrawn_metric_is_not_shown(pages: dict[str, Page]) -> None:
    view = pages["corrections/index.html"].view
    assert isinstance(view, StandingView)
    assert view.log is not None
    assert len(view.log.revisions) == 1


def test_a_publication_without_revisions_says_so(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    ledger = replace(publication.ledger, revisions=pd.DataFrame(columns=list(REVISIONS)))
    pages = pages_of(replace(publication, ledger=ledger), figures)
    view = pages["corrections/index.html"].view
    assert isinstance(view, StandingView)
    assert view.log is not None
    assert view.log.revisions == ()
