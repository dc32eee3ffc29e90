from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.metrics.cheap.article import convergence
from generator.metrics.cheap.valuation import method_ladder
from generator.model.record import TableNumbers
from generator.site.pages.convergence import ConvergenceView
from generator.site.pages.page import Page
from generator.site.renderer import Renderer
from tests.sites.publication import pages_of

TEMPLATES = Path(__file__).parents[3] / "templates"
ASSETS = {"style.css": "assets/style.css", "convergence.js": "assets/convergence-1.js"}
FACTS = pd.DataFrame({"key": ["discount_now", "premium_typical"], "value": [-10.0, 10.0]})
Figures = dict[str, dict[str, Figure]]


def measuring(publication: Publication, *, ladder: bool = True) -> Publication:
    """The publication with the metrics and facts of the convergence page."""
    newest = publication.editions[-1]
    columns = ("label", "on", "method", "value", "norm")
    rows = {
        "dear": ("Index A", "2025-12-05", "losers counted", 12.3, None),
        "cheap": ("Index B", "2025-12-31", "losers left out", -31.0, None),
        "gone": ("Index C", "2025-12-31", "losers left out", None, None),
    }
    table = TableNumbers(as_of=newest.record.as_of, columns=columns, rows=rows)
    numbers = {**newest.record.numbers, **({"method_ladder": table} if ladder else {})}
    edition = replace(newest, record=newest.record.model_copy(update={"numbers": numbers}))
    return replace(
        publication,
        metrics=(*publication.metrics, convergence, method_ladder),
        facts={**publication.facts, "article_figures": FACTS},
        editions=(*publication.editions[:-1], edition),
    )


@pytest.fixture
def page(publication: Publication, figures: Figures) -> Page:
    lead = figures["2026-w33"]["lead"]
    grid = replace(lead, id="convergence", section="cheap", metrics=("convergence",))
    drawn = {**figures, "2026-w33": {"lead": lead, "convergence": grid}}
    return pages_of(measuring(publication), drawn)["convergence/index.html"]


@pytest.fixture
def view(page: Page) -> ConvergenceView:
    assert isinstance(page.view, ConvergenceView)
    return page.view


def test_the_grid_is_there_without_a_script(view: ConvergenceView) -> None:
    alike, more, less = (grid.rows for grid in view.grids.values())
    assert [row[0] for row in alike][1:4] == ["10% lower", "level", "10% higher"]
    # From 0.9 to 1.1 of large caps' multiple: 1.1 / 0.9 = 1.2222, its cube root 1.0692.
    assert alike[3][1:] == ("+22.2%", "+6.9%", "+4.1%", "+2.0%")
    assert more[3][2] == "+9.9%"
    assert less[3][2] == "+3.9%"


def test_each_known_method_is_a_starting_point(view: ConvergenceView) -> None:
    assert [(start.label, start.value) for start in view.starts] == [
        ("The article", -10.0), ("Index B", -31.0), ("Index A", 12.3),
    ]  # fmt: skip
    # From 12.3% above to 10% above: 1.10 / 1.123 = 0.9795, its cube root 0.9931.
    assert view.by_method.rows[2][1:] == ("+12.3%", "−0.7%", "−0.2%")


def test_the_page_has_labelled_inputs_a_live_answer_and_one_script(page: Page) -> None:
    html = Renderer(TEMPLATES, ASSETS).render(page)
    assert '<script type="module" src="../assets/convergence-1.js"></script>' in html
    for name in ("method", "now", "target", "years", "growth", "yield"):
        assert f'<label for="{name}">' in html
        assert f' id="{name}"' in html
    assert 'aria-live="polite">+6.9% a year</output>' in html
    assert "not a forecast" in html
    assert html.count("Set your own numbers") == 1
    assert '<option value="12.3">Index A: +12.3%</option>' in html
    assert '<th scope="col" class="number">in 3 years</th>' in html


def test_the_figure_and_the_metric_lead_to_the_page(
    publication: Publication, figures: Figures, page: Page
) -> None:
    found = pages_of(measuring(publication), figures)
    metric = Renderer(TEMPLATES, ASSETS).render(found["metrics/convergence/index.html"])
    assert 'Calculator: <a href="../../convergence/">' in metric
    assert isinstance(page.view, ConvergenceView)
    assert page.view.figure is not None
    assert page.view.figure.calculator is not None


def test_without_a_ladder_or_figure_the_articles_number_is_left(
    publication: Publication, figures: Figures
) -> None:
    view = pages_of(measuring(publication, ladder=False), figures)["convergence/index.html"].view
    assert isinstance(view, ConvergenceView)
    assert [start.label for start in view.starts] == ["The article"]
    assert view.figure is None


def test_the_page_leads_to_its_claim(publication: Publication, figures: Figures) -> None:
    claim = publication.claims[0].model_copy(update={"id": "C11"})
    found = pages_of(replace(measuring(publication), claims=(claim,)), figures)
    view = found["convergence/index.html"].view
    assert isinstance(view, ConvergenceView)
    assert view.claim is not None
    assert view.claim.href == "claims/C11/"


def test_a_publication_that_does_not_measure_it_has_no_such_page(
    publication: Publication, pages: dict[str, Page], figures: Figures
) -> None:
    assert "convergence/index.html" not in pages
    silent = replace(measuring(publication), facts={"article_figures": FACTS.iloc[:1]})
    assert "convergence/index.html" not in pages_of(silent, figures)


def test_the_script_is_small() -> None:
    assert len((TEMPLATES / "assets" / "convergence.js").read_bytes()) < 2000
