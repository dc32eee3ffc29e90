from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checks.ledger import prove_ledger
from generator.checks.records import prove_records, read_record_files
from generator.checks.site import check_site
from generator.editions.publication import Publication
from generator.site.build import build
from tests.sites.cases import CASES, SITES, lay_out
from tests.sites.publication import METRICS, artwork_of, read_small

TEMPLATES = SITES.parents[1] / "templates"
STYLE = re.compile(rb"style-[0-9a-f]{8}\.css")


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def content(case: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(case) / "content"
    lay_out(case, folder)
    return folder


@pytest.fixture(scope="module")
def publication(content: Path) -> Publication:
    return read_small(content)


@pytest.fixture(scope="module")
def site(publication: Publication, content: Path) -> Path:
    out, cache = content.with_name("site"), content.with_name("cache")
    build(publication, TEMPLATES, out, cache, artwork_of(publication))
    return out


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def files_of(folder: Path, *patterns: str) -> dict[str, bytes]:
    """The files by name, without the hash of the style sheet: other tests look at that."""
    paths = (path for pattern in patterns for path in folder.rglob(pattern) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): STYLE.sub(b"style.css", path.read_bytes())
        for path in sorted(paths)
    }


def write(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def test_weeks_are_recorded_as_they_were_accepted(
    case: str, publication: Publication, content: Path, *, accept: bool
) -> None:
    made = files_of(content, "record.json", "forecasts.jsonl")
    if accept:
        write(made, SITES / case / "content")
    assert made == files_of(SITES / case / "content", "record.json", "forecasts.jsonl")
    filed, ids = read_record_files(content), [metric.id for metric in METRICS]
    records = [edition.record for edition in publication.editions]
    assert prove_records(content, filed).findings == ()
    assert prove_ledger(content / "data", records, ids).findings == ()


def test_the_pages_that_show_a_case_are_as_they_were_accepted(
    case: str, site: Path, *, accept: bool
) -> None:
    # `expected` holds some files of the site: to add one, create it empty and accept it.
    built, accepted = files_of(site, "*"), files_of(SITES / case / "expected", "*")
    if accept:
        write({name: built[name] for name in accepted}, SITES / case / "expected")
        accepted = files_of(SITES / case / "expected", "*")
    assert accepted
    assert [name for name in accepted if built.get(name) != accepted[name]] == []


def test_every_link_of_a_case_leads_somewhere(publication: Publication, site: Path) -> None:
    assert check_site(site, publication.config, publication.texts) == []


@pytest.mark.parametrize("case", ["draft"], indirect=True)
def test_a_draft_stands_in_no_file(site: Path) -> None:
    files = files_of(site, "*")
    assert "editions/2026-w33/index.html" not in files
    assert [name for name, content in files.items() if b"may read" in content] == []
