from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.editions.publication import Publication
from generator.ledger.live_values import LiveValues
from generator.model.metric import Window
from generator.model.record import MissingNumbers, Percentile, SeriesNumbers, TableNumbers
from generator.site.pages.numbers import Heading, live_names, metric_link, no_number, panel, table


def newest_panel(publication: Publication):  # noqa: ANN201
    edition = publication.editions[-1]
    return panel(publication.metrics, edition.record.numbers, publication.values(edition))


def test_a_series_shows_value_and_signed_change(publication: Publication) -> None:
    ratio = newest_panel(publication).key_numbers[0]
    # The two last weekly values are 13 and 12.
    assert (ratio.value, ratio.change, ratio.as_of) == ("12.0%", "−1.0 pp", "14 Aug 2026")


def test_a_percentile_names_its_span(publication: Publication) -> None:
    place = newest_panel(publication).key_numbers[0].places[0]
    # Above 12 are 13 .. 19 of each full wave of 40 weeks: 2 x 7, nothing of the last 38 weeks'
    # rise but 13 .. 17 (5), and the 13 of last week: 20 of 120. At or below: 100, or 83%.
    assert (place.percentile, place.span) == ("83", "120 weeks since 3 May 2024")


def test_a_window_counts_what_does_not_overlap(publication: Publication) -> None:
    edition = publication.editions[-1]
    metrics = (replace(publication.metrics[0], window=Window(40, "weeks")),)
    found = panel(metrics, edition.record.numbers, LiveValues(metrics, edition.record.numbers))
    row = found.key_numbers[0]
    # 120 weekly values over 40 weeks look back over 159 weeks: 3 windows of 40.
    assert (row.cases, row.step) == ("n = 40", "week")
    assert row.places[0].span == "120 weeks since 3 May 2024, 3 not overlapping"


def test_a_monthly_series_counts_months_and_its_spans_are_in_order(
    publication: Publication,
) -> None:
    numbers = SeriesNumbers(
        value=4.2, as_of=date(2026, 7, 31), since=date(1941, 6, 30), n=1022,
        percentiles=(
            Percentile(since=date(1941, 6, 30), n=1022, percentile=4.9),
            Percentile(since=date(2016, 8, 31), n=120, percentile=12.5),
            Percentile(since=date(1979, 1, 31), n=571, percentile=8.0),
        ),
    )  # fmt: skip
    found = panel(publication.metrics[:1], {"ratio": numbers}, LiveValues((), {}))
    row = found.key_numbers[0]
    assert (row.step, row.cases, row.change) == ("month", "", "–")
    assert [place.span for place in row.places] == [
        "1,022 months since 30 Jun 1941", "571 months since 31 Jan 1979",
        "120 months since 31 Aug 2016",
    ]  # fmt: skip


def test_a_short_series_has_no_percentile(publication: Publication) -> None:
    assert newest_panel(publication).key_numbers[1].places == ()


def test_a_table_is_set_by_the_units_of_its_columns(publication: Publication) -> None:
    found = newest_panel(publication).tables[0]
    assert found.headings == (
        Heading("", "text"),
        Heading("Start", "date"),
        Heading("Small minus large", "number"),
    )


def test_rows_are_named_by_their_label(publication: Publication) -> None:
    first, second = newest_panel(publication).tables[0].rows
    assert (first.name, first.cells) == ("Year to date", ("31 Dec 2025", "+4.3 pp"))
    assert (second.name, second.cells) == ("12 months", ("–", "–"))


def test_a_table_without_labels_shows_its_keys(publication: Publication) -> None:
    numbers = TableNumbers(as_of=date(2026, 8, 14), columns=("value",), rows={"last_week": (1.0,)})
    assert table(publication.metrics[1], numbers).rows[0].name == "last week"


def test_a_missing_number_gives_its_reason(publication: Publication) -> None:
    missing = newest_panel(publication).missing[0]
    assert (missing.reason, missing.last) == ("no free source of earnings", "")


def test_a_missing_number_says_what_it_last_was(publication: Publication) -> None:
    numbers = MissingNumbers(reason="late", last_value=2.5, last_date=date(2026, 8, 7))
    assert no_number(publication.metrics[0], numbers).last == "Last published: 2.5% on 7 Aug 2026."


def test_a_metric_that_an_edition_did_not_know_is_left_out(publication: Publication) -> None:
    edition = publication.editions[-1]
    found = panel(publication.metrics, {}, publication.values(edition))
    assert (found.key_numbers, found.tables, found.missing) == ((), (), ())


def test_live_names_are_listed_by_metric(publication: Publication) -> None:
    names = live_names(publication.values(publication.editions[-1]), "policy")
    assert [name.name for name in names] == [
        "policy", "policy.change", "policy.n", "policy.date", "policy.since",
    ]  # fmt: skip
    assert names[0].value == "3.63%"


def test_a_metric_links_to_its_page(publication: Publication) -> None:
    assert metric_link(publication.metrics[0]).href == "metrics/ratio/"
