from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.content import stray_problems

HERE = Path(__file__).parents[2] / "content"


def told(folder: Path, name: str) -> list[str]:
    """What is said of a content folder with one file."""
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text("text")
    return [str(problem).replace(f"{folder}/", "") for problem in stray_problems(folder)]


@pytest.mark.parametrize(
    "name",
    [
        "editions/2026-w34/edition.md",
        "editions/2026-w34/rates.md",
        "editions/2026-w34/record.json",
        "editions/2026-w34/.rates.md.swp",
        "editions/2026-w53/rates.md",  # 2026 has 53 weeks
        "pages/about-us.md",
    ],
)
def test_a_file_in_its_place_is_no_stray(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("rate.md", "Did you mean rates.md?"),
        ("Rates.md", "Did you mean rates.md?"),
        ("rates (1).md", "Did you mean rates.md?"),
        ("rates.md.txt", "Did you mean rates.md?"),
        ("chart-of-the-week.png", "Known are: edition.md, working.md, cheap.md, rates.md,"),
    ],
)
def test_a_text_that_no_part_reads_is_named(tmp_path: Path, name: str, hint: str) -> None:
    (text,) = told(tmp_path, f"editions/2026-w34/{name}")
    assert text.startswith(f"editions/2026-w34/{name}:1:1: No part of an edition has this name")
    assert hint in text


@pytest.mark.parametrize("folder", ["2026-34", "2026-W34", "2026-w34 ", "2026-w60", "2025-w53"])
def test_a_folder_that_is_no_week_is_named(tmp_path: Path, folder: str) -> None:
    (text,) = told(tmp_path, f"editions/{folder}/edition.md")
    assert text.startswith(f"editions/{folder}:1:1: This belongs to no edition")


def test_a_text_beside_the_weeks_is_named(tmp_path: Path) -> None:
    (text,) = told(tmp_path, "editions/edition.md")
    assert text.startswith("editions/edition.md:1:1: This belongs to no edition")


@pytest.mark.parametrize("name", ["my page.md", "About.md", "about.txt"])
def test_a_page_whose_name_is_no_address_is_named(tmp_path: Path, name: str) -> None:
    (text,) = told(tmp_path, f"pages/{name}")
    assert text.startswith(f"pages/{name}:1:1: The name of a page is its address.")


def test_nothing_lies_astray_in_the_real_content() -> None:
    assert list(stray_problems(HERE)) == []
