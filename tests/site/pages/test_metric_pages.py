from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.model.metric import Window
from generator.model.series import FAMILIES
from generator.site.pages.inputs import input_view
from generator.site.pages.metric import MetricView
from generator.site.pages.page import Page
from tests.site.pages.conftest import even, rendered


def view_of(pages: dict[str, Page], metric: str) -> MetricView:
    view = pages[f"metrics/{metric}/index.html"].view
    assert isinstance(view, MetricView)
    return view


def test_a_metric_says_how_it_is_made(html: dict[str, str]) -> None:
    page = html["metrics/ratio/index.html"]
    assert '<p class="standfirst">How far small caps are from large caps, week by week.' in page
    assert "<dt>Unit</dt><dd>per cent</dd>" in page


def test_each_input_says_where_it_comes_from_and_how_far_it_reaches(html: dict[str, str]) -> None:
    page = even(html["metrics/ratio/index.html"])
    assert (
        '<a href="https://example.com/IWM" rel="external noopener">Yahoo Finance</a></td>'
        '<td class="number" data-label="Rows">6,591</td>'
        '<td class="number" data-label="Dates">26 May 2000 to 14 Aug 2026</td>'
        '<td class="number" data-label="Fetched">15 Aug 2026</td>'
    ) in page
    nothing = 'data-label="Rows">–</td><td class="number" data-label="Dates">–</td>'
    assert f'data-label="Source">not in this fetch</td><td class="number" {nothing}' in page
    assert '<a href="../../data/facts/fees.csv">fees.csv</a>' in page


def origin(source: str, fetched: str, rows: str, first: str, last: str) -> dict[str, str]:
    return {
        "source": source, "fetched_at": fetched, "rows": rows, "first": first, "last": last,
        "url": "https://example.org/#CRSP-202605" if source == "french" else "",
    }  # fmt: skip


def test_an_input_of_contracts_is_all_of_their_tables() -> None:
    origins = {
        "ZQZ26.CBT": origin(
            "yahoo", "2026-08-14T22:00:00+00:00", "100", "2026-01-02", "2026-08-13"
        ),
        "ZQF27.CBT": origin("yahoo", "2026-08-15T22:00:00+00:00", "90", "2026-02-02", "2026-08-14"),
        "ZQ": origin("csv prices", "2026-08-15T22:00:00+00:00", "1", "2026-02-02", "2026-08-14"),
    }
    view = input_view("futures:ZQ", origins, FAMILIES)
    assert (view.kind, view.source) == ("closes of each contract", "Yahoo Finance")
    assert (view.rows, view.first, view.last) == (190, date(2026, 1, 2), date(2026, 8, 14))
    assert view.fetched == date(2026, 8, 15)


def test_a_publishers_own_edition_stands_beside_its_name() -> None:
    row = origin("french", "2026-08-15T22:00:00+00:00", "1199", "1926-07-31", "2026-05-31")
    view = input_view("french:month", {"french:month": row}, FAMILIES)
    assert view.source == "Kenneth R. French Data Library, CRSP 202605"
    assert (view.name, view.kind) == ("month", "series of the data library")


def test_a_series_has_a_line_and_its_newest_values(html: dict[str, str]) -> None:
    page = html["metrics/ratio/index.html"]
    newest = page[page.index("<caption>Newest values") : page.index("<caption>Last value of each")]
    assert newest.count('<th scope="row">') == 13
    assert '<th scope="row">14 Aug 2026</th><td class="number">12.0%</td>' in newest
    years = page[page.index("<caption>Last value of each") : page.index('<section id="definition"')]
    assert re.findall(r'<th scope="row">\d+ Dec (\d+)', years) == ["2025", "2024"]


def test_a_metric_says_what_n_counts_and_how_long_its_history_is(html: dict[str, str]) -> None:
    said = "Each value is one observation, not an average. The history has 120 values since 3 May"
    assert said in html["metrics/ratio/index.html"]
    assert "one value a week" in html["metrics/ratio/index.html"]
    assert "no average was taken.</dd>" in html["metrics/windows/index.html"]


def test_a_metric_over_windows_says_how_many_do_not_overlap(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    # 120 weeks of values over 40 weeks look back over 159 weeks: 3 windows of 40.
    ratio, *others = publication.metrics
    metrics = (replace(ratio, window=Window(40, "weeks")), *others)
    page = rendered(replace(publication, metrics=metrics), figures, "metrics/ratio/index.html")
    assert "<dd>Each value is made from 40 weeks. The history has 120 values since" in page
    assert "one a week; 3 of their windows do not overlap.</dd>" in page


def test_a_table_has_no_line(pages: dict[str, Page], html: dict[str, str]) -> None:
    view = view_of(pages, "windows")
    assert view.sketch is None
    assert len(view.panel.tables) == 1
    assert "<svg" not in html["metrics/windows/index.html"]


def test_a_metric_without_any_number_gives_the_reason(html: dict[str, str]) -> None:
    page = html["metrics/multiple/index.html"]
    assert "no free source of earnings" in page
    assert "Live names" not in page.replace("Files and live names", "")


def test_live_names_can_be_copied(html: dict[str, str]) -> None:
    assert "<code>{{ windows.ytd }}</code>" in html["metrics/windows/index.html"]


def test_a_metric_leads_to_the_claims_and_figures_that_use_it(pages: dict[str, Page]) -> None:
    view = view_of(pages, "ratio")
    assert [claim.id for claim in view.claims] == ["C02"]
    assert [figure.anchor for figure in view.figures] == ["figure-lead", "figure-flows"]
    assert view_of(pages, "policy").figures == []


def test_the_index_lists_values_tables_and_gaps(html: dict[str, str]) -> None:
    page = html["metrics/index.html"]
    assert '<a href="../metrics/ratio/">' in page
    assert '<a href="../metrics/windows/">Return by window</a>' in page
    assert "no free source of earnings" in page
