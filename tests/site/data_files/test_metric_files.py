from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.model.metric import Window
from generator.model.record import Percentile, SeriesNumbers
from generator.site.data_files.metrics import newest_numbers
from tests.sites.publication import ratio

SLOPE = replace(ratio, window=Window(104, "weeks"))
# 24 May 2002 and 14 Aug 2026 are Fridays and 1,264 weeks apart: 1,265 weekly values.
NUMBERS = SeriesNumbers(
    value=-0.4, as_of=date(2026, 8, 14), since=date(2002, 5, 24), n=1265,
    percentiles=(
        Percentile(since=date(2002, 5, 24), n=1265, percentile=4.7),
        Percentile(since=date(2016, 8, 19), n=522, percentile=11.5),
    ),
)  # fmt: skip


def test_a_windowed_series_says_how_many_windows_do_not_overlap() -> None:
    found = newest_numbers(SLOPE, NUMBERS)
    # 1,265 + 103 = 1,368 weeks hold 13 windows of 104; 522 + 103 = 625 weeks hold 6.
    assert (found.n, found.independent, found.every) == (1265, 13, "week")
    assert found.percentiles is not None
    assert [(p.n, p.independent) for p in found.percentiles] == [(1265, 13), (522, 6)]
    assert found.sample == "Each value is made from 104 weeks"


def test_a_metric_of_no_edition_still_says_what_n_counts() -> None:
    found = newest_numbers(SLOPE, None)
    assert (found.kind, found.n) == ("missing", None)
    assert found.sample == "Each value is made from 104 weeks"
