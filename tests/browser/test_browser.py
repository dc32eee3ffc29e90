from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.cli.catalogue import FULL
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.editions.reading import read_publication
from generator.metrics.cheap.levels import implied_excess
from generator.model.formatting import number
from generator.site.build import build

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no browser here: install Debian's chromium to run these tests"
    ),
]
PHONE, DESKTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the requests out of the test report."""


@pytest.fixture(scope="module")
def publication() -> Publication:
    return read_publication(Paths(ROOT), FULL)


@pytest.fixture(scope="module")
def address(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real site, built afresh and served on this machine."""
    out, paths = tmp_path_factory.mktemp("browser") / "site", Paths(ROOT)
    build(publication, paths.templates, out, paths.cache)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=out))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(
    request: pytest.FixtureRequest, browser: Browser, scheme: str, address: str
) -> Iterator[Page]:
    """The newest edition, opened without JavaScript once for all tests that only look at it."""
    context: BrowserContext = browser.new_context(
        viewport=request.param, color_scheme=scheme, java_script_enabled=False
    )
    opened = context.new_page()
    opened.goto(f"{address}/")
    yield opened
    context.close()


def test_every_figure_has_a_drawing_a_table_and_numbers(page: Page) -> None:
    for finding in page.locator("details.finding > summary").all():
        finding.click()
    figures = page.locator("figure:has(img)")
    assert figures.count() >= 10
    for figure in figures.all():
        image = figure.locator("img")
        image.scroll_into_view_if_needed()
        page.wait_for_function("e => e.complete && e.naturalWidth > 0", arg=image.element_handle())
        assert len(image.get_attribute("alt") or "") > 40
        assert figure.locator("table tbody tr").count() > 0


def test_the_newest_edition_takes_few_requests_to_its_end(browser: Browser, address: str) -> None:
    opened = browser.new_page(viewport=DESKTOP)
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(f"{address}/")
    for _ in range(60):
        opened.mouse.wheel(0, 900)
    opened.wait_for_load_state("networkidle")
    opened.close()
    assert len(requests) <= 15


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_dark_in_the_dark(page: Page, scheme: str) -> None:
    red = page.evaluate(
        r"Number(getComputedStyle(document.documentElement).backgroundColor.match(/\d+/)[0])"
    )
    assert (red < 80) == (scheme == "dark")


def test_the_numbers_of_the_record_are_on_the_page(publication: Publication, page: Page) -> None:
    newest = publication.editions[-1]
    lead = publication.values(newest).get("relative_return.since_article")
    assert lead is not None
    assert lead.text() in page.locator("body").inner_text()
    assert newest.title in page.locator("h1").inner_text()


def test_a_doubter_gets_from_a_number_to_its_formula_and_csv(page: Page) -> None:
    opened = page.context.new_page()
    opened.goto(page.url)
    opened.locator("a.number").first.click()
    opened.wait_for_load_state()
    assert "Formula" in opened.locator("main").inner_text()
    assert opened.locator("a[href$='.csv']").count() >= 1


@pytest.fixture
def calculator(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport=PHONE)
    opened.goto(f"{address}/convergence/")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "numbers",
    [
        (-10.0, 10.0, 3.0, 0.0, 0.0), (-33.3, 0.0, 10.0, 1.5, -0.4), (26.1, 10.0, 5.0, 0.0, 0.0),
        (0.0, 0.0, 1.0, 0.0, 0.0), (-60.0, 100.0, 30.0, -20.0, 10.0), (5.0, 4.9, 30.0, 0.0, 0.0),
    ],
)  # fmt: skip
def test_the_calculator_finds_what_the_grid_finds(
    calculator: Page, numbers: tuple[float, ...]
) -> None:
    for name, value in zip(("now", "target", "years", "growth", "yield"), numbers, strict=True):
        calculator.locator(f"#{name}").fill(f"{value:g}")
    now, target, years, growth, gap = numbers
    expected = number(implied_excess(now, target, years, growth + gap), "%/y", signed=True)
    assert calculator.locator("output").inner_text() == expected


def test_the_calculator_starts_where_a_method_says(calculator: Page) -> None:
    method = calculator.locator("#method")
    method.select_option(index=1)
    assert calculator.locator("#now").input_value() == method.input_value()
    calculator.locator("#now").fill("-5")
    assert method.input_value() == ""


def test_the_calculator_refuses_what_makes_no_sense(calculator: Page) -> None:
    calculator.locator("#years").fill("0")
    answer = "Years until then: a number from 1 to 30, please."
    assert calculator.locator("output").inner_text() == answer
    assert calculator.locator("#years").get_attribute("aria-invalid") == "true"
    calculator.locator("#years").fill("")
    assert calculator.locator("output").inner_text() == answer


def test_without_a_script_there_is_a_grid_and_no_calculator(browser: Browser, address: str) -> None:
    opened = browser.new_page(viewport=PHONE, java_script_enabled=False)
    opened.goto(f"{address}/convergence/")
    assert opened.locator("#calculator").is_hidden()
    assert opened.locator("#grid table").count() == 3
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.close()


def test_a_phone_sees_the_newest_weeks_of_the_scoreboard_first(
    browser: Browser, address: str
) -> None:
    opened = browser.new_page(viewport=PHONE, java_script_enabled=False)
    opened.goto(f"{address}/scoreboard/")
    weeks = opened.locator(".board thead a")
    newest, oldest = weeks.last.bounding_box(), weeks.first.bounding_box()
    assert newest is not None
    assert oldest is not None
    assert 0 <= newest["x"] <= PHONE["width"] - newest["width"]
    assert oldest["x"] < 0
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    # The claim's name stays in view and leads to its page, whatever lies beneath it.
    opened.locator(".board [scope=row] a").first.click()
    assert "/claims/C" in opened.url
    opened.close()
