from __future__ import annotations

import pytest

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.site.pages.context import page_context
from generator.site.pages.numbers import NoNumber
from generator.site.pages.page import Link
from generator.site.pages.waiting import waiting

SOON = "needs a weekly run that reaches its source"


def no_number(name: str, reason: str) -> NoNumber:
    return NoNumber(Link(name, f"metrics/{name}/"), reason, "")


def test_what_shares_a_reason_shares_a_line() -> None:
    found = waiting([no_number("a", SOON), no_number("b", "no price"), no_number("c", SOON)])
    assert [(line.text, line.reason) for line in found] == [
        ("2 measures wait", SOON), ("b waits", "no price"),
    ]  # fmt: skip
    assert [item.metric.text for item in found[0].measures] == ["a", "c"]


def test_figures_stand_with_the_measures_of_their_reason(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    flows = page_context(publication, figures).figures["2026-w33"]["flows"]
    (line,) = waiting([no_number("a", flows.missing)], [flows])
    assert line.text == "1 measure and 1 figure wait"
    assert line.figures == (flows,)


def test_where_nothing_is_missing_there_is_no_line() -> None:
    assert waiting([]) == ()


@pytest.mark.parametrize(
    ("reason", "shared"),
    [
        ("fred:DPRIME: not among the files", "not among the files"),
        ("^RUT, cftc:239742_net, ZQZ26.CBT: no price", "no price"),
        ("filings: the newest answer is from 1 Mar 2027", "filings: the newest answer is from 1 Mar 2027"),
        ("needs a run; fred:DFII10: no file", "needs a run; fred:DFII10: no file"),
    ],
)  # fmt: skip
def test_series_that_lack_alike_share_a_line(reason: str, shared: str) -> None:
    found = waiting([no_number("a", reason), no_number("b", shared)])
    assert [(line.text, line.reason) for line in found] == [("2 measures wait", shared)]
