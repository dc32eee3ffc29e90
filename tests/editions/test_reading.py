from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.editions.reading import check_bodies
from tests.sites.publication import METRICS

SMALL = Path(__file__).parents[1] / "sites" / "small" / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def named(content: Path) -> list[str]:
    return [
        f"{problem.path.relative_to(content)}:{problem.line}:{problem.column}"
        for problem in check_bodies(content, METRICS)
    ]


def test_right_texts_have_no_problems(content: Path) -> None:
    assert named(content) == []


def test_a_mistake_is_found_below_a_front_matter_that_is_wrong(content: Path) -> None:
    front = "---\nno_such_key: 1\nnot yaml: at: all\n---\n"
    (content / "pages/about.md").write_text(f"{front}\nOf {{{{ no_such }}}}.\n")
    (content / "editions/2026-w32/cheap.md").write_text(f"{front}{{{{ nor_this }}}}\n")
    assert named(content) == ["editions/2026-w32/cheap.md:5:1", "pages/about.md:6:4"]


def test_a_file_without_a_body_is_left_to_those_who_read_its_front(content: Path) -> None:
    (content / "pages/about.md").write_text("No front, no {{ no_such }} body.\n")
    assert named(content) == []


def test_before_the_first_edition_there_are_no_numbers_to_check(content: Path) -> None:
    (content / "pages/about.md").write_text("---\n---\n{{ no_such }}\n")
    shutil.rmtree(content / "editions")
    assert named(content) == []


def test_a_text_that_is_written_ahead_speaks_of_the_newest_numbers(content: Path) -> None:
    text = content / "editions/2026-w34/cheap.md"
    text.parent.mkdir()
    text.write_text("---\n---\n{{ windows.ytd }} and {{ no_such }}\n")
    assert named(content) == ["editions/2026-w34/cheap.md:3:23"]
