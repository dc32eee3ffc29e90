"""Every figure, drawn from the ledger of the repository as its newest edition knew it."""

from __future__ import annotations

import pickle
import re
from copy import copy
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.charts.kit.drawing import Chart, Drawing, Image, alt_text, figure_text
from generator.charts.kit.labels import text_width
from generator.charts.kit.svg import draw_svg
from generator.charts.kit.theme import PALETTE
from generator.charts.kit.vega_lite import specification
from generator.ledger.files import read_ledger
from generator.metrics.catalogue import METRICS
from generator.model.metric import Measured, Missing

ROOT = Path(__file__).parents[2]
NAMESPACE = "{http://www.w3.org/2000/svg}"
TITLE = "Costs <fell> & rose"
AS_OF = date(2026, 8, 14)
NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|never|once|twice)\b"
)


@pytest.fixture(scope="session")
def newest(by_hand: dict[str, Measured]) -> dict[str, Measured]:
    """What the newest edition knew; by hand what no source has given yet."""
    ledger = read_ledger(ROOT / "content" / "data", METRICS)
    as_of = date.fromisoformat(ledger.weeks["as_of"].iloc[-1])
    names = dict.fromkeys(name for chart in CHARTS for name in chart.metrics)
    known = {name: ledger.measurement(name, as_of) for name in names}
    return by_hand | {name: m for name, m in known.items() if not isinstance(m, Missing)}


def given_to(chart: Chart, measurements: dict[str, Measured]) -> list[Measured]:
    return [measurements[name] for name in chart.metrics]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_a_figure_is_whole_in_both_sizes(chart: Chart, newest: dict[str, Measured]) -> None:
    given = given_to(chart, newest)
    before = [copy(value) for value in given]
    drawing = chart(given)
    assert isinstance(drawing, Drawing)
    check_words(drawing)
    check_tables(drawing)
    # As another process gets it.
    sent: Drawing = pickle.loads(pickle.dumps(drawing))  # noqa: S301  -- our own
    for image in (draw_svg(drawing, "wide", TITLE), draw_svg(sent, "narrow", TITLE)):
        check_file(image)
        check_colours(image)
        check_labels(image)
    for old, new in zip(before, given, strict=True):
        assert isinstance(new, pd.Series | pd.DataFrame)
        assert new.equals(old)


def check_words(drawing: Drawing) -> None:
    """The title is a finding with a number in it, the alt text has three more."""
    assert NUMBER.search(drawing.title)
    assert not drawing.title.endswith(".")
    assert len(drawing.numbers) == 3
    assert all(re.search(r"\d", text) for text in drawing.numbers)


def check_tables(drawing: Drawing) -> None:
    """The page's table is short and all text, the CSV file has numbers in named columns."""
    table, data = drawing.table(), drawing.data()
    assert 1 <= len(table) <= 40
    assert all(isinstance(cell, str) for cell in table.to_numpy().ravel())
    assert len(data) >= len(table) - 8
    assert len(data.select_dtypes("number").columns) >= 1


def check_file(image: Image) -> None:
    """The file is small and named, and stands alone: no styles in place, links or scripts."""
    root, text = ET.fromstring(image.svg), image.svg.decode()  # noqa: S314  -- our own drawing
    title = root.find(f"{NAMESPACE}title")
    assert title is not None
    assert (title.attrib["id"], title.text) == ("t", TITLE)
    assert (root.attrib["role"], root.attrib["aria-labelledby"]) == ("img", "t")
    assert image.width in {720, 340}
    assert root.attrib["viewBox"] == f"0 0 {image.width} {image.height}"
    assert len(image.svg) < 20_000
    noise = ("style=", "class=", "href", "url(", "<image", "<script", "@import", "@font-face")
    assert not [part for part in noise if part in text]
    assert (text.count("aria-"), text.count("role=")) == (1, 1)
    places = re.findall(r'(?: d| transform| x2?| y2?)="([^"]+)"', text[text.index("</style>") :])
    assert places
    assert not [place for place in places if re.search(r"\.\d\d", place)]


def check_colours(image: Image) -> None:
    """Only the palette is used, and on screens all of it turns dark."""
    text = image.svg.decode()
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', text[text.index("</style>") :]))
    dark = {colour.light: colour.dark for colour in PALETTE.values()}
    assert used - {"none", "transparent"} <= dark.keys()
    for colour in used & dark.keys():
        assert f'[fill="{colour}"]{{fill:{dark[colour]}}}' in text
    assert "@media screen and (prefers-color-scheme:dark)" in text


def check_labels(image: Image) -> None:
    """Labels are large enough on a small phone, within the box and clear of each other."""
    root = ET.fromstring(image.svg)  # noqa: S314  -- our own drawing
    size = float(root.attrib["font-size"])
    shrink = min(1.0, 328 / image.width) if image.width == 340 else 1.0
    sizes = [float(text) for text in re.findall(rb'font-size="([\d.]+)', image.svg)]
    assert min(sizes) * shrink >= 12
    boxes = [(text.text, box(text, size)) for text in root.iter(f"{NAMESPACE}text")]
    for text, (left, top, right, bottom) in boxes:
        assert left >= -2, text
        assert top >= 0, text
        assert right <= image.width + 2, text
        assert bottom <= image.height, text
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 1 or down <= 1, (one, other)


def box(element: ET.Element, size: float) -> tuple[float, float, float, float]:
    """About what a label's ink fills: left, top, right, bottom."""
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    # text_width errs on the wide side by about a tenth.
    width = text_width(element.text or "", size) * 0.88
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib.get("text-anchor", "start")]
    return x - share * width, y - 0.75 * size, x + (1 - share) * width, y


def test_charts_are_of_metrics_that_exist_and_say_how_they_are_made() -> None:
    metrics = {metric.id for metric in METRICS}
    for chart in CHARTS:
        assert {*chart.metrics, *chart.summaries} <= metrics
        assert chart.how.endswith(".")
        assert chart.label


def test_a_figure_without_its_first_metric_is_missing_for_its_reason(
    by_hand: dict[str, Measured],
) -> None:
    reason = Missing("no price for IWM")
    for chart in CHARTS:
        assert chart([reason, *given_to(chart, by_hand)[1:]]) == reason


def test_a_figure_does_without_its_extras(by_hand: dict[str, Measured]) -> None:
    for chart in CHARTS:
        extras = [Missing("none")] * (len(chart.metrics) - chart.needed)
        drawing = chart([*given_to(chart, by_hand)[: chart.needed], *extras])
        assert isinstance(drawing, Drawing)
        assert specification(drawing.draw("narrow"))["layer"]


def test_the_record_keeps_title_and_alt_text_or_why_a_figure_is_missing(
    by_hand: dict[str, Measured],
) -> None:
    fees = next(chart for chart in CHARTS if chart.id == "fees")
    title = "VTWO follows IWM's index for 0.07% a year instead of 0.19%; RVT costs 1.27%"
    numbers = ("IWM 0.19%", "RVT 1.27%", "VTWO 0.07%")
    alt = f"{title}. As of 14 Aug 2026: IWM 0.19%, RVT 1.27%, VTWO 0.07%."
    assert alt_text(title, AS_OF, numbers) == alt
    text = figure_text(fees, given_to(fees, by_hand), AS_OF)
    assert (text.title, text.alt, text.missing) == (title, alt, "")
    missing = figure_text(fees, [Missing("Yahoo gave nothing")], AS_OF)
    assert (missing.title, missing.alt, missing.missing) == (fees.label, "", "Yahoo gave nothing")


def test_no_module_loads_altair_before_something_is_drawn() -> None:
    loads = re.compile(r"^(import altair|from altair|from generator\S*vega_lite)", re.MULTILINE)
    sources = (ROOT / "generator").rglob("*.py")
    assert [path.stem for path in sources if loads.search(path.read_text())] == ["vega_lite"]
