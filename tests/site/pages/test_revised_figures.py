from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.site.pages.context import page_context
from generator.site.pages.figures import FigureView, figure_view

ONE = ("ratio", "2026-07-31")
TWO = ("ratio", "2026-08-07")
OTHER = ("policy", "2026-08-07")


@pytest.fixture
def view(
    publication: Publication, figures: dict[str, dict[str, Figure]], request: pytest.FixtureRequest
) -> FigureView:
    """The lead of the newest edition, listed by weeks, with the revisions that a test names."""
    rows = [(metric, date.fromisoformat(on)) for metric, on in request.param]
    weeks = pd.DataFrame({"Week to": ["31 Jul 2026", "14 Aug 2026"], "Lead": ["1", "2"]})
    figure = replace(figures["2026-w33"]["lead"], table=weeks)
    frame = page_context(publication, figures).frame
    return figure_view(figure, publication.editions[-1], rows, {}, frame)


@pytest.mark.parametrize(
    ("view", "text"),
    [
        ([], ""),
        ([OTHER], ""),
        ([ONE, OTHER], "1 value, of 31 Jul 2026, was revised since it was first published; the newest is drawn, with a hollow dot if the figure has a point for it."),
        # the first was revised twice
        ([ONE, TWO, ONE], "2 values up to 7 Aug 2026 were revised since they were first published; the newest are drawn, with a hollow dot where the figure has a point for them."),
    ],
    indirect=["view"],
)  # fmt: skip
def test_a_figure_says_how_many_of_its_values_were_revised(view: FigureView, text: str) -> None:
    assert view.revised == text


@pytest.mark.parametrize("view", [[ONE]], indirect=True)
def test_a_row_of_a_revised_day_is_marked(view: FigureView) -> None:
    assert [row.name for row in view.rows] == ["31 Jul 2026 (revised)", "14 Aug 2026"]


def test_the_note_leads_to_the_list_of_revisions(newest: str) -> None:
    # The record knows the one revision of the ratio, which the figure draws.
    figure = newest[newest.index("<figure") : newest.index("</figure>")]
    assert "1 value, of 31 Jul 2026, was revised since" in figure
    assert '<a href="../../corrections/#revisions">Revisions</a>' in figure
