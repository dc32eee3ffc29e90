from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from generator.charts.kit.drawing import Chart, Image
from generator.charts.kit.labels import text_width
from generator.charts.kit.svg import finish
from generator.charts.kit.theme import PALETTE, Size

NAMESPACE = "{http://www.w3.org/2000/svg}"
SIZES: tuple[Size, Size] = ("wide", "narrow")
Box = tuple[float, float, float, float]


@pytest.fixture(params=SIZES)
def image(
    request: pytest.FixtureRequest, chart: Chart, images: dict[tuple[str, Size], Image]
) -> Image:
    return images[chart.id, request.param]


def test_the_file_is_well_formed_and_named(image: Image) -> None:
    root = ET.fromstring(image.svg)  # noqa: S314  -- our own drawing
    assert root.attrib["role"] == "img"
    title = root.find(f"{NAMESPACE}title")
    assert title is not None
    assert (title.attrib["id"], title.text) == ("t", "Costs <fell> & rose")
    assert root.attrib["aria-labelledby"] == "t"


def test_the_size_is_that_of_the_page(image: Image) -> None:
    root = ET.fromstring(image.svg)  # noqa: S314  -- our own drawing
    assert image.width in (720, 340)
    assert root.attrib["viewBox"] == f"0 0 {image.width} {image.height}"


def test_the_file_is_small(image: Image) -> None:
    assert len(image.svg) < 20_000


def test_nothing_is_styled_in_place_fetched_or_scripted(image: Image) -> None:
    text = image.svg.decode()
    assert "style=" not in text
    for outside in ("href", "url(", "<image", "<script", "@import", "@font-face"):
        assert outside not in text


def test_only_the_palette_is_used_and_all_of_it_turns_dark(image: Image) -> None:
    text = image.svg.decode()
    body = text[text.index("</style>") :]
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', body)) - {"none", "transparent"}
    dark = {colour.light: colour.dark for colour in PALETTE.values()}
    assert used <= dark.keys()
    for colour in used:
        assert f'[fill="{colour}"]{{fill:{dark[colour]}}}' in text


def test_dark_colours_are_for_screens_only(image: Image) -> None:
    assert b"@media screen and (prefers-color-scheme:dark)" in image.svg


def test_no_number_is_finer_than_a_tenth_of_a_pixel(image: Image) -> None:
    text = image.svg.decode()
    drawn = text[text.index("</style>") :]
    paths = re.findall(r'(?: d| transform| x2?| y2?)="([^"]+)"', drawn)
    assert paths
    assert not [path for path in paths if re.search(r"\.\d\d", path)]


def test_no_aria_noise_is_left(image: Image) -> None:
    assert image.svg.count(b"aria-") == 1
    assert image.svg.count(b"role=") == 1
    assert b"class=" not in image.svg


def test_type_is_twelve_pixels_or_more_on_a_small_phone(image: Image) -> None:
    sizes = [float(size) for size in re.findall(rb'font-size="([\d.]+)', image.svg)]
    shrink = min(1.0, 328 / image.width) if image.width == 340 else 1.0
    assert min(sizes) * shrink >= 12


def test_no_label_is_cut_off(image: Image) -> None:
    for text, (left, top, right, bottom) in _boxes(image):
        assert left >= -2, text
        assert top >= 0, text
        assert right <= image.width + 2, text
        assert bottom <= image.height, text


def test_no_two_labels_overlap(image: Image) -> None:
    for (one, a), (other, b) in combinations(_boxes(image), 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 1 or down <= 1, (one, other)


def _boxes(image: Image) -> list[tuple[str, Box]]:
    """Return each label with about the box that its ink fills."""
    root = ET.fromstring(image.svg)  # noqa: S314  -- our own drawing
    size = float(root.attrib["font-size"])
    return [(text.text or "", _box(text, size)) for text in root.iter(f"{NAMESPACE}text")]


def _box(element: ET.Element, size: float) -> Box:
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    # text_width errs on the wide side by about a tenth.
    width = text_width(element.text or "", size) * 0.88
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib.get("text-anchor", "start")]
    return x - share * width, y - 0.75 * size, x + (1 - share) * width, y


def test_the_points_along_the_foot_of_an_area_are_left_out() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g>'
        '<path d="M0,1.04L4,2L8,3L8,0L6,0L4,0L2,0L0,0Z" fill="#0b64a4"/></g></svg>'
    )
    assert b'd="M0,1L4,2L8,3L8,0L0,0Z"' in finish(raw, [], "Area").svg


SCRIPT = """
import sys
import pandas as pd
from generator.charts.catalogue import CHARTS
from generator.charts.kit.svg import draw_svg
from generator.model.metric import Missing
weeks = pd.Series([100.0, 104, 102], pd.to_datetime(["2026-03-20", "2026-03-27", "2026-04-03"]))
drawing = CHARTS[0]([weeks, weeks + 2, *[Missing("none")] * 3])
sys.stdout.buffer.write(draw_svg(drawing, "narrow", "T").svg)
"""


def test_bytes_do_not_depend_on_process_time_zone_or_fonts() -> None:
    here = _drawn_elsewhere({"TZ": "UTC"})
    there = _drawn_elsewhere({"TZ": "Asia/Kolkata", "FONTCONFIG_FILE": os.devnull, "LANG": "de_DE"})
    assert here == there
    assert here.startswith(b"<svg ")


def _drawn_elsewhere(environment: dict[str, str]) -> bytes:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    ).stdout
