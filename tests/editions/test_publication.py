from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.content.commentary import edition_folders
from generator.editions.publication import Edition
from generator.editions.reading import read_editions
from generator.model.errors import ContentError
from tests.sites.publication import METRICS

SMALL = Path(__file__).parents[1] / "sites" / "small" / "content"
W32, W33, W34 = (f"editions/2026-w{week}" for week in (32, 33, 34))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def newest(content: Path, *, drafts: bool = False) -> Edition:
    return read_editions(content, METRICS, drafts=drafts)[-1]


def write_lead(content: Path, folder: str, front: str) -> None:
    path = content / folder / "edition.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: Own title\nsummary: Own summary\n{front}---\nText.\n")


def test_editions_are_read_oldest_first(content: Path) -> None:
    editions = read_editions(content, METRICS)
    assert [(e.id, e.year, e.week) for e in editions] == [
        ("2026-w32", 2026, 32), ("2026-w33", 2026, 33),
    ]  # fmt: skip


def test_other_folders_are_no_editions(content: Path) -> None:
    (content / "editions" / "2026-w33 copy").mkdir()
    assert [folder.name for folder in edition_folders(content)] == ["2026-w32", "2026-w33"]


def test_an_edition_without_a_lead_has_a_title_of_its_own(content: Path) -> None:
    (content / W33 / "edition.md").unlink()
    edition = newest(content)
    assert edition.document is None
    assert edition.title


def test_commentary_carries_over_with_the_edition_it_was_written_for(content: Path) -> None:
    commentary = newest(content).commentary["working"]
    assert commentary.written_for == "2026-w32"


def test_a_premise_is_judged_by_the_numbers_of_each_edition(content: Path) -> None:
    # windows.ytd is 3.0 in week 32 and 4.25 in week 33; the text needs less than 4.
    early, late = read_editions(content, METRICS)
    assert early.commentary["working"].overturned == ()
    assert late.commentary["working"].overturned == ("windows.ytd < 4",)


def test_newer_commentary_takes_the_place_of_older(content: Path) -> None:
    (content / W33 / "working.md").write_text("---\npremises: []\n---\nNew.\n")
    assert newest(content).commentary["working"].written_for == "2026-w33"


def test_drafts_are_seen_in_the_preview_only(content: Path) -> None:
    write_lead(content, W33, "draft: true\n")
    (content / W33 / "working.md").write_text("---\ndraft: true\n---\nNew.\n")
    published, preview = newest(content), newest(content, drafts=True)
    assert published.document is None
    assert published.commentary["working"].written_for == "2026-w32"
    assert preview.title == "Own title"
    assert preview.commentary["working"].written_for == "2026-w33"


def test_an_edition_in_the_making_borrows_the_last_numbers_in_the_preview(content: Path) -> None:
    write_lead(content, W34, "")
    preview = newest(content, drafts=True)
    assert newest(content).id == "2026-w33"
    assert (preview.id, preview.record.edition) == ("2026-w34", "2026-w33")


def test_a_preview_of_the_very_first_edition_has_nothing_to_show(content: Path) -> None:
    for path in content.glob("editions/*/record.json"):
        path.unlink()
    assert len(read_editions(content, METRICS, drafts=True)) == 0


def test_a_mistake_in_a_lead_is_reported_at_its_place(content: Path) -> None:
    write_lead(content, W33, "sumary: x\n")
    with pytest.raises(ContentError, match=r"edition\.md:4:1"):
        newest(content)
