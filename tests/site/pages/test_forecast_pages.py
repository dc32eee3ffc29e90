from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from generator.charts.kit.drawing import Figure, Image
from generator.editions.publication import Publication
from generator.forecasts.log import ForecastLog
from generator.forecasts.rules import Reach
from generator.model.record import ForecastState, OpenForecast, ResolvedForecast
from tests.forecasts.writing import forecast, friday, log_of, moment, resolution, resolved, update
from tests.site.pages.conftest import rendered

Figures = dict[str, dict[str, Figure]]
LATE = {"created_at": moment(friday(30)), "horizon_start": friday(29), "late": True}


def page_of(publication: Publication, figures: Figures, book: ForecastLog) -> str:
    return rendered(replace(publication, forecasts=book), figures, "forecasts/index.html")


def test_an_empty_record_says_so(publication: Publication, figures: Figures) -> None:
    page = page_of(publication, figures, ForecastLog(Path("x")))
    assert "<p>No forecast is open.</p>" in page
    assert "No forecast has resolved yet: there is nothing to score." in page
    assert "drawn from 30 resolved forecasts on" in page
    assert "The back-test is not measured yet." in page


def test_an_open_forecast_shows_what_was_known_and_said(
    publication: Publication, figures: Figures
) -> None:
    long = forecast(resolves_on=friday(40), mechanism=True, claims=("C01", "C99"), article=0.85)
    page = page_of(publication, figures, log_of(long, update(friday(1), 0.8)))
    assert '<li id="F001">' in page
    assert '<span class="odds">80%</span>' in page
    assert '<td class="number">70%</td><td>A first guess.</td>' in page
    assert (
        "<dt>Base rate</dt><dd><strong>50%</strong></dd><dd>30 spans; 10 that do not overlap, known on 2 Jan 2026</dd>"
        in page
    )
    assert "<dt>Market</dt><dd><strong>–</strong></dd><dd>no free market price</dd>" in page
    assert "<dt>The article</dt><dd><strong>85%</strong></dd><dd>asserts it</dd>" in page
    # The newest edition is of 14 August; 9 October is 56 days later.
    assert "Resolves on 9 Oct 2026; 56 days left." in page
    assert "Asks for the article’s reason, not for its outcome." in page
    assert '<a href="../claims/C01/">C01</a>.' in page
    assert 'Data: <a href="../metrics/ratio/">' in page


def test_a_late_one_and_one_that_waits_are_told(publication: Publication, figures: Figures) -> None:
    rule = Reach(table="windows", row="ytd", than="at or above", threshold=5.0, odds="odds")
    waiting = forecast(rule=rule)
    late = forecast(2, resolves_on=friday(50), **LATE)
    page = page_of(publication, figures, log_of(waiting, late))
    assert "waits for its data." in page
    assert "Late: made after its span had begun." in page
    assert 'Data: <a href="../metrics/windows/">' in page


def test_decided_and_void_ones_stand_with_their_scores(
    publication: Publication, figures: Figures
) -> None:
    second = forecast(
        2, created_at=moment(friday(4)), horizon_start=friday(4), resolves_on=friday(7)
    )
    book = log_of(forecast(), resolution(), second, resolution(2, outcome="void", day=friday(7)))
    page = page_of(publication, figures, book)
    assert (
        '<strong>Yes</strong>, resolved by the rule, in <a href="../editions/2026-w04/">2026-w04</a>. '
        "The value was 101.00 on 23 Jan 2026. Brier score 0.090 (base rate 0.250), log score 0.357."
    ) in page
    assert "<strong>Void</strong>, since the data were missing, in" in page
    assert "1 forecast resolved; too few to call skill." in page
    # One resolved, one void, none open; Brier 0.09, expected 0.21.
    for name, value in (("Open", 0), ("Resolved", 1), ("Void", 1), ("Brier score", "0.090"), ("Expected by our own probabilities", "0.210")):  # fmt: skip
        assert f"<dt>{name}</dt><dd>{value}</dd>" in page
    assert '<th scope="row">base rate</th> <td class="number">0.250</td>' in page


def test_murphys_parts_are_shown_from_a_hundred_on(
    publication: Publication, figures: Figures
) -> None:
    page = page_of(publication, figures, resolved([True] * 50 + [False] * 50))
    # All at 70%, half come true: reliability (0.7 − 0.5)² = 0.04, uncertainty 0.25.
    assert "<dt>Reliability</dt><dd>0.040</dd>" in page
    assert "<dt>Uncertainty</dt><dd>0.250</dd>" in page


@pytest.fixture
def diagram() -> Figure:
    picture = Image(b"<svg/>", 720, 400)
    return Figure(
        id="calibration", section="risk", label="Calibrated?", title="Forecasts said 41%", alt="A plot.",
        table=pd.DataFrame({"Forecasts": ["20–40%"]}), csv="row,n\n", wide=picture, narrow=picture,
        missing="", how="The back-test.", metrics=("ratio",),
    )  # fmt: skip


def test_the_desks_own_diagram_and_that_of_the_back_test_are_told_apart(
    publication: Publication, figures: Figures, diagram: Figure
) -> None:
    newest = publication.editions[-1].id
    shown = {
        **figures,
        newest: {**figures[newest], "calibration": replace(diagram, title="Base rates")},
    }
    page = page_of(
        publication, {**shown, "forecasts": {"calibration": diagram}}, resolved([True] * 30)
    )
    assert 'id="figure-forecasts"' in page
    assert 'id="figure-calibration"' in page
    assert '<a href="../forecasts/calibration.csv" download>CSV</a>' in page
    assert "The desk's resolved forecasts by fifths" in page.replace("&#39;", "'")


STATE = ForecastState(
    lines=3,
    sha256="a",
    open=(OpenForecast(id="F001", question="Will it rise?", p=0.7, base_rate=None, resolves_on=friday(40)),),
    resolved=(
        ResolvedForecast(
            id="F002", question="Will it fall?", p=0.2, base_rate=0.25, outcome="no", how="fallback",
            value_used=1.0, as_of=friday(3),
        ),
    ),
)  # fmt: skip


def test_an_edition_shows_the_forecasts_of_its_record(
    publication: Publication, figures: Figures
) -> None:
    *earlier, newest = publication.editions
    record = newest.record.model_copy(update={"forecasts": STATE})
    changed = replace(publication, editions=(*earlier, replace(newest, record=record)))
    page = rendered(changed, figures, "editions/2026-w33/index.html")
    assert '<a href="../../forecasts/#F001">F001</a> Will it rise?' in page
    assert (
        'data-label="Probability">70%</td><td class="number" data-label="Base rate">–</td><td data-label="Open">until 9 Oct 2026</td>'
        in page
    )
    assert "No, resolved by the fallback for missing data" in page


def test_an_edition_without_forecasts_says_so(newest: str) -> None:
    assert "None was open or resolved in this edition." in newest


def test_the_back_test_lists_its_questions(publication: Publication, figures: Figures) -> None:
    *earlier, newest = publication.editions
    questions = replace(publication.metrics[1], id="backtest_questions", label="What was asked")
    numbers = {**newest.record.numbers, "backtest_questions": newest.record.numbers["windows"]}
    record = newest.record.model_copy(update={"numbers": numbers})
    changed = replace(
        publication,
        metrics=(*publication.metrics, questions),
        editions=(*earlier, replace(newest, record=record)),
    )
    page = rendered(changed, figures, "forecasts/index.html")
    assert "<caption>What was asked</caption>" in page
    assert 'As of 14 Aug 2026. <a href="../metrics/backtest_questions/">Definition' in page
