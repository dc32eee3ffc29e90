from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from generator.editions.publication import Publication
from generator.model.record import ForecastState, OpenForecast
from generator.site.pages.context import PageContext, page_context
from generator.site.pages.since import SinceView, since_view
from tests.forecasts.writing import resolved


def even(text: str) -> str:
    return " ".join(text.split())


def shelf_of(publication: Publication, small: list[float], large: list[float]) -> PageContext:
    """Indices on 31 July, 7 and 14 August; fewer values end earlier."""
    days = pd.to_datetime(["2026-07-31", "2026-08-07", "2026-08-14"])
    series = {
        "small_since_article": pd.Series(small, days[: len(small)]),
        "large_since_article": pd.Series(large, days[: len(large)]),
    }
    context = page_context(publication, {edition.id: {} for edition in publication.editions})
    return replace(context, ledger=replace(context.ledger, series=series))


def since(context: PageContext) -> SinceView:
    view = since_view(context, context.publication.editions[0])
    assert view is not None
    return view


START = "From 31 Jul 2026 to 14 Aug 2026, small caps (IWM) returned"


@pytest.mark.parametrize(
    ("small", "large", "text"),
    [
        # 120 to 132 is 10%, not the 12 points of the index; 110 to 115.5 is 5%.
        ([120.0, 1.0, 132.0], [110.0, 1.0, 115.5], f"{START} +10.0% and large caps (SPY) +5.0%, dividends included: small caps led by 5.0 percentage points."),
        ([100.0, 1.0, 90.0], [100.0, 1.0, 99.0], f"{START} −10.0% and large caps (SPY) −1.0%, dividends included: small caps trailed by 9.0 percentage points."),
        ([100.0, 1.0, 102.0], [100.0, 1.0, 102.04], f"{START} +2.0% and large caps (SPY) +2.0%, dividends included: small caps were level with large caps."),
        ([120.0, 132.0], [110.0, 1.0, 115.5], "From 31 Jul 2026 to 14 Aug 2026, there are no returns of both IWM and SPY to compare."),
        ([], [110.0, 1.0, 115.5], "From 31 Jul 2026 to 14 Aug 2026, there are no returns of both IWM and SPY to compare."),
    ],
)  # fmt: skip
def test_returns_since_are_those_of_what_one_could_hold(
    publication: Publication, small: list[float], large: list[float], text: str
) -> None:
    assert since(shelf_of(publication, small, large)).returns == text


def test_claims_that_turned_lead_to_the_evidence_of_both_weeks(html: dict[str, str]) -> None:
    page = even(html["editions/2026-w31/index.html"])
    panel = page[page.index('<aside class="outside" id="since"') :]
    assert "Outside the frozen edition; kept up to date" in panel
    assert 'href="../../editions/2026-w31/claims/#C01"' in panel
    assert 'href="../../editions/2026-w33/claims/#C01"' in panel
    assert panel.index("contradicted") < panel.index("supported")


def test_a_reason_that_is_judged_otherwise_now_has_turned_too(publication: Publication) -> None:
    old, new = publication.editions[0], publication.editions[-1]
    words = {old.id: "pending", new.id: "contradicted"}
    verdicts = {
        edition.id: {
            verdict.claim: verdict.model_copy(update={"mechanism": words.get(edition.id)})
            for verdict in edition.record.verdicts
        }
        for edition in publication.editions
    }
    reasons = [
        one
        for one in since(replace(shelf_of(publication, [], []), verdicts=verdicts)).turned
        if one.is_reason
    ]
    assert {(one.then.text, one.now.text) for one in reasons} == {("pending", "contradicted")}


def test_where_no_verdict_turned_the_panel_says_so(html: dict[str, str]) -> None:
    assert "No verdict of this edition is another now." in html["editions/2026-w32/index.html"]


def test_the_newest_edition_has_no_panel(newest: str) -> None:
    assert 'id="since"' not in newest


def test_the_masthead_of_a_past_edition_leads_to_the_panel_and_the_newest(
    html: dict[str, str],
) -> None:
    page = even(html["editions/2026-w31/index.html"])
    notice = page[page.index('<p class="notice outside">') : page.index('<div class="columns">')]
    assert 'href="#since"' in notice
    assert 'href="../../editions/2026-w33/"' in notice


def test_headline_figures_are_told_then_and_now(publication: Publication) -> None:
    # windows.ytd is -1.0 on 31 July and 4.3 on 14 August.
    renamed = replace(publication.metrics[1], id="relative_return")
    editions = tuple(
        replace(edition, record=edition.record.model_copy(update={"numbers": {
            **edition.record.numbers, "relative_return": edition.record.numbers["windows"],
        }}))
        for edition in publication.editions
    )  # fmt: skip
    more = replace(publication, metrics=(*publication.metrics, renamed), editions=editions)
    found = since(page_context(more, {edition.id: {} for edition in editions})).headlines
    assert [(label, then.text(), now.text()) for label, then, now in found] == [
        ("Return by window, since article", "–", "–"),
        ("Return by window, Year to date", "−1.0 pp", "+4.3 pp"),
    ]


def test_a_forecast_that_was_open_then_is_told_once_it_is_resolved(
    publication: Publication,
) -> None:
    book = resolved([True])
    (entry,) = book.entries.values()
    known = OpenForecast(
        id=entry.forecast.id, question="Will it rise?", p=0.7, base_rate=0.5,
        resolves_on=entry.forecast.resolves_on,
    )  # fmt: skip
    first, *later = publication.editions
    state = ForecastState(lines=1, sha256="a", open=(known,), resolved=())
    record = first.record.model_copy(update={"forecasts": state})
    editions = (replace(first, record=record), *later)
    context = shelf_of(replace(publication, editions=editions, forecasts=book), [1.0], [1.0])
    (told,) = since(context).resolved
    assert (told.id, told.p, told.outcome) == (entry.forecast.id, 0.7, "yes")
    assert since(shelf_of(publication, [1.0], [1.0])).resolved == ()
