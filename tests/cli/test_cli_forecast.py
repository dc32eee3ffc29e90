from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Source, done, repository, run

TUESDAY_W04 = "2026-01-20T12:00:00Z"
NEW = ("forecast", "new", "--kind", "fl1", "--end", "2026-02-06", "--note", "A guess.")
outlook = partial(run, now=TUESDAY_W04)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, source: Source) -> Path:
    """A repository whose only edition is week 3, computed in February's vintage."""
    folder = repository(tmp_path_factory.mktemp("published"))
    done(folder, "fetch", *source)
    done(folder, "backfill", "2026-w03", "2026-w03")
    return folder


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "copy"))


def lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / "content/forecasts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_the_base_rate_is_shown_before_the_probability_is_asked_for(copy: Path) -> None:
    result = outlook(copy, "forecast", "new", typed="fl1\n0.6\nA guess.\ny\n")
    assert result.exit_code == 0, result.output
    shown, asked = (result.output.index(text) for text in ("base rate    ", "Probability, 0 to 1"))
    assert result.output.index("Which question?") < shown < asked
    for text in ("spans of 91 days", "that do not overlap", "persistence  ", "market       –", "23 Jan 2026 to 24 Apr 2026"):  # fmt: skip
        assert text in result.output
    (line,) = lines(copy)
    assert (line["id"], line["p"], line["late"]) == ("F001", 0.6, False)
    assert line["benchmark"]["as_of"] == "2026-01-16"


def test_nothing_is_added_without_a_yes(copy: Path) -> None:
    result = outlook(copy, *NEW, "--p", "0.6", typed="n\n")
    assert (result.exit_code, lines(copy)) == (1, [])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((*NEW, "--p", "nan"), "forecasts.jsonl:1:1: p: "),
        ((*NEW[:5], "2026-01-10", *NEW[6:], "--p", "0.5"), "the resolution date 2026-01-16 is in the past"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_written(
    copy: Path, words: tuple[str, ...], message: str
) -> None:
    result = outlook(copy, *words, "--yes")
    assert (result.exit_code, lines(copy)) == (1, [])
    assert message in result.output
    assert "Nothing was written." in result.output


@pytest.mark.parametrize("p", ["1.5", "-0.1"])
def test_what_is_no_probability_is_refused_before_anything_is_shown(copy: Path, p: str) -> None:
    result = outlook(copy, *NEW, "--p", p)
    assert (result.exit_code, lines(copy)) == (2, [])
    assert "is not in the range 0<=x<=1" in result.output
    assert "base rate" not in result.output


def test_a_forecast_is_changed_listed_and_decided_by_publishing(copy: Path) -> None:
    assert outlook(copy, *NEW, "--p", "0.6", "--yes").exit_code == 0
    later = "2026-01-27T12:00:00Z"
    changed = outlook(copy, "forecast", "update", "F001", "--p", "0.7", "--note", "More.", "--yes", now=later)  # fmt: skip
    assert "Added F001 with 70% as line 2" in changed.output
    backfilled = outlook(copy, "backfill", "2026-w04", "2026-w06", now="2026-02-07T06:00:00Z")
    assert backfilled.exit_code == 0, backfilled.output
    *_, decided = lines(copy)
    assert (decided["kind"], decided["how"], decided["edition"]) == (
        "resolution",
        "rule",
        "2026-w06",
    )
    kept = [
        json.loads((copy / f"content/editions/2026-w0{week}/record.json").read_text())["forecasts"]
        for week in (3, 4, 5, 6)
    ]
    # Made on Tuesday of week 4, changed on Tuesday of week 5, decided in week 6.
    assert [[f["p"] for f in state["open"]] for state in kept] == [[], [0.6], [0.7], []]
    assert [f["outcome"] for f in kept[3]["resolved"]] == [decided["outcome"]]
    listed = outlook(copy, "forecast", "list")
    assert f"F001   70%  {decided['outcome']}, by rule  Will small caps" in listed.output


def test_the_site_shows_what_is_open_and_gives_the_file(copy: Path) -> None:
    outlook(copy, *NEW, "--p", "0.6", "--yes")
    assert outlook(copy, "build").exit_code == 0
    page = (copy / "site/forecasts/index.html").read_text()
    assert '<li id="F001">' in page
    assert "17 days left" in page  # from 20 January to 6 February
    data = json.loads((copy / "site/data/forecasts.json").read_text())
    assert data["file"] == lines(copy)


def test_a_late_forecast_is_told_so(copy: Path) -> None:
    result = outlook(copy, *NEW, "--start", "2026-01-16", "--p", "0.6", "--yes")
    assert "This forecast is late" in result.output
    assert lines(copy)[0]["late"] is True


@pytest.mark.parametrize(
    "words", [("build",), ("forecast", "list"), ("forecast", "new", "--kind", "fl1")]
)
def test_a_tampered_line_stops_every_command(copy: Path, words: tuple[str, ...]) -> None:
    outlook(copy, *NEW, "--p", "0.6", "--yes")
    outlook(copy, "forecast", "update", "F001", "--p", "0.7", "--note", "More.", "--yes")
    path = copy / "content/forecasts.jsonl"
    path.write_text(path.read_text().replace('"p":0.6,', '"p":0.9,'))
    before = path.read_bytes()
    result = outlook(copy, *words)
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "content/forecasts.jsonl:2:1: The chain is broken" in result.output


def test_an_unknown_forecast_is_named_with_those_there_are(copy: Path) -> None:
    result = outlook(copy, "forecast", "update", "F009", "--p", "0.5", "--note", "n")
    assert (result.exit_code, "Known are: none yet." in result.output) == (2, True)


def test_a_calendar_year_keeps_its_own_end(copy: Path) -> None:
    result = outlook(copy, "forecast", "new", "--kind", "fl5", "--end", "2026-11-30", "--p", "0.5")
    assert (result.exit_code, "Leave out --end." in result.output) == (2, True)


def test_without_an_edition_there_is_no_base_rate(copy: Path) -> None:
    shutil.rmtree(copy / "content/editions")
    shutil.rmtree(copy / "content/data")
    result = outlook(copy, *NEW, "--p", "0.5")
    assert (result.exit_code, "No edition is published yet" in result.output) == (2, True)
