from __future__ import annotations

from dataclasses import replace

import pytest

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.model.record import MissingNumbers
from generator.site.pages.context import page_context
from generator.site.pages.numbers import NoNumber
from generator.site.pages.waiting import waiting
from tests.site.pages.conftest import METRICS, rendered

SOON = "needs a weekly run that reaches its source"


def no_number(name: str, reason: str) -> NoNumber:
    metric = replace(METRICS[0], id=name, label=name)
    return metric, MissingNumbers(reason=reason)


def test_what_shares_a_reason_shares_a_line() -> None:
    lines = waiting([no_number("a", SOON), no_number("b", "no price"), no_number("c", SOON)])
    assert [(line.reason, [metric.id for metric, _ in line.measures]) for line in lines] == [
        (SOON, ["a", "c"]), ("no price", ["b"]),
    ]  # fmt: skip


def test_figures_stand_with_the_measures_of_their_reason(
    publication: Publication, figures: dict[str, dict[str, Figure]]
) -> None:
    flows = page_context(publication, figures).figures["2026-w33"]["flows"]
    (line,) = waiting([no_number("a", flows.drawn.missing)], [flows])
    assert line.figures == (flows,)


@pytest.mark.parametrize(
    ("measures", "drawn", "text"),
    [
        (1, 0, "Small ÷ large, total return waits"),
        (0, 1, "The figure “Flows” waits"),
        (2, 0, "2 measures wait"),
        (0, 2, "2 figures wait"),
        (2, 1, "2 measures and 1 figure wait"),
    ],
)
def test_a_line_says_what_waits(
    publication: Publication,
    figures: dict[str, dict[str, Figure]],
    measures: int,
    drawn: int,
    text: str,
) -> None:
    reason, week = "no free source of flows", "2026-w33"
    flows = figures[week]["flows"]
    missing = {f"flows{n}": replace(flows, id=f"flows{n}") for n in range(drawn)}
    *past, newest = publication.editions
    lacking = dict.fromkeys(("ratio", "windows")[:measures], MissingNumbers(reason=reason))
    others = {name: newest.record.numbers[name] for name in ("windows", "policy")}
    record = newest.record.model_copy(update={"numbers": {**others, **lacking}})
    known = replace(publication, editions=(*past, replace(newest, record=record)))
    page = rendered(
        known, {**figures, week: {"lead": figures[week]["lead"], **missing}}, "index.html"
    )
    assert f"<summary>{text}: {reason}.</summary>" in page


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
    assert [(len(line.measures), line.reason) for line in found] == [(2, shared)]
