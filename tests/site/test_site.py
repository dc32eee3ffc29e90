from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.charts.catalogue import CHARTS
from generator.editions.publication import Publication
from generator.model.errors import ConfigError, ContentError
from generator.model.front_matter import Document
from generator.site.build import BuildReport, build
from tests.sites.publication import artwork_of

TEMPLATES = Path(__file__).parents[2] / "templates"


def build_small(publication: Publication, out: Path) -> BuildReport:
    return build(publication, TEMPLATES, out, out.with_name("cache"), artwork_of(publication))


def names(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def with_page(publication: Publication, body: str, name: str = "about") -> Publication:
    page: Document = publication.pages[0]  # type: ignore[type-arg]
    written = replace(page, path=page.path.with_name(f"{name}.md"), body=body)
    return replace(publication, pages=(*publication.pages[1:], written))


def test_a_report_counts_what_was_written(small: Publication, tmp_path: Path) -> None:
    report = build_small(small, tmp_path / "site")
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert report.files == len(files) == report.changed
    assert report.bytes == sum(path.stat().st_size for path in files)
    assert report.pages == sum(path.suffix == ".html" for path in files)


def test_a_second_build_gives_the_same_bytes(small: Publication, tmp_path: Path) -> None:
    build_small(small, tmp_path / "site")
    before = {name: (tmp_path / "site" / name).read_bytes() for name in names(tmp_path / "site")}
    report = build_small(small, tmp_path / "site")
    assert report.changed == 0
    assert before == {
        name: (tmp_path / "site" / name).read_bytes() for name in names(tmp_path / "site")
    }


def test_an_edited_page_changes_that_page_only(small: Publication, tmp_path: Path) -> None:
    build_small(small, tmp_path / "site")
    report = build_small(with_page(small, "Another text."), tmp_path / "site")
    assert report.changed == 1
    assert "Another text." in (tmp_path / "site" / "about" / "index.html").read_text()


def test_a_page_that_is_gone_is_gone_from_the_site(small: Publication, tmp_path: Path) -> None:
    build_small(with_page(small, "Text.", "glossary"), tmp_path / "site")
    assert (tmp_path / "site" / "glossary" / "index.html").exists()
    build_small(small, tmp_path / "site")
    assert not (tmp_path / "site" / "glossary").exists()


def test_a_failing_build_leaves_the_old_site(small: Publication, tmp_path: Path) -> None:
    build_small(small, tmp_path / "site")
    before = sorted(names(tmp_path))
    with pytest.raises(ContentError, match="unknown_number"):
        build_small(with_page(small, "{{ unknown_number }}"), tmp_path / "site")
    assert sorted(names(tmp_path)) == before


def test_the_gitignore_survives(small: Publication, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*\n")
    out = tmp_path / "site"
    out.mkdir()
    shutil.copy(tmp_path / ".gitignore", out)
    build_small(small, out)
    assert (out / ".gitignore").read_text() == "*\n"


def test_a_folder_of_someone_else_is_left_alone(small: Publication, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ConfigError, match="holds files but no site of ours"):
        build_small(small, tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_equal_drawings_share_one_file(small: Publication, tmp_path: Path) -> None:
    build_small(small, tmp_path / "site")
    # Two editions, each with its own wide drawing and the same narrow one.
    assert len(list((tmp_path / "site" / "figures").iterdir())) == 3


def test_assets_have_the_hash_of_their_content_in_their_name(
    small: Publication, tmp_path: Path
) -> None:
    build_small(small, tmp_path / "site")
    (style,) = (tmp_path / "site" / "assets").glob("style-????????.css")
    assert f'href="assets/{style.name}"' in (tmp_path / "site" / "index.html").read_text()
    assert (tmp_path / "site" / "icon.svg").exists()


def test_two_pages_with_one_address_are_refused(small: Publication, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"claims\.md.*another page at /claims/"):
        build_small(with_page(small, "Text.", "claims"), tmp_path / "site")


def test_a_publication_is_drawn_and_built(small: Publication, tmp_path: Path) -> None:
    # Its chart has no measurements here, and its texts place no figure.
    editions = tuple(replace(edition, document=None) for edition in small.editions)
    plain = replace(small, charts=CHARTS[:1], editions=editions)
    cache, out = tmp_path / "cache", tmp_path / "site"
    first = build(plain, TEMPLATES, out, cache)
    card = (out / "editions" / "2026-w33" / "card.png").read_bytes()
    # A PNG says its size after 16 bytes: 1200 by 630.
    assert (card[:4], card[16:24]) == (b"\x89PNG", (1200).to_bytes(4) + (630).to_bytes(4))
    assert "not measured yet" in (out / "index.html").read_text()
    assert build(plain, TEMPLATES, out, cache) == replace(first, changed=0)


def test_nothing_can_be_built_before_the_first_edition(small: Publication, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No edition is published yet"):
        build(replace(small, editions=()), TEMPLATES, tmp_path / "site", tmp_path / "cache")
