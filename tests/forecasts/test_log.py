from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.forecasts.log import (
    ForecastLog,
    line_of,
    read_forecasts,
    require_whole,
    with_line,
    write_forecasts,
)
from generator.model.errors import ContentError, LedgerError
from generator.model.record import ForecastState
from tests.forecasts.writing import METRICS, forecast, friday, log_of, moment, resolution, update

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of three lines: a forecast, a change of mind, what happened."""
    file = tmp_path / "forecasts.jsonl"
    write_forecasts(log_of(forecast(), update(friday(1), 0.8), resolution(), path=file), file)
    return file


def mistakes(path: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_forecasts(path, METRICS)
    return [str(problem).removeprefix(f"{path.parent}/") for problem in caught.value.problems]


def rewritten(path: Path, number: int, change: Change) -> None:
    """Change a line and mend the chain after it, as a careful forger would."""
    rows = [json.loads(row) for row in path.read_text().splitlines()]
    change(rows[number - 1])
    texts: list[str] = []
    for row in rows:
        if row["kind"] != "broken":
            row["prev"] = sha256(texts[-1].encode()).hexdigest() if texts else ""
        texts.append(json.dumps(row))
    path.write_text("\n".join(texts) + "\n")


def test_what_was_written_is_read(path: Path) -> None:
    log = read_forecasts(path, METRICS)
    entry = log.entries["F001"]
    assert [line.kind for line in log.lines] == ["forecast", "update", "resolution"]
    assert [p for _, p, _ in entry.stated] == [0.7, 0.8]
    assert (entry.p, entry.resolution is not None) == (0.8, True)
    assert log.next_id == "F002"


def test_an_absent_file_is_an_empty_book(tmp_path: Path) -> None:
    log = read_forecasts(tmp_path / "forecasts.jsonl", METRICS)
    assert (log.lines, log.digest, log.next_id) == ((), "", "F001")


def test_each_line_holds_the_sha256_of_the_text_before(path: Path) -> None:
    first, second, third = path.read_text().splitlines()
    assert json.loads(first)["prev"] == ""
    assert json.loads(second)["prev"] == sha256(first.encode()).hexdigest()
    assert json.loads(third)["prev"] == sha256(second.encode()).hexdigest()
    assert read_forecasts(path, METRICS).digest == sha256(third.encode()).hexdigest()


def test_one_changed_digit_breaks_the_chain_at_the_next_line(path: Path) -> None:
    path.write_text(path.read_text().replace('"p":0.7', '"p":0.6'))
    (mistake,) = mistakes(path)
    assert mistake.startswith("forecasts.jsonl:2:1: The chain is broken")
    assert "restore the file from git" in mistake


def test_a_line_taken_out_breaks_the_chain(path: Path) -> None:
    first, _, third = path.read_text().splitlines()
    path.write_text(f"{first}\n{third}\n")
    assert [m.split(": ")[0] for m in mistakes(path)] == ["forecasts.jsonl:2:1"]


def test_lines_in_another_order_are_refused(path: Path) -> None:
    first, second, third = path.read_text().splitlines()
    path.write_text(f"{first}\n{third}\n{second}\n")
    broken = "The chain is broken: `prev` is not the sha256 of the line before."
    assert [
        m.removesuffix(" Lines are only ever added: restore the file from git.")
        for m in mistakes(path)
    ] == [f"forecasts.jsonl:{number}:1: {broken}" for number in (2, 3)]


@pytest.mark.parametrize(
    ("number", "change", "mistake"),
    [
        (2, {"at": "2026-01-01T06:00:00Z"}, "The line is out of order: it is older than the line before."),
        (2, {"id": "F002"}, "There is no forecast F002 before this line."),
        (2, {"p": 1.2}, "p: Input should be less than or equal to 0.98."),
        (2, {"p": -0.1}, "p: Input should be greater than or equal to 0.02."),
        (2, {"at": "2026-01-23T06:00:00Z"}, "The forecast F001 was closed on 2026-01-23."),
        (1, {"id": "F002"}, "The id F002 is out of order: the next one is F001."),
        (1, {"resolves_on": "2026-01-02"}, "the resolution date 2026-01-02 is in the past."),
        (1, {"late": True}, "`late` says that it was made after `horizon_start`, and only that."),
        (1, {"weight": 2}, "weight: Extra inputs are not permitted."),
        (1, {"rule": {"kind": "guess"}}, "rule: Input tag 'guess' found using 'kind'"),
        (1, {"rule": {"kind": "compare", "series": "ratoi", "than": "above"}}, "There is no weekly series called `ratoi`."),
        (3, {"outcome": "void"}, "a void forecast has no outcome, and any other has one."),
        (3, {"value_used": None}, "`value_used` goes with an outcome."),
        (3, {"outcome": "maybe"}, "outcome: Input should be 'yes', 'no' or 'void'."),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_named(
    path: Path, number: int, change: dict[str, Any], mistake: str
) -> None:
    rewritten(path, number, lambda row: row.update(change))
    before = path.read_bytes()
    found = mistakes(path)
    assert found[0].startswith(f"forecasts.jsonl:{number}:1: {mistake}"), found
    assert path.read_bytes() == before


def test_a_line_that_is_no_json_is_named_with_its_column(path: Path) -> None:
    path.write_text(path.read_text() + "{oops}\n")
    assert mistakes(path)[0].startswith("forecasts.jsonl:4:2: This is not JSON")


def test_a_duplicate_id_is_refused() -> None:
    with pytest.raises(ContentError, match=r"forecasts.jsonl:2:1: The id F001 is there already"):
        log_of(forecast(), forecast())


def test_a_forecast_is_resolved_once_and_not_changed_after() -> None:
    log = log_of(forecast(), resolution())
    for line in (resolution(day=friday(4)), update(friday(4), 0.9)):
        with pytest.raises(ContentError, match="F001 is resolved already"):
            with_line(log, line)


def test_all_mistakes_are_told_at_once(path: Path) -> None:
    rows = path.read_text().splitlines()
    path.write_text("\n".join(["{", *rows[1:]]))
    assert [m.split(": ")[0] for m in mistakes(path)] == [
        "forecasts.jsonl:1:2",
        "forecasts.jsonl:2:1",
        "forecasts.jsonl:2:1",
        "forecasts.jsonl:3:1",
    ]


def test_only_new_lines_are_written(path: Path) -> None:
    before = path.read_text()
    log = read_forecasts(path, METRICS)
    late = forecast(2, created_at=moment(friday(4)), horizon_start=friday(4), resolves_on=friday(8))
    write_forecasts(with_line(log, late), path)
    assert path.read_text().startswith(before)
    assert len(path.read_text().splitlines()) == 4
    write_forecasts(log_of(), path.with_name("none.jsonl"))
    assert not path.with_name("none.jsonl").exists()


def test_a_file_that_changed_meanwhile_is_not_written_to(path: Path) -> None:
    log = log_of(forecast(), update(friday(1), 0.75))
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="has changed meanwhile"):
        write_forecasts(log, path)
    assert path.read_bytes() == before


def test_lines_taken_off_the_end_are_missed_by_the_editions(path: Path) -> None:
    whole = read_forecasts(path, METRICS)
    states = [
        ("2026-w04", ForecastState(lines=3, sha256=whole.digest)),
        ("2026-w01", ForecastState()),
    ]
    require_whole(whole, states)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))
    with pytest.raises(LedgerError, match=r"jsonl:3: edition 2026-w04 knew 3 lines"):
        require_whole(read_forecasts(path, METRICS), states)


def test_fields_that_make_no_line_are_told_with_the_line_it_would_be() -> None:
    with pytest.raises(ContentError, match=r"content/forecasts.jsonl:2:1: p: Input should be less"):
        line_of(log_of(forecast()), {"kind": "update", "id": "F001", "at": moment(friday(1)), "p": 7, "note": "n"})  # fmt: skip


def test_an_entry_is_known_as_it_was_at_a_moment() -> None:
    entry = log_of(forecast(), update(friday(1), 0.8), resolution()).entries["F001"]
    early = entry.until(moment(friday(1), 5))
    assert (early.p, early.resolution) == (0.7, None)
    assert entry.until(moment(friday(1))).p == 0.8


def test_a_digest_of_no_lines_or_too_many_is_empty() -> None:
    log = log_of(forecast())
    assert (log.digest_of(0), log.digest_of(2), ForecastLog(Path("x")).digest) == ("", "", "")
