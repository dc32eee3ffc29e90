from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.ledger.live_values import LiveValues
from generator.model.metric import Window
from generator.model.record import MissingNumbers, Numbers, Percentile, SeriesNumbers, TableNumbers
from generator.site.pages.numbers import cell_kind, panel, table
from tests.site.pages.conftest import METRICS, even, rendered

Figures = dict[str, dict[str, Figure]]


def newest_panel(publication: Publication):  # noqa: ANN201
    edition = publication.editions[-1]
    return panel(publication.metrics, edition.record.numbers, publication.values(edition))


def ratio_page(publication: Publication, figures: Figures, numbers: Numbers) -> str:
    """The page of the ratio where the newest edition has these numbers of it."""
    *past, newest = publication.editions
    measured = {**newest.record.numbers, "ratio": numbers}
    record = newest.record.model_copy(update={"numbers": measured})
    changed = replace(publication, editions=(*past, replace(newest, record=record)))
    return rendered(changed, figures, "metrics/ratio/index.html")


def test_a_series_shows_value_and_signed_change(html: dict[str, str]) -> None:
    row = even(html["metrics/ratio/index.html"])
    # The two last weekly values are 13 and 12.
    assert 'data-label="Value">12.0%</td>' in row
    assert 'data-label="Change">−1.0 pp <small>in a week</small></td>' in row
    assert 'data-label="As of">14 Aug 2026</td>' in row


def test_a_percentile_names_its_span(html: dict[str, str]) -> None:
    # Above 12 are 13 .. 19 of each full wave of 40 weeks: 2 x 7, nothing of the last 38 weeks'
    # rise but 13 .. 17 (5), and the 13 of last week: 20 of 120. At or below: 100, or 83%.
    span = "<span>83 <small>(120 weeks since 3 May 2024)</small></span>"
    assert span in html["metrics/ratio/index.html"]


def test_a_window_counts_what_does_not_overlap(publication: Publication, figures: Figures) -> None:
    ratio, *others = publication.metrics
    metrics = (replace(ratio, window=Window(40, "weeks")), *others)
    page = rendered(replace(publication, metrics=metrics), figures, "metrics/ratio/index.html")
    # 120 weekly values over 40 weeks look back over 159 weeks: 3 windows of 40.
    assert "12.0% <small>n = 40</small>" in page
    assert "(120 weeks since 3 May 2024, 3 not overlapping)" in page


def test_a_monthly_series_counts_months_and_its_spans_are_in_order() -> None:
    numbers = SeriesNumbers(
        value=4.2, as_of=date(2026, 7, 31), since=date(1941, 6, 30), n=1022,
        percentiles=(
            Percentile(since=date(1941, 6, 30), n=1022, percentile=4.9),
            Percentile(since=date(2016, 8, 31), n=120, percentile=12.5),
            Percentile(since=date(1979, 1, 31), n=571, percentile=8.0),
        ),
    )  # fmt: skip
    (row,) = panel(METRICS[:1], {"ratio": numbers}, LiveValues((), {})).key_numbers
    assert (row.step, row.newest.cases.n, row.change.number) == ("month", None, None)
    assert [span.n for span, _ in row.places] == [1022, 571, 120]


def test_a_series_without_a_change_shows_a_dash(publication: Publication, figures: Figures) -> None:
    numbers = SeriesNumbers(value=4.2, as_of=date(2026, 8, 14), since=date(2026, 8, 14), n=1)
    page = ratio_page(publication, figures, numbers)
    assert 'data-label="Change">– <small>in a' in page
    assert "<small>too short a history</small>" in page


def test_a_table_is_set_by_the_units_of_its_columns(publication: Publication) -> None:
    columns = newest_panel(publication).tables[0].columns
    assert [(column.label, cell_kind(column)) for column in columns] == [
        ("", "text"), ("Start", "date"), ("Small minus large", "number"),
    ]  # fmt: skip


def test_rows_are_named_by_their_label(html: dict[str, str]) -> None:
    page = even(html["metrics/windows/index.html"])
    first = '<td class="date">31 Dec 2025</td> <td class="number">+4.3 pp</td>'
    assert f'<th scope="row">Year to date</th> {first}' in page
    second = '<td class="date">–</td> <td class="number">–</td>'
    assert f'<th scope="row">12 months</th> {second}' in page


def test_a_table_without_labels_shows_its_keys(publication: Publication) -> None:
    numbers = TableNumbers(as_of=date(2026, 8, 14), columns=("value",), rows={"last_week": (1.0,)})
    assert table(publication.metrics[1], numbers).rows == (("last week", 1.0),)


def test_a_missing_number_gives_its_reason(html: dict[str, str]) -> None:
    page = even(html["metrics/multiple/index.html"])
    assert "Relative multiple</a>. no free source of earnings.</li>" in page


def test_a_missing_number_says_what_it_last_was(publication: Publication, figures: Figures) -> None:
    numbers = MissingNumbers(reason="late", last_value=2.5, last_date=date(2026, 8, 7))
    page = ratio_page(publication, figures, numbers)
    assert "</a>. late. Last published: 2.5% on 7 Aug 2026.</li>" in page


def test_a_metric_that_an_edition_did_not_know_is_left_out(publication: Publication) -> None:
    edition = publication.editions[-1]
    left = panel(publication.metrics, {}, publication.values(edition))
    assert (left.key_numbers, left.tables, left.missing) == ((), (), ())


def test_live_names_are_listed_with_what_they_stand_for(html: dict[str, str]) -> None:
    page = html["metrics/policy/index.html"]
    names = [f"policy{part}" for part in ("", ".change", ".n", ".date", ".since")]
    assert re.findall(r"<code>{{ (\S+) }}</code>", page) == names
    assert '<code>{{ policy }}</code></th><td class="number">3.63%</td>' in page
