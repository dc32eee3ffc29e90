from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from generator.checks.measured import prove_measured
from generator.checks.records import read_record_files
from generator.cli.catalogue import FULL
from generator.cli.main import command_line, main
from generator.editions.paths import Paths
from generator.editions.reading import read_publication
from generator.editions.record_file import part_hashes, read_record, record_text
from generator.sources.snapshot import read_snapshot
from tests.cli.conftest import SMALL, Source, done, files, repository, run

RECORD = "content/editions/2026-w06/record.json"
RATIO = "content/data/series/relative_total_return.csv"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, source: Source) -> Path:
    """A repository with two weeks backfilled, one missed and one published from CSV files."""
    folder = repository(tmp_path_factory.mktemp("published"))
    done(folder, "fetch", *source)
    done(folder, "backfill", "2026-w03", "2026-w04")
    done(folder, "publish", "2026-w06", *source)
    return folder


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "copy"))


def test_only_an_edition_of_its_own_week_was_not_computed_afterwards(
    copy: Path, source: Source
) -> None:
    assert "Recorded 1 edition." in done(copy, "publish", *source)
    pages = [
        (copy / f"site/editions/2026-w0{week}/index.html").read_text() for week in (3, 5, 6, 7)
    ]
    # Backfilled; missed; published when the week after it was over; published in time.
    assert ["Computed afterwards" in page for page in pages] == [True, True, True, False]


def test_a_published_week_is_left_as_it_is(copy: Path) -> None:
    before = files(copy / "content")
    result = run(copy, "publish", "2026-w06")
    assert (result.exit_code, files(copy / "content")) == (0, before)
    assert "2026-w06 is published already; nothing to do." in result.output


def test_what_was_published_holds(copy: Path) -> None:
    result = run(copy, "audit")
    assert result.exit_code == 0, result.output
    records, ledger, pages, numbers = result.stdout.splitlines()
    assert records.startswith("4 records: hashes and chain hold. The newest, 2026-w06, has sha256 ")
    assert ledger.endswith(" rows unchanged.")
    assert pages.startswith("4 pages: equal their records, and so do ")
    assert numbers.endswith(" numbers, 0 differences.")


def test_the_snapshot_gives_what_was_published(copy: Path) -> None:
    result = run(copy, "audit", "--snapshot")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == (
        "measured again from the snapshot of 2026-02-14T06:00:00+00:00: "
        "4 editions, 4 of this vintage, in which nothing differs."
    )


def test_an_audit_says_what_differs_and_ends_with_1(copy: Path) -> None:
    line = tamper_with_a_row(copy)
    result = run(copy, "audit")
    assert result.exit_code == 1
    assert f"{copy / RATIO}:{line}: A row changed after publication" in result.stderr
    assert "ledger files: 1 difference" in result.stdout


def test_an_audit_ends_where_a_file_cannot_be_read(copy: Path) -> None:
    (copy / RECORD).write_text("{")
    result = run(copy, "audit")
    assert result.exit_code == 1
    assert f"{copy / RECORD}:1: This is not JSON" in result.stderr
    assert "Pages and numbers cannot be checked before this is mended" in result.stderr


def test_an_audit_before_the_first_edition_finds_nothing(tmp_path: Path) -> None:
    result = run(repository(tmp_path), "audit")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["0 records: hashes and chain hold.", "0 ledger files: 0 rows unchanged."],
    )


def tamper_with_a_row(folder: Path) -> int:
    """Change the last digit of the newest row and return its line."""
    lines = (folder / RATIO).read_text().splitlines()
    last = lines[-1]
    changed = [*lines[:-1], f"{last[:-1]}{(int(last[-1]) + 1) % 10}"]
    (folder / RATIO).write_text("\n".join(changed) + "\n")
    return len(lines)


def take_a_row(folder: Path) -> int:
    lines = (folder / RATIO).read_text().splitlines(keepends=True)
    (folder / RATIO).write_text("".join([*lines[:-2], lines[-1]]))
    return len(lines) - 1


def tamper_with_a_record(folder: Path) -> int:
    path = folder / RECORD
    text = path.read_text()
    at = text.index('"value": ') + len('"value": ')
    path.write_text(f"{text[:at]}{9 if text[at] != '9' else 8}{text[at + 1 :]}")
    return text.count("\n", 0, text.index(' "numbers"')) + 1


def record_a_week_twice(folder: Path) -> int:
    twin = folder / "content/editions/2026-w05"
    (twin / "record.json").write_bytes((folder / RECORD).read_bytes())
    return 3


@pytest.mark.parametrize(
    ("tamper", "where"),
    [
        (tamper_with_a_row, f"{RATIO}:{{line}}"),
        (take_a_row, f"{RATIO}:{{line}}"),
        (tamper_with_a_record, f"{RECORD}:{{line}}-"),
        (record_a_week_twice, "content/editions/2026-w05/record.json:{line}"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ("measure", "2026-w07"),
        ("backfill", "2026-w07", "2026-w07"),
        ("publish", "2026-w07"),
        ("publish", "2026-w06"),
    ],
)
def test_nothing_is_written_where_something_published_has_changed(
    copy: Path, tamper: Callable[[Path], int], where: str, words: tuple[str, ...]
) -> None:
    line = tamper(copy)
    before = files(copy)
    result = run(copy, *words)
    assert (result.exit_code, files(copy)) == (1, before)
    assert "What is published has changed, so nothing was written." in result.stderr
    assert f"{copy}/{where.format(line=line)}" in result.stderr


def test_a_published_week_that_the_ledger_gives_otherwise_is_refused(copy: Path) -> None:
    record = read_record(copy / RECORD)
    forged = record.model_copy(update={"summary": ("99 points.", *record.summary[1:])})
    hashes = part_hashes(forged.model_dump(mode="json"))
    text = record_text(forged.model_copy(update={"hashes": hashes}))
    (copy / RECORD).write_text(text)
    before = files(copy)
    result = run(copy, "publish", "2026-w06")
    assert (result.exit_code, files(copy)) == (1, before)
    assert "summary.0: the record has '99 points.', derived again it is '" in result.stderr


def test_editions_of_another_vintage_may_differ_from_a_snapshot(copy: Path) -> None:
    (copy / "content/editions/2026-w06/record.json").unlink()
    paths = Paths(copy)
    publication = read_publication(paths, SMALL)
    snapshot = read_snapshot(paths.snapshot)
    newer = tuple(
        replace(origin, fetched_at="2026-03-01T06:00:00+00:00") for origin in snapshot.origins
    )
    prices = snapshot.prices
    early = prices.loc[(prices["ticker"] != "IWM") | (prices["date"] < "2026-01-20")].copy()
    early.loc[(early["ticker"] == "IWM") & (early["date"] == "2026-01-16"), "adj_close"] *= 2
    shown = replace(snapshot, origins=newer, prices=early)
    proof = prove_measured(publication, read_record_files(paths.content), shown, paths.data)
    told = [str(found) for found in proof.findings]
    assert proof.errors == ()
    assert "3 editions, 0 of this vintage" in str(proof)
    # IWM's close of the first week was doubled, and so is the ratio.
    doubled = 'the first is "2026-01-16,246.323" here and "2026-01-16,492.646" there.'
    assert any(f"note: 2026-w03: 1 rows differ when measured again; {doubled}" in t for t in told)
    assert any("2026-w03/record.json" in t and "measured again: numbers." in t for t in told)
    # The third week has no close of IWM.
    assert "2026-w05/record.json: note: It cannot be measured again" in told[-1]


def test_backfilling_a_published_week_is_refused(copy: Path) -> None:
    before = files(copy / "content")
    result = run(copy, "backfill", "2026-w05", "2026-w07")
    assert (result.exit_code, files(copy / "content")) == (1, before)
    assert "Editions up to 2026-w06 are published and stay as they are" in result.output


def test_a_missed_week_is_computed_afterwards_by_a_run_that_is_in_time(
    source: Source, tmp_path: Path
) -> None:
    folder = repository(tmp_path / "missed")
    for words in (("fetch", *source), ("backfill", "2026-w05", "2026-w05"), ("publish", *source)):
        done(folder, *words)
    records = sorted(folder.glob("content/editions/*/record.json"))
    # Backfilled; missed; published in its own week.
    late = [json.loads(path.read_text())["backfilled"] for path in records]
    assert late == [True, True, False]


def test_a_missed_week_without_a_common_close_is_left_out_and_named(
    vendor: Path, tmp_path: Path
) -> None:
    folder = repository(tmp_path / "gap")
    prices = Path(shutil.copytree(vendor, tmp_path / "vendor")) / "prices" / "IWM.csv"
    rows = pd.read_csv(prices)
    rows[~rows["date"].between("2026-01-26", "2026-01-30")].to_csv(prices, index=False)
    run(folder, "fetch", "--source", "csv", "--from", str(tmp_path / "vendor"))
    result = run(folder, "backfill", "2026-w04", "2026-w06")
    assert result.exit_code == 0, result.output
    assert "2026-w05 is left out: IWM and SPY have no common close in it." in result.output
    made = sorted(path.parent.name for path in folder.glob("content/editions/*/record.json"))
    assert made == ["2026-w04", "2026-w06"]


def test_a_measured_week_without_a_record_can_be_measured_again(copy: Path) -> None:
    first = run(copy, "measure")
    after_one = files(copy / "content" / "data")
    second = run(copy, "measure", "2026-w07")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert files(copy / "content" / "data") == after_one
    # The made-up policy rate goes against the Fed's decisions, so `easing` has no number.
    assert second.output == "Measured 2026-w07: 4 of 5 metrics as of 2026-02-13.\n"


@pytest.mark.parametrize(
    ("weeks", "compared"),
    [
        ([], "2026-w05 (30 Jan 2026) to 2026-w06 (6 Feb 2026)"),
        (["2026-w05"], "2026-w04 (23 Jan 2026) to 2026-w05 (30 Jan 2026)"),
        (["2026-w03", "2026-w05"], "2026-w03 (16 Jan 2026) to 2026-w05 (30 Jan 2026)"),
        (["2026-w05", "2026-w03"], "2026-w03 (16 Jan 2026) to 2026-w05 (30 Jan 2026)"),
    ],
)
def test_diff_compares_two_recorded_weeks(published: Path, weeks: list[str], compared: str) -> None:
    result = run(published, "diff", *weeks)
    assert result.exit_code == 0
    assert result.output.startswith(f"From {compared}:\n")
    assert len(result.output.splitlines()) > 1


@pytest.mark.parametrize(
    ("weeks", "error"),
    [
        (["2026-w99"], "2026-w99 is not recorded. Recorded editions: 2026-w03 to 2026-w06."),
        (["2026-w03"], "There is nothing to compare. Name two different recorded weeks."),
        (["2026-w05"] * 2, "There is nothing to compare. Name two different recorded weeks."),
        (["2026-w03", "2026-w04", "2026-w05"], "There is nothing to compare."),
    ],
)
def test_diff_says_what_it_cannot_compare(published: Path, weeks: list[str], error: str) -> None:
    result = run(published, "diff", *weeks)
    assert result.exit_code == 2
    assert error in result.output


def test_without_editions_there_is_nothing_to_compare(tmp_path: Path) -> None:
    empty = repository(tmp_path)
    assert "There is nothing to compare." in run(empty, "diff").output
    assert "Recorded editions: none yet." in run(empty, "diff", "2026-w03").output


def test_two_builds_give_the_same_bytes_with_and_without_the_cache(copy: Path) -> None:
    before = files(copy / "site")
    shutil.rmtree(copy / ".cache")
    result = run(copy, "build")
    assert result.exit_code == 0, result.output
    assert files(copy / "site") == before


def test_a_week_that_is_not_over_is_refused(copy: Path) -> None:
    result = run(copy, "measure", "2026-w07", now="2026-02-13T12:00:00Z")
    assert result.exit_code == 2
    assert "2026-w07 ends on 2026-02-13. Publish it after that day's close." in result.output


def test_a_snapshot_older_than_what_is_published_is_refused(copy: Path, source: Source) -> None:
    before = files(copy / "content")
    # The week 2026-w07 may be published at 6 on Saturday, but those before were fetched then.
    words = ("publish", "2026-w07", *source)
    result = run(copy, *words, now="2026-02-14T05:59:59Z")
    assert (result.exit_code, files(copy / "content")) == (1, before)
    assert "The snapshot was fetched at 2026-02-14T05:59:59+00:00, before that of" in result.output


def test_nothing_is_recorded_where_a_later_week_cannot_be_measured(copy: Path) -> None:
    before = files(copy / "content")
    result = run(copy, "backfill", "2026-w07", "2026-w08", now="2026-02-21T06:00:00Z")
    assert (result.exit_code, files(copy / "content")) == (3, before)
    assert "Computed 2026-w07: " in result.output
    assert "Recorded" not in result.output


def test_a_week_without_core_prices_is_a_source_failure(copy: Path) -> None:
    result = run(copy, "measure", "2026-w08", now="2026-02-21T06:00:00Z")
    assert result.exit_code == 3
    assert "IWM and SPY have no common close in 2026-w08" in result.output


def test_the_sources_of_the_full_catalogue_can_be_imported() -> None:
    # No other test does: a fetch without a folder of CSV files would use the network.
    assert FULL.sources()


def test_without_sources_of_its_own_a_catalogue_fetches_nothing(copy: Path) -> None:
    program = command_line(replace(SMALL, sources=tuple))
    result = run(copy, "fetch", program=program)
    assert (result.exit_code, "No source gave anything" in result.stderr) == (3, True)


def test_a_fetch_that_fails_keeps_the_old_snapshot(copy: Path, tmp_path: Path) -> None:
    before = files(copy / ".cache" / "snapshot")
    (tmp_path / "empty").mkdir()
    result = run(copy, "fetch", "--source", "csv", "--from", str(tmp_path / "empty"))
    assert result.exit_code == 3
    assert files(copy / ".cache" / "snapshot") == before


def test_an_unknown_live_number_stops_the_build_and_leaves_the_old_site(copy: Path) -> None:
    before = files(copy / "site")
    lead = copy / "content/editions/2026-w06/edition.md"
    lead.write_text("---\ntitle: T\nsummary: S\n---\n\nA lead of {{ relative_retrun.ytd }}.\n")
    result = run(copy, "build")
    assert (result.exit_code, files(copy / "site")) == (1, before)
    assert "edition.md:6:11: " in result.output
    assert "relative_return.ytd" in result.output


def test_the_mistakes_of_all_files_are_told_in_one_run(copy: Path) -> None:
    claim, about = copy / "content/claims/C42.md", copy / "content/pages/about.md"
    lead = copy / "content/editions/2026-w06/edition.md"
    claim.write_text(claim.read_text().replace("would_change:", "would_chance:") + "{{ no_such }}")
    about.write_text(f"{about.read_text()}\n{{{{ nor_this }}}}\n")
    lead.write_text("---\ntitle: T\n---\n\n{{ nor_that }}\n")
    for command in ("build", "check"):
        result = run(copy, command)
        assert result.exit_code == 1
        for mistake in (
            "`would_chance`",
            "`summary` is missing",
            "no_such",
            "nor_this",
            "nor_that",
        ):
            assert mistake in result.output


def test_a_claim_with_an_unknown_metric_is_found_by_check(copy: Path) -> None:
    path = copy / "content/claims/C42.md"
    path.write_text(path.read_text().replace("relative_return.since_article", "no_such.metric"))
    result = run(copy, "check")
    assert result.exit_code == 1
    assert "C42.md:" in result.output
    assert "no_such.metric" in result.output


def test_a_good_site_passes_check(copy: Path) -> None:
    result = run(copy, "check")
    assert result.exit_code == 0, result.output
    assert "Checked: 0 errors" in result.output


def test_values_lists_live_names(copy: Path) -> None:
    result = run(copy, "values", "relative_return.ytd")
    assert result.output.splitlines()[0].startswith("relative_return.ytd")


def test_an_unknown_live_name_lists_nothing_and_says_so(copy: Path) -> None:
    result = run(copy, "values", "zzz")
    assert (result.exit_code, "No live name contains 'zzz'" in result.output) == (2, True)


def test_check_reads_an_edition_that_is_not_published_yet(copy: Path) -> None:
    lead = copy / "content/editions/2026-w07/edition.md"
    lead.parent.mkdir()
    lead.write_text("---\ntitle: T\nsummary: S\n---\n\n{{ relative_retrun.ytd }}\n")
    result = run(copy, "check")
    assert (result.exit_code, "2026-w07/edition.md:6:1" in result.output) == (1, True)


def test_check_finds_a_broken_link_in_a_draft(copy: Path) -> None:
    lead = copy / "content/editions/2026-w07/edition.md"
    lead.parent.mkdir()
    lead.write_text("---\ntitle: T\nsummary: S\ndraft: true\n---\n\n[C](/claims/C99/)\n")
    result = run(copy, "check")
    assert (result.exit_code, "2026-w07/edition.md:7:1: The link to" in result.output) == (1, True)


@pytest.mark.parametrize("week", ["2026-w07", "foo"])
def test_a_week_is_checked_before_anything_is_fetched(copy: Path, week: str) -> None:
    result = run(copy, "publish", week, now="2026-02-12T06:00:00Z")
    assert result.exit_code == 2
    assert "yahoo" not in result.output


def test_a_new_edition_is_a_draft_that_readers_do_not_see(copy: Path) -> None:
    result = run(copy, "new", "2026-w06")
    assert result.exit_code == 0, result.output
    run(copy, "build")
    assert "Write the finding" not in (copy / "site/index.html").read_text()
    again = run(copy, "new", "2026-w06")
    assert (again.exit_code, "is there already" in again.output) == (2, True)


def test_new_writes_a_part_and_names_the_parts_there_are(copy: Path) -> None:
    assert run(copy, "new", "2026-w07", "rates").exit_code == 0
    assert (copy / "content/editions/2026-w07/rates.md").exists()
    wrong = run(copy, "new", "2026-w07", "money")
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
    result = run(copy, *words)
    assert (result.exit_code, message in result.output) == (2, True), result.output


def test_the_first_day_says_what_to_do(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    measured, built = run(folder, "measure", "2026-w03"), run(folder, "build")
    listed = run(folder, "values")
    assert (measured.exit_code, "Run `outlook fetch`" in measured.output) == (3, True)
    assert (built.exit_code, "No edition is published yet" in built.output) == (2, True)
    assert (listed.exit_code, "No edition is published yet" in listed.output) == (2, True)


def test_a_folder_without_site_toml_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "build")
    assert (result.exit_code, "site.toml is missing" in result.output) == (2, True)


@pytest.mark.parametrize(
    "command", [*main.commands, "forecast new", "forecast update", "forecast list"]
)
def test_each_command_has_help(command: str, tmp_path: Path) -> None:
    assert run(tmp_path, *command.split(), "--help").exit_code == 0


def test_no_summary_is_cut_off_in_the_list_of_commands(tmp_path: Path) -> None:
    assert "..." not in run(tmp_path, "--help").output.partition("Commands:")[2]
