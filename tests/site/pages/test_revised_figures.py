from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.ledger.files import ledger_files
from generator.ledger.ledger import REVISIONS
from tests.site.pages.conftest import rendered

Figures = dict[str, dict[str, Figure]]

ONE = ("ratio", "2026-07-31")
TWO = ("ratio", "2026-08-07")
OTHER = ("policy", "2026-08-07")


def shown(publication: Publication, figures: Figures, *revised: tuple[str, str]) -> str:
    """The lead of the newest edition, listed by weeks, where these values are revised."""
    rows = [(*name, "17", "17.6", "3.53", "2026-08-14") for name in revised]
    ledger = replace(publication.ledger, revisions=pd.DataFrame(rows, columns=list(REVISIONS)))
    *past, newest = publication.editions
    record = newest.record.model_copy(update={"ledger": ledger_files(ledger)})
    known = replace(publication, ledger=ledger, editions=(*past, replace(newest, record=record)))
    weeks = pd.DataFrame({"Week to": ["31 Jul 2026", "14 Aug 2026"], "Lead": ["1", "2"]})
    lead = replace(figures["2026-w33"]["lead"], table=weeks)
    return rendered(known, {**figures, "2026-w33": {"lead": lead}}, "index.html")


@pytest.mark.parametrize("revised", [(), (OTHER,)])
def test_a_figure_without_a_revised_value_says_nothing(
    publication: Publication, figures: Figures, revised: tuple[tuple[str, str], ...]
) -> None:
    assert "revised" not in shown(publication, figures, *revised)


@pytest.mark.parametrize(
    ("revised", "text"),
    [
        ((ONE, OTHER), "1 value, of 31 Jul 2026, was revised since it was first published; the newest is drawn, with a hollow dot if the figure has a point for it."),
        # the first was revised twice
        ((ONE, TWO, ONE), "2 values up to 7 Aug 2026 were revised since they were first published; the newest are drawn, with a hollow dot where the figure has a point for them."),
    ],
)  # fmt: skip
def test_a_figure_says_how_many_of_its_values_were_revised(
    publication: Publication, figures: Figures, revised: tuple[tuple[str, str], ...], text: str
) -> None:
    assert f'<p class="quiet">{text} <a href=' in shown(publication, figures, *revised)


def test_a_row_of_a_revised_day_is_marked(publication: Publication, figures: Figures) -> None:
    page = shown(publication, figures, ONE)
    assert '<th scope="row">31 Jul 2026 (revised)</th> <td class="number">1</td>' in page
    assert '<th scope="row">14 Aug 2026</th> <td class="number">2</td>' in page


def test_the_note_leads_to_the_list_of_revisions(newest: str) -> None:
    # The record knows the one revision of the ratio, which the figure draws.
    figure = newest[newest.index("<figure") : newest.index("</figure>")]
    assert "1 value, of 31 Jul 2026, was revised since" in figure
    assert '<a href="../../corrections/#revisions">Revisions</a>' in figure
