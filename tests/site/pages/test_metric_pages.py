from __future__ import annotations

from dataclasses import replace

import pandas as pd

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.model.metric import Window
from generator.model.series import FAMILIES
from generator.site.pages.inputs import input_view
from generator.site.pages.metric import MetricView
from generator.site.pages.page import Page
from tests.sites.publication import pages_of


def view_of(pages: dict[str, Page], metric: str) -> MetricView:
    view = pages[f"metrics/{metric}/index.html"].view
    assert isinstance(view, MetricView)
    return view


def test_a_metric_says_how_it_is_made(pages: dict[str, Page]) -> None:
    view = view_of(pages, "ratio")
    assert view.definition == "How far small caps are from large caps, week by week."
    assert view.unit == "per cent"


def test_each_input_says_where_it_comes_from_and_how_far_it_reaches(pages: dict[str, Page]) -> None:
    fund, rate, fees = view_of(pages, "ratio").inputs
    assert (fund.source, fund.address) == ("Yahoo Finance", "https://example.com/IWM")
    assert (fund.rows, fund.span) == ("6,591", "26 May 2000 to 14 Aug 2026")
    assert fund.fetched == "15 Aug 2026"
    assert rate.source == "not in this fetch"
    assert fees.file is not None
    assert fees.file.href == "data/facts/fees.csv"


def test_an_input_of_contracts_is_all_of_their_tables() -> None:
    rows = {
        "ZQZ26.CBT": ("yahoo", "2026-08-14T22:00:00+00:00", "100", "2026-01-02", "2026-08-13"),
        "ZQF27.CBT": ("yahoo", "2026-08-15T22:00:00+00:00", "90", "2026-02-02", "2026-08-14"),
        "ZQ": ("csv prices", "2026-08-15T22:00:00+00:00", "1", "2026-02-02", "2026-08-14"),
    }
    columns = ["source", "fetched_at", "rows", "first", "last"]
    origins = pd.DataFrame.from_dict(rows, orient="index", columns=columns).assign(url="")
    view = input_view("futures:ZQ", origins, FAMILIES)
    assert (view.kind, view.source) == ("closes of each contract", "Yahoo Finance")
    assert (view.rows, view.span) == ("190", "2 Jan 2026 to 14 Aug 2026")
    assert view.fetched == "15 Aug 2026"


def test_a_publishers_own_edition_stands_beside_its_name() -> None:
    row = ("french", "2026-08-15T22:00:00+00:00", "1199", "1926-07-31", "2026-05-31")
    columns = ["source", "fetched_at", "rows", "first", "last"]
    origins = pd.DataFrame([row], ["french:month"], columns)
    view = input_view(
        "french:month", origins.assign(url="https://example.org/#CRSP-202605"), FAMILIES
    )
    assert view.source == "Kenneth R. French Data Library, CRSP 202605"
    assert (view.name, view.kind) == ("month", "series of the data library")


def test_a_series_has_a_line_and_its_newest_values(pages: dict[str, Page]) -> None:
    series = view_of(pages, "ratio").series
    assert series is not None
    assert (len(series.newest), series.newest[0].value) == (13, "12.0%")
    assert [year.date[-4:] for year in series.years] == ["2025", "2024"]


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
    view = view_of(pages_of(replace(publication, metrics=metrics), figures), "ratio")
    assert view.sample == "Each value is made from 40 weeks"
    assert view.history.endswith("one a week; 3 of their windows do not overlap")


def test_a_table_has_no_line(pages: dict[str, Page], html: dict[str, str]) -> None:
    view = view_of(pages, "windows")
    assert view.series is None
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
    assert [link.href for link in view.claims] == ["claims/C02/"]
    assert [link.href for link in view.figures] == [
        "editions/2026-w33/#figure-lead", "editions/2026-w33/#figure-flows",
    ]  # fmt: skip
    assert view_of(pages, "policy").figures == ()


def test_the_index_lists_values_tables_and_gaps(html: dict[str, str]) -> None:
    page = html["metrics/index.html"]
    assert '<a href="../metrics/ratio/">' in page
    assert '<a href="../metrics/windows/">Return by window</a>' in page
    assert "no free source of earnings" in page
