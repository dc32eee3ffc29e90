from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from generator.checks.finding import Proof
from generator.checks.pages import compare_share, is_built, prove_pages
from tests.checks.conftest import ROOT, digits, edit, line_of, other_digit, read, told

TEXTS = (".html", ".json", ".csv", ".svg", ".xml", ".txt")
W33 = "editions/2026-w33/index.html"


def prove(folder: Path) -> Proof:
    publication, site = read(folder), folder / "site"
    shares = [
        compare_share(publication, ROOT / "templates", site, folder / ".cache", (at, 2))
        for at in range(2)
        if is_built(site)
    ]
    return prove_pages(publication, ROOT / "templates", site, shares)


def test_an_untouched_site_holds(original: Path) -> None:
    files = sum(path.is_file() for path in (original / "site").rglob("*"))
    proof = prove(original)
    assert proof.findings == ()
    assert str(proof) == (
        f"3 pages: equal their records, and so do {files - 3} other files of the site."
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_changed_digit_in_any_file_is_found_at_its_line(built: Path, seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311  -- which digit, not a secret
    places = {}
    for path in sorted((built / "site").rglob("*")):
        text = path.read_text() if path.suffix in TEXTS else ""
        if digits(text):
            at = chosen.choice(digits(text))
            path.write_text(other_digit(text, at))
            places[path] = line_of(text, at)
    assert {found.path: found.first for found in prove(built).errors} == places
    assert len(places) > 40  # pages, drawings, figures' data, machine files, feeds


def test_the_number_of_the_record_and_that_of_the_page_are_told(built: Path) -> None:
    path = built / "site" / W33
    edit(path, lambda text: text.replace("+4.2 pp", "+4.4 pp", 1))
    text = path.read_text()
    assert told(prove(built)) == [
        (
            f"{path}:{line_of(text, text.index('+4.4 pp'))}: "
            'The records give "+4.2", and here stands "+4.4".'
        )
    ]


def test_a_changed_word_is_told_with_what_stands_around_it(built: Path) -> None:
    path = built / "site" / W33
    edit(path, lambda text: text.replace("Small caps lead.", "Small caps trail.", 1))
    (found,) = prove(built).errors
    assert "Small caps lead." in found.message
    assert "Small caps trail." in found.message


def test_a_line_more_at_the_end_is_found(built: Path) -> None:
    path = built / "site" / W33
    lines = path.read_text().count("\n") + 1
    edit(path, lambda text: f"{text}7\n")
    assert told(prove(built)) == [
        f'{path}:{lines}: The records give "no number", and here stands "7".'
    ]


def test_a_missing_a_changed_and_an_unknown_file_are_named(built: Path) -> None:
    site = built / "site"
    (site / W33).unlink()
    (site / "editions/2026-w33/card.png").write_bytes(b"another picture")
    (site / "editions/2026-w31").mkdir()
    (site / "editions/2026-w31/index.html").write_text("An edition that never was.")
    assert sorted(told(prove(built))) == [
        f"{site}/editions/2026-w31/index.html: No record gives this file. Run `outlook build`.",
        f"{site}/editions/2026-w33/card.png: This is not the picture that belongs here.",
        f"{site}/{W33}: The file is missing from the site. Run `outlook build`.",
    ]


def test_pages_are_set_again_without_what_a_build_keeps(built: Path) -> None:
    # What is kept is linked into the site: a forged copy takes its place, the site stays.
    pages = [path for path in (built / ".cache/site").iterdir() if b"+3.5 pp" in path.read_bytes()]
    assert pages
    for path in pages:
        forged = path.read_bytes().replace(b"+3.5 pp", b"+3.6 pp")
        path.unlink()
        path.write_bytes(forged)
    assert prove(built).findings == ()


def test_without_a_cache_drawings_are_drawn_again(built: Path) -> None:
    shutil.rmtree(built / ".cache")
    assert prove(built).findings == ()


def test_a_site_that_was_never_built_proves_nothing(built: Path) -> None:
    shutil.rmtree(built / "site")
    assert told(prove(built)) == [
        (
            f"{built / 'site'}: The site was never built, so no page is proven. "
            "Run `outlook build` first."
        )
    ]


def test_a_text_that_cannot_be_set_is_named_with_its_line(built: Path) -> None:
    path = built / "content/editions/2026-w33/edition.md"
    path.write_text("---\ntitle: T\nsummary: S\n---\n\nA lead of {{ windows.yeartodate }}.\n")
    (found,) = prove(built).errors
    assert (found.path, found.first, "windows.yeartodate" in found.message) == (path, 6, True)
