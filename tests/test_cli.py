from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.vendor import write_vendor

ROOT = Path(__file__).parents[1]
SATURDAY_W07 = "2026-02-14T06:00:00Z"
COMMANDS = (
    "fetch", "measure", "build", "publish", "backfill", "check", "new", "serve", "values", "forecast",
)  # fmt: skip


def outlook(folder: Path, *words: str, now: str = SATURDAY_W07) -> Result:
    return CliRunner().invoke(main, ["--folder", str(folder), "--now", now, *words])


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_vendor(tmp_path_factory.mktemp("vendor"))


def repository(folder: Path) -> Path:
    """The repository without its ledger and editions, as on the first day."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    ignored = shutil.ignore_patterns("data", "editions")
    shutil.copytree(ROOT / "content", folder / "content", ignore=ignored)
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, vendor: Path) -> Path:
    """A repository with three weeks backfilled and one published from the vendor's CSV files."""
    folder = repository(tmp_path_factory.mktemp("published"))
    steps = [
        ("fetch", "--source", "csv", "--from", str(vendor)),
        ("backfill", "2026-w03", "2026-w05"),
        ("publish", "2026-w06", "--source", "csv", "--from", str(vendor)),
    ]
    for words in steps:
        result = outlook(folder, *words)
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "copy"))


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_backfilled_and_published_editions_are_told_apart(published: Path) -> None:
    pages = {
        week: (published / f"site/editions/2026-w0{week}/index.html").read_text() for week in (3, 6)
    }
    assert "Computed afterwards" in pages[3]
    assert "Computed afterwards" not in pages[6]


def test_a_published_week_is_left_as_it_is(copy: Path) -> None:
    before = files(copy / "content")
    result = outlook(copy, "publish", "2026-w06")
    assert (result.exit_code, files(copy / "content")) == (0, before)
    assert "2026-w06 is published already; nothing to do." in result.output


def test_backfilling_a_published_week_is_refused(copy: Path) -> None:
    before = files(copy / "content")
    result = outlook(copy, "backfill", "2026-w05", "2026-w07")
    assert (result.exit_code, files(copy / "content")) == (1, before)
    assert "Editions up to 2026-w06 are published and stay as they are" in result.output


def test_a_measured_week_without_a_record_can_be_measured_again(copy: Path) -> None:
    first = outlook(copy, "measure")
    after_one = files(copy / "content" / "data")
    second = outlook(copy, "measure", "2026-w07")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert files(copy / "content" / "data") == after_one
    assert "as of 2026-02-13" in second.output


def test_two_builds_give_the_same_bytes_with_and_without_the_cache(copy: Path) -> None:
    before = files(copy / "site")
    shutil.rmtree(copy / ".cache")
    result = outlook(copy, "build")
    assert result.exit_code == 0, result.output
    assert files(copy / "site") == before


def test_a_week_that_is_not_over_is_refused(copy: Path) -> None:
    result = outlook(copy, "measure", "2026-w07", now="2026-02-13T12:00:00Z")
    assert result.exit_code == 2
    assert "2026-w07 ends on 2026-02-13. Publish it after that day's close." in result.output


def test_a_week_without_core_prices_is_a_source_failure(copy: Path) -> None:
    result = outlook(copy, "measure", "2026-w08", now="2026-02-21T06:00:00Z")
    assert result.exit_code == 3
    assert "IWM and SPY have no common close in 2026-w08" in result.output


def test_a_fetch_that_fails_keeps_the_old_snapshot(copy: Path, tmp_path: Path) -> None:
    before = files(copy / ".cache" / "snapshot")
    (tmp_path / "empty").mkdir()
    result = outlook(copy, "fetch", "--source", "csv", "--from", str(tmp_path / "empty"))
    assert result.exit_code == 3
    assert files(copy / ".cache" / "snapshot") == before


def test_an_unknown_live_number_stops_the_build_and_leaves_the_old_site(copy: Path) -> None:
    before = files(copy / "site")
    lead = copy / "content/editions/2026-w06/edition.md"
    lead.write_text("---\ntitle: T\nsummary: S\n---\n\nA lead of {{ relative_retrun.ytd }}.\n")
    result = outlook(copy, "build")
    assert (result.exit_code, files(copy / "site")) == (1, before)
    assert "edition.md:6:11: " in result.output
    assert "relative_return.ytd" in result.output


def test_a_claim_with_an_unknown_metric_is_found_by_check(copy: Path) -> None:
    path = copy / "content/claims/C42.md"
    path.write_text(path.read_text().replace("relative_return.since_article", "no_such.metric"))
    result = outlook(copy, "check")
    assert result.exit_code == 1
    assert "C42.md:" in result.output
    assert "no_such.metric" in result.output


def test_a_good_site_passes_check(copy: Path) -> None:
    result = outlook(copy, "check")
    assert result.exit_code == 0, result.output
    assert "Checked: 0 errors" in result.output


def test_values_lists_live_names(copy: Path) -> None:
    result = outlook(copy, "values", "relative_return.ytd")
    assert result.output.splitlines()[0].startswith("relative_return.ytd")


def test_an_unknown_live_name_lists_nothing_and_says_so(copy: Path) -> None:
    result = outlook(copy, "values", "zzz")
    assert (result.exit_code, "No live name contains 'zzz'" in result.output) == (2, True)


def test_check_reads_an_edition_that_is_not_published_yet(copy: Path) -> None:
    lead = copy / "content/editions/2026-w07/edition.md"
    lead.parent.mkdir()
    lead.write_text("---\ntitle: T\nsummary: S\n---\n\n{{ relative_retrun.ytd }}\n")
    result = outlook(copy, "check")
    assert (result.exit_code, "2026-w07/edition.md:6:1" in result.output) == (1, True)


@pytest.mark.parametrize("week", ["2026-w07", "foo"])
def test_a_week_is_checked_before_anything_is_fetched(copy: Path, week: str) -> None:
    result = outlook(copy, "publish", week, now="2026-02-12T06:00:00Z")
    assert result.exit_code == 2
    assert "yahoo" not in result.output


def test_a_new_edition_is_a_draft_that_readers_do_not_see(copy: Path) -> None:
    result = outlook(copy, "new", "2026-w06")
    assert result.exit_code == 0, result.output
    outlook(copy, "build")
    assert "Write the finding" not in (copy / "site/index.html").read_text()
    again = outlook(copy, "new", "2026-w06")
    assert (again.exit_code, "is there already" in again.output) == (2, True)


def test_new_writes_a_part_and_names_the_parts_there_are(copy: Path) -> None:
    assert outlook(copy, "new", "2026-w07", "rates").exit_code == 0
    assert (copy / "content/editions/2026-w07/rates.md").exists()
    wrong = outlook(copy, "new", "2026-w07", "money")
    assert (wrong.exit_code, "There is no part money" in wrong.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("fetch", "--source", "csv"), "go together"),
        (("backfill", "2026-w05", "2026-w04"), "2026-w05 is later than 2026-w04"),
        (("measure", "2026-w54"), "2026"),
        (("new", "next"), "is not an edition"),
    ],
)
def test_wrong_usage_ends_with_2(copy: Path, words: tuple[str, ...], message: str) -> None:
    result = outlook(copy, *words)
    assert (result.exit_code, message in result.output) == (2, True), result.output


def test_the_first_day_says_what_to_do(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    measured, built = outlook(folder, "measure", "2026-w03"), outlook(folder, "build")
    listed = outlook(folder, "values")
    assert (measured.exit_code, "Run `outlook fetch`" in measured.output) == (3, True)
    assert (built.exit_code, "No edition is published yet" in built.output) == (2, True)
    assert (listed.exit_code, "No edition is published yet" in listed.output) == (2, True)


def test_a_folder_without_site_toml_is_named(tmp_path: Path) -> None:
    result = outlook(tmp_path, "build")
    assert (result.exit_code, "site.toml is missing" in result.output) == (2, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_and_stands_in_the_readme(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"outlook {command}" in (ROOT / "README.md").read_text()


def test_no_command_is_left_out() -> None:
    assert set(main.commands) == set(COMMANDS)
