"""After any edit a build with its cache gives what a build without one gives, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.editions.publication import Publication
from generator.model.errors import ContentError
from generator.site.build import build
from generator.site.cache import SiteCache, site_keys
from tests.forecasts.writing import resolved
from tests.sites.publication import artwork_of, read_small

ROOT = Path(__file__).parents[2]
W32, W33 = "editions/2026-w32", "editions/2026-w33"
METRICS = {"working", "cheap"}
NEWEST, BOTH = {"2026-w33"}, {"2026-w32", "2026-w33"}
ALL = BOTH | METRICS


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "tests" / "sites" / "small" / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    built(folder)
    return folder


@pytest.fixture
def folder(built_once: Path, tmp_path: Path) -> Path:
    """A site's content, templates and cache, built before."""
    return Path(shutil.copytree(built_once, tmp_path / "tree"))


def unchanged(publication: Publication) -> Publication:
    return publication


def built(
    folder: Path,
    cache: str = "cache",
    change: Callable[[Publication], Publication] = unchanged,
) -> dict[str, bytes]:
    publication, out = change(read_small(folder / "content")), folder / "site"
    build(publication, folder / "templates", out, folder / cache, artwork_of(publication))
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def stale(folder: Path, change: Callable[[Publication], Publication] = unchanged) -> set[str]:
    """The editions and sections that the next build makes anew."""
    publication = change(read_small(folder / "content"))
    keys, cache = site_keys(publication, folder / "templates"), SiteCache(folder / "cache" / "site")
    named = {keys.edition(n): issue.id for n, issue in enumerate(publication.issues)}
    named |= {keys.metrics(section): section for section in METRICS}
    return {name for key, name in named.items() if cache.part(key) is None}


def edited(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "content" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


EDITS = [
    ("claims/C01.md", "The lead stands", "It stands", set()),
    ("claims/C01.md", "A lead of less", "One of less", set()),
    ("claims/C01.md", "It names no", "It has no", set()),
    ("claims/C01.md", "kind: present", "kind: historical", set()),
    ("claims/C01.md", "Small caps lead.", "They lead.", ALL),
    ("claims/C01.md", "section: working", "section: cheap", ALL),
    (f"{W33}/edition.md", "The ratio is", "It is", NEWEST),
    (f"{W33}/edition.md", "a second week", "a third week", NEWEST | METRICS),
    (f"{W33}/edition.md", "& their lead", "& the lead", NEWEST | METRICS),
    (f"{W33}/edition.md", "date: 2026-08-20", "date: 2026-08-21", NEWEST | METRICS),
    (f"{W32}/working.md", "They lead a little", "They lead", BOTH),
    (f"{W32}/working.md", "ytd < 4", "ytd < 3", BOTH),
    (f"{W32}/working.md", "premises:", "draft: true\npremises:", BOTH),
    ("pages/about.md", "the page on about", "a page", set()),
    ("pages/about.md", "title: About", "title: About us", set()),
    ("pages/corrections.md", "title: C", "title: The c", set()),
    ("site.toml", 'title = "Outlook"', 'title = "Lookout"', ALL),
    ("site.toml", "tagline = ", 'tagline = "Weekly" # ', set()),
    ("site.toml", "description = ", 'description = "A test." # ', set()),
    ("site.toml", "byline = ", 'byline = "The desk" # ', ALL),
    ("site.toml", "https://example.org/", "https://example.com/", ALL),
    ("site.toml", "cheap = ", 'cheap = "How dear?" # ', ALL),
    ("site.toml", "lag_days = 1,", "lag_days = 2,", set()),
    ("data/series/ratio.csv", "2026-08-14,113.25", "2026-08-14,113.5", ALL),
    ("data/tables/windows.csv", "4.25", "4.5", ALL),
    ("data/missing.csv", "no free source", "no source", ALL),
    ("data/origins.csv", "yahoo", "fred", ALL),
    ("data/revisions.csv", "seen_on\n", "seen_on\nratio,2026-08-07,113,114,0.9,2026-08-14\n", ALL),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "remade"), EDITS)
def test_an_edit_of_a_file(folder: Path, name: str, old: str, new: str, remade: set[str]) -> None:
    edited(folder, name, old, new)
    assert stale(folder) == remade
    assert built(folder) == built(folder, "another cache")


def test_a_record_that_is_another(folder: Path) -> None:
    # Of the past one only: the newest shows what changed since.
    path = folder / "content" / W32 / "record.json"
    path.write_text(path.read_text().replace("{\n", "{\n\n", 1))
    assert stale(folder) == BOTH
    assert built(folder) == built(folder, "another cache")


def test_a_new_text_that_carries_over(folder: Path) -> None:
    shutil.copy(folder / f"content/{W32}/working.md", folder / f"content/{W32}/cheap.md")
    assert stale(folder) == BOTH
    assert built(folder) == built(folder, "another cache")


def test_a_new_edition(folder: Path) -> None:
    shutil.copytree(folder / f"content/{W33}", folder / "content/editions/2026-w34")
    assert stale(folder) == ALL | {"2026-w34"}
    assert built(folder) == built(folder, "another cache")


def test_an_edition_without_a_lead(folder: Path) -> None:
    (folder / f"content/{W33}/edition.md").unlink()
    assert stale(folder) == NEWEST | METRICS
    assert built(folder) == built(folder, "another cache")


def test_a_page_that_is_gone(folder: Path) -> None:
    (folder / "content/pages/about.md").unlink()
    assert "about/index.html" not in built(folder)
    assert built(folder) == built(folder, "another cache")


@pytest.mark.parametrize("name", ["base.html", "assets/style.css"])
def test_a_template_or_an_asset(folder: Path, name: str) -> None:
    with (folder / "templates" / name).open("a") as file:
        file.write("\n")
    assert stale(folder) == ALL
    assert built(folder) == built(folder, "another cache")


def with_fact(publication: Publication) -> Publication:
    return replace(publication, facts={"fees": publication.facts["fees"].replace(0.19, 0.2)})


def with_forecast(publication: Publication) -> Publication:
    return replace(publication, forecasts=resolved([True]))


def with_label(publication: Publication) -> Publication:
    metric = replace(publication.metrics[0], label="Small ÷ large")
    return replace(publication, metrics=(metric, *publication.metrics[1:]))


def with_ledger_in_memory(publication: Publication) -> Publication:
    series = {**publication.ledger.series, "ratio": publication.ledger.series["ratio"] + 1}
    return replace(publication, ledger=replace(publication.ledger, series=series))


@pytest.mark.parametrize(
    ("change", "remade"),
    [(with_fact, set()), (with_forecast, ALL), (with_label, ALL), (with_ledger_in_memory, ALL)],
)
def test_a_change_in_memory(
    folder: Path, change: Callable[[Publication], Publication], remade: set[str]
) -> None:
    assert stale(folder, change) == remade
    assert built(folder, change=change) == built(folder, "another cache", change)


def test_without_an_edit_nothing_is_made_and_no_byte_changes(folder: Path) -> None:
    assert stale(folder) == set()
    publication, out = read_small(folder / "content"), folder / "site"
    pictures = artwork_of(publication)
    report = build(publication, folder / "templates", out, folder / "cache", pictures)
    assert report.changed == 0


def test_the_mistakes_of_all_texts_are_told_at_once(folder: Path) -> None:
    edited(folder, "claims/C01.md", "The lead", "{{ no_such }}")
    edited(folder, "pages/about.md", "This is", "{{ nor_this }}")
    edited(folder, f"{W33}/edition.md", "The ratio is", "{{ not_even_this }}")
    with pytest.raises(ContentError) as error:
        built(folder)
    named = [(p.path.name, p.message.split("`")[1]) for p in error.value.problems]
    assert sorted(named) == [
        ("C01.md", "no_such"), ("about.md", "nor_this"), ("edition.md", "not_even_this"),
    ]  # fmt: skip
