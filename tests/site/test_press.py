from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from generator.editions.publication import Publication
from generator.ledger.table import LedgerTable
from generator.model.errors import ContentError
from generator.site.build import NOTHING_DRAWN, build_site
from generator.site.data_files.index import data_files
from generator.site.pages.all_pages import site_pages
from generator.site.press import Press, set_up
from generator.site.sheet import Sheet
from tests.sites.publication import artwork_of, read_small

ROOT = Path(__file__).parents[2]
W32, W33 = "editions/2026-w32", "editions/2026-w33"
NEWEST = {"index.html", f"{W33}/index.html"}
BOTH = NEWEST | {f"{W32}/index.html"}
ALL = None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site's content, templates and cache, built once."""
    shutil.copytree(ROOT / "tests" / "sites" / "small" / "content", tmp_path / "content")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    built(tmp_path)
    return tmp_path


def press_of(folder: Path, cache: str = "cache") -> Press:
    return set_up(read_small(folder / "content"), folder / "templates", folder / cache)


def built(folder: Path, cache: str = "cache") -> dict[str, bytes]:
    publication, out = read_small(folder / "content"), folder / "site"
    build_site(publication, artwork_of(publication), press_of(folder, cache), out)
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def sheets(publication: Publication) -> list[Sheet[object]]:
    return [*site_pages(publication, {}), *data_files(publication)]


def stale(folder: Path) -> set[str]:
    press = press_of(folder)
    found = sheets(read_small(folder / "content"))
    return {sheet.path for sheet in found if not press.find(sheet)}


def edited(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "content" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


EDITS = [
    ("claims/C01.md", "The lead stands", "It stands", {"claims/C01/index.html"}),
    ("claims/C01.md", "A lead of less", "One of less", {"claims/C01/index.html", "data/claims.json"}),
    ("claims/C01.md", "It names no", "It has no", {"claims/C01/index.html", "data/claims.json"}),
    ("claims/C01.md", "Small caps lead.", "They lead.", ALL),
    (f"{W33}/edition.md", "The ratio is", "It is", NEWEST),
    (f"{W33}/edition.md", "a second week", "a third week", ALL),
    (f"{W33}/edition.md", "& their lead", "& the lead", ALL),
    (f"{W32}/working.md", "They lead a little", "They lead", BOTH),
    (f"{W32}/working.md", "ytd < 4", "ytd < 3", BOTH),
    (f"{W32}/working.md", "premises:", "draft: true\npremises:", BOTH),
    ("pages/about.md", "the page on about", "a page", {"about/index.html"}),
    ("pages/about.md", "title: About", "title: About us", {"about/index.html"}),
    ("pages/corrections.md", "title: C", "title: The c", {"corrections/index.html"}),
    ("site.toml", 'title = "Outlook"', 'title = "Lookout"', ALL),
    ("data/series/ratio.csv", "2026-08-14,113.25", "2026-08-14,113.5", ALL),
    ("data/tables/windows.csv", "4.25", "4.5", ALL),
    ("data/missing.csv", "no free source", "no source", ALL),
    ("data/origins.csv", "yahoo", "fred", ALL),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "shown_on"), EDITS)
def test_an_edit_prints_what_shows_it_and_gives_a_clean_site(
    folder: Path, name: str, old: str, new: str, shown_on: set[str] | None
) -> None:
    edited(folder, name, old, new)
    every = {sheet.path for sheet in sheets(read_small(folder / "content"))}
    assert stale(folder) == (every if shown_on is None else shown_on)
    assert built(folder) == built(folder, "another cache")


def test_a_new_text_is_printed_on_the_editions_that_it_carries_over_to(folder: Path) -> None:
    shutil.copy(folder / f"content/{W32}/working.md", folder / f"content/{W32}/cheap.md")
    assert stale(folder) == BOTH
    assert built(folder) == built(folder, "another cache")


def test_a_new_edition_is_linked_from_all_pages(folder: Path) -> None:
    shutil.copytree(folder / f"content/{W33}", folder / "content/editions/2026-w34")
    assert len(stale(folder)) == len(sheets(read_small(folder / "content")))
    assert built(folder) == built(folder, "another cache")


def test_a_page_that_is_gone_is_gone_with_what_was_printed_of_it(folder: Path) -> None:
    (folder / "content/pages/about.md").unlink()
    assert "about/index.html" not in built(folder)
    assert built(folder) == built(folder, "another cache")


def test_without_an_edit_nothing_is_made(folder: Path) -> None:
    assert stale(folder) == set()
    # A sheet that was made now would ask for drawings, of which there are none.
    publication, out = read_small(folder / "content"), folder / "site"
    report = build_site(publication, NOTHING_DRAWN, press_of(folder), out)
    assert report.changed == 0


def test_a_changed_template_prints_all_anew(folder: Path) -> None:
    with (folder / "templates" / "base.html").open("a") as file:
        file.write(" ")
    assert len(stale(folder)) == len(sheets(read_small(folder / "content")))
    assert built(folder) == built(folder, "another cache")


def with_fact(publication: Publication) -> Publication:
    fees = publication.facts["fees"].replace(0.19, 0.2)
    return replace(publication, facts={"fees": fees})


def with_series(publication: Publication) -> Publication:
    series = {**publication.ledger.series, "ratio": publication.ledger.series["ratio"] + 1}
    return replace(publication, ledger=replace(publication.ledger, series=series))


def with_table(publication: Publication) -> Publication:
    rows: pd.DataFrame = publication.ledger.tables["windows"].rows.replace(3.5, 3.6)
    return replace(
        publication, ledger=replace(publication.ledger, tables={"windows": LedgerTable.of(rows)})
    )


def with_label(publication: Publication) -> Publication:
    metric = replace(publication.metrics[0], label="Small ÷ large")
    return replace(publication, metrics=(metric, *publication.metrics[1:]))


def with_verdict(publication: Publication) -> Publication:
    past, newest = publication.editions
    judged = past.record.model_copy(update={"verdicts": past.record.verdicts[:1]})
    return replace(publication, editions=(replace(past, record=judged), newest))


@pytest.mark.parametrize(
    ("change", "shown_on"),
    [
        (with_fact, {"data/facts/fees.csv"}),
        (with_series, ALL),
        (with_table, ALL),
        (with_label, ALL),
        (with_verdict, ALL),
    ],
)
def test_what_is_held_in_memory_counts_like_files(
    small: Publication,
    folder: Path,
    change: Callable[[Publication], Publication],
    shown_on: set[str] | None,
) -> None:
    held = replace(
        small,
        editions=tuple(small.editions),
        ledger=replace(
            small.ledger, series=dict(small.ledger.series), tables=dict(small.ledger.tables)
        ),
    )
    before, after = (
        {s.path: set_up(p, folder / "templates", folder / "cache").keys.of(s) for s in sheets(p)}
        for p in (held, change(held))
    )
    differ = {path for path in before if before[path] != after[path]}
    assert differ == (set(before) if shown_on is None else shown_on)


def test_a_sheet_that_does_not_say_what_it_shows_is_made_at_every_edit(folder: Path) -> None:
    silent = Sheet("new/index.html", dict)
    before = press_of(folder).keys.of(silent)
    assert press_of(folder).keys.of(silent) == before
    edited(folder, "claims/C01.md", "The lead stands", "It stands")
    assert press_of(folder).keys.of(silent) != before


def test_the_mistakes_of_all_texts_are_told_at_once(folder: Path) -> None:
    edited(folder, "claims/C01.md", "The lead", "{{ no_such }}")
    edited(folder, "pages/about.md", "This is", "{{ nor_this }}")
    with pytest.raises(ContentError) as error:
        built(folder)
    named = {(p.path.name, p.message.split("`")[1]) for p in error.value.problems}
    assert named == {("C01.md", "no_such"), ("about.md", "nor_this")}
