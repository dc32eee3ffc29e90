from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from generator.editions import Publication
from generator.prints import NO_PRINTS, Prints, past_prints
from generator.site import Artwork, Press, build_site
from tests.sites.publication import artwork_of

PAST = "2026-w32"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return shutil.copytree(Path(__file__).parents[1] / "templates", tmp_path / "templates")


def built(publication: Publication, art: Artwork, press: Press, out: Path) -> dict[str, bytes]:
    build_site(publication, art, press, out)
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def prints_of(publication: Publication, templates: Path) -> Prints:
    return past_prints(publication, templates, templates.parent / "cache")


def test_a_site_of_printed_editions_equals_a_clean_one(
    small: Publication, templates: Path, tmp_path: Path
) -> None:
    art, prints = artwork_of(small), prints_of(small, templates)
    clean = built(small, art, Press(templates), tmp_path / "clean")
    assert built(small, art, Press(templates, prints), tmp_path / "first") == clean
    assert prints.known() == {PAST}
    # The second time the past edition comes from the cache: nobody draws it any more.
    undrawn = replace(art, figures={**art.figures, PAST: {}})
    assert built(small, undrawn, Press(templates, prints), tmp_path / "second") == clean


def with_claim(publication: Publication) -> Publication:
    claim = publication.claims[0].model_copy(update={"statement": "Small caps lead by far."})
    return replace(publication, claims=(claim, *publication.claims[1:]))


def with_series(publication: Publication) -> Publication:
    series = {**publication.ledger.series, "ratio": publication.ledger.series["ratio"] + 1}
    return replace(publication, ledger=replace(publication.ledger, series=series))


def with_table(publication: Publication) -> Publication:
    rows: pd.DataFrame = publication.ledger.tables["windows"].replace(3.5, 3.6)
    return replace(publication, ledger=replace(publication.ledger, tables={"windows": rows}))


def with_name(publication: Publication) -> Publication:
    return replace(publication, config=publication.config.model_copy(update={"title": "Other"}))


def with_label(publication: Publication) -> Publication:
    metric = replace(publication.metrics[0], label="Small ÷ large")
    return replace(publication, metrics=(metric, *publication.metrics[1:]))


def with_commentary(publication: Publication) -> Publication:
    past, newest = publication.editions
    text = past.commentary["working"]
    written = replace(text, document=replace(text.document, body="Another text."))
    return replace(publication, editions=(replace(past, commentary={"working": written}), newest))


@pytest.mark.parametrize(
    "change", [with_claim, with_series, with_table, with_name, with_label, with_commentary]
)
def test_what_an_edition_shows_is_in_its_digest(
    small: Publication, templates: Path, change: Callable[[Publication], Publication]
) -> None:
    assert prints_of(change(small), templates).keys != prints_of(small, templates).keys


def test_a_changed_template_prints_all_editions_anew(small: Publication, templates: Path) -> None:
    before = prints_of(small, templates).keys
    with (templates / "base.html").open("a") as file:
        file.write(" ")
    assert prints_of(small, templates).keys != before


def test_a_new_text_in_the_newest_edition_leaves_the_past_as_it_is(
    small: Publication, templates: Path
) -> None:
    past, newest = small.editions
    assert newest.document
    edited = replace(newest, document=replace(newest.document, body="Another lead."))
    after = replace(small, editions=(past, edited))
    assert prints_of(after, templates).keys == prints_of(small, templates).keys


def test_an_edition_shows_what_changed_since_the_one_before(
    small: Publication, templates: Path
) -> None:
    past, newest = small.editions
    third = replace(newest, id="2026-w34")
    judged = past.record.model_copy(update={"verdicts": past.record.verdicts[:1]})
    one, other = (
        prints_of(replace(small, editions=(first, newest, third)), templates).keys
        for first in (past, replace(past, record=judged))
    )
    assert one["2026-w33"] != other["2026-w33"]


def test_prints_that_are_out_of_date_are_deleted(
    small: Publication, templates: Path, tmp_path: Path
) -> None:
    old, new = prints_of(small, templates), prints_of(with_claim(small), templates)
    built(small, artwork_of(small), Press(templates, old), tmp_path / "site")
    assert old.known() == {PAST}
    new.prune()
    assert old.known() == frozenset()


def test_without_a_cache_nothing_is_known() -> None:
    assert NO_PRINTS.known() == frozenset()
