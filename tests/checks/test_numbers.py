from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.checks.finding import Proof
from generator.checks.numbers import joined_proof, prove_numbers
from generator.checks.records import prove_records, read_record_files
from generator.editions.publication import Publication
from generator.ledger.table import LedgerTable
from generator.model.metric import Column
from generator.model.record import FigureText, Record, SeriesNumbers, TableNumbers
from tests.checks.conftest import METRICS, edit, forge, read, record_path, told

W34 = "2026-w34"


def prove(folder: Path, publication: Publication | None = None) -> Proof:
    publication = publication or read(folder)
    filed = read_record_files(folder / "content")
    places = range(len(publication.editions))
    return joined_proof([prove_numbers(publication, filed, [place]) for place in places])


def frozen(folder: Path) -> Record:
    return Record.model_validate_json(record_path(folder, W34).read_text())


def place(folder: Path, *names: str | int) -> str:
    filed = read_record_files(folder / "content")[W34]
    return f"{filed.path}:{filed.line(*names)}"


def test_untouched_editions_follow_from_the_ledger(original: Path) -> None:
    # Each week: two series of value, change, spread of changes, n and two percentiles with their
    # n, and one cell of the table: 2 x (4 + 2 x 2) + 1 = 17.
    proof = prove(original)
    assert (str(proof), proof.findings) == ("re-derived: 51 numbers, 0 differences.", ())


@pytest.mark.parametrize("name", ["value", "change", "change_sd", "n"])
def test_a_forged_number_is_found_at_its_line(folder: Path, name: str) -> None:
    ratio = frozen(folder).numbers["ratio"]
    assert isinstance(ratio, SeriesNumbers)
    true = getattr(ratio, name)
    forged = ratio.model_copy(update={name: true + 1})
    forge(folder, W34, numbers={**frozen(folder).numbers, "ratio": forged})
    # Hashes and chain cannot tell: nothing comes after the newest record.
    assert prove_records(folder / "content", read_record_files(folder / "content")).errors == ()
    assert told(prove(folder)) == [
        (
            f"{place(folder, 'numbers', 'ratio', name)}: numbers.ratio.{name}: "
            f"the record has {true + 1!r}, derived again it is {true!r}."
        )
    ]


def test_a_forged_cell_is_told_by_row_and_column(folder: Path) -> None:
    windows = frozen(folder).numbers["windows"]
    assert isinstance(windows, TableNumbers)
    rows = {**windows.rows, "ytd": ("Year to date", "2025-12-31", 4.76)}
    forged = windows.model_copy(update={"rows": rows})
    forge(folder, W34, numbers={**frozen(folder).numbers, "windows": forged})
    assert told(prove(folder)) == [
        (
            f"{place(folder, 'numbers', 'windows', 'rows', 'ytd', 2)}: numbers.windows.rows.ytd.value: "
            "the record has 4.76, derived again it is 4.75."
        )
    ]


def test_a_forged_verdict_is_found(folder: Path) -> None:
    first, second = frozen(folder).verdicts
    forge(folder, W34, verdicts=(first.model_copy(update={"word": "contradicted"}), second))
    assert told(prove(folder)) == [
        (
            f"{place(folder, 'verdicts', 0, 'word')}: verdicts.C01.word: "
            "the record has 'contradicted', derived again it is 'supported'."
        )
    ]


def test_a_forged_summary_and_a_forged_title_are_found_by_their_numbers(folder: Path) -> None:
    record = frozen(folder)
    text = record.figures["discount_history"]
    title = text.title.replace("8", "9")
    assert title != text.title
    forge(
        folder,
        W34,
        summary=("Small caps lead by 99 points.", *record.summary[1:]),
        figures={"discount_history": text.model_copy(update={"title": title})},
    )
    found = [f.message.split(":")[0] for f in prove(folder).errors]
    assert found == ["figures.discount_history.title", "summary.0"]


def test_a_sentence_that_is_only_worded_otherwise_is_a_note(folder: Path) -> None:
    record = frozen(folder)
    forge(folder, W34, summary=(f"In short: {record.summary[0]}", *record.summary[1:]))
    assert told(prove(folder)) == [
        f"{place(folder, 'summary', 0)}: note: summary.0 is worded otherwise today."
    ]


def test_words_of_another_generator_may_have_other_numbers(folder: Path) -> None:
    record = frozen(folder)
    forge(folder, W34, generator="0.0.1", summary=("Seen from 3 sides.", *record.summary[1:]))
    proof = prove(folder)
    assert proof.errors == ()
    assert told(proof)[0].endswith(
        "note: another generator wrote this, with other numbers: summary.0: the record has "
        f"'Seen from 3 sides.', derived again it is {record.summary[0]!r}."
    )


def test_a_test_that_has_changed_since_is_a_note_with_both_verdicts(folder: Path) -> None:
    edit(folder / "content/claims/C01.md", lambda text: text.replace('"> 2"', '"> 9"'))
    proof = prove(folder)
    assert proof.errors == ()
    notes = {line.partition("note: ")[2].partition(" Likewise")[0] for line in told(proof)}
    assert notes == {
        "verdicts: the test of C01 has changed since.",
        (
            "verdicts: the test of C01 has changed since: verdicts.C01.word: the record has 'supported', "
            "derived again it is 'mixed'."
        ),
        "changes: tests have changed since, so this may be told otherwise.",
        "summary: tests have changed since, so this may be told otherwise.",
    }


def test_a_claim_that_is_new_or_gone_is_a_note(folder: Path) -> None:
    publication = read(folder)
    shown = prove(folder, replace(publication, claims=publication.claims[1:]))
    assert shown.errors == ()
    assert "verdicts: C01 is there no more." in " ".join(told(shown))


def test_an_editors_second_thought_is_a_note(folder: Path) -> None:
    path = folder / "content/claims/C42.md"
    edit(path, lambda text: text.replace("as_stated: ok", "as_stated: wrong"))
    assert [line.partition("note: ")[2] for line in told(prove(folder))] == [
        "verdicts: an editor's judgement of C42 has changed since. Likewise in 2 more."
    ]


def test_metrics_that_came_or_went_are_notes(folder: Path) -> None:
    publication = read(folder)
    first, *others = METRICS
    renamed = replace(first, id="ratio_of_prices")
    shown = prove(folder, replace(publication, metrics=(renamed, *others)))
    notes = {line.partition("note: ")[2] for line in told(shown)}
    assert shown.errors == ()
    assert "numbers: ratio is there no more. Likewise in 2 more." in notes
    assert "numbers: ratio_of_prices is new since then. Likewise in 2 more." in notes
    came = "changes: metrics or claims came or went since, so this may be told otherwise."
    assert any(note.startswith(came) for note in notes)


def test_what_came_or_went_excuses_only_words_that_are_told_from_it(folder: Path) -> None:
    record = frozen(folder)
    forge(
        folder, W34, headline="Small caps lead by 99 points", summary=("99.", *record.summary[1:])
    )
    publication = read(folder)
    renamed = replace(METRICS[0], id="ratio_of_prices")
    grown = replace(publication, metrics=(renamed, *METRICS[1:]), claims=publication.claims[1:])
    shown = prove(folder, grown)
    assert [f.message.split(":")[0] for f in shown.errors] == ["headline", "summary.0"]


def test_a_column_that_a_table_got_later_is_no_difference(folder: Path) -> None:
    publication = read(folder)
    ratio, windows, *others = METRICS
    grown = replace(windows, columns=(*windows.columns, Column("n", "Count", "count")))
    wider = replace(publication, metrics=(ratio, grown, *others))
    table = wider.ledger.tables["windows"].rows.assign(n=float("nan"))
    wider = replace(wider, ledger=replace(wider.ledger, tables={"windows": LedgerTable.of(table)}))
    assert prove(folder, wider).findings == ()


def test_figures_that_came_since_are_notes(folder: Path) -> None:
    forge(folder, W34, figures={"other": FigureText(title="Other", alt="Other.")})
    notes = [line.partition("note: ")[2] for line in told(prove(folder))]
    assert sorted(notes) == [
        "figures: discount_history is new since then.",
        "figures: other is there no more.",
    ]
