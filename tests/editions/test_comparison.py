from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from generator.editions.change import (
    NOTHING,
    Change,
    ChangeKind,
    count_line,
    enumeration,
    most_telling,
    plain_lines,
)
from generator.editions.comparison import changes, move_size
from generator.metrics.catalogue import METRICS
from generator.model.metric import Word
from generator.model.record import (
    Evidence,
    MissingNumbers,
    Numbers,
    Record,
    SeriesNumbers,
    TableNumbers,
    Verdict,
)

THEN, NOW = date(2026, 8, 7), date(2026, 8, 14)
TEST = "supported if more than +2 pp, contradicted if less than 0 pp"
WORDS = {"": None, "s": "supported", "m": "mixed", "c": "contradicted"}


def series(value: float, as_of: date = NOW, n: int = 101, sd: float | None = 0.5) -> SeriesNumbers:
    return SeriesNumbers(value=value, as_of=as_of, change_sd=sd, since=date(2001, 5, 25), n=n)


def then(value: float, sd: float | None = 0.5) -> SeriesNumbers:
    return series(value, THEN, 100, sd)


def number_of(name: str, text: str, met: str = "", test: str = TEST) -> Evidence:
    value = None if text == "–" else 1.0
    word: Word | None = WORDS[met]  # type: ignore[assignment]
    return Evidence(name=name, label=f"The {name}", value=value, text=text, test=test, met=word)


def verdict(claim: str, word: Word, *evidence: Evidence, **more: object) -> Verdict:
    sentence = f"{claim} found {word}."
    return Verdict(
        claim=claim, word=word, as_stated="ok", sentence=sentence, evidence=evidence,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def record(numbers: dict[str, Numbers], *verdicts: Verdict) -> Record:
    return Record(
        edition="2026-w33", as_of=NOW, published_at=datetime(2026, 8, 15, tzinfo=UTC),
        backfilled=False, vintage=datetime(2026, 8, 14, tzinfo=UTC), generator="0.1.0", headline="Small caps lead", sources=(),
        numbers=numbers, verdicts=verdicts, figures={}, summary=(), ledger={}, previous="",
    )  # fmt: skip


def between(before: Record, after: Record) -> list[tuple[str, tuple[str, ...], str]]:
    return [(found.kind, found.about, found.text) for found in changes(before, after, METRICS)]


def of_numbers(before: Numbers, after: Numbers, metric: str = "rolling_excess_5y") -> list[str]:
    found = changes(record({metric: before}), record({metric: after}), METRICS)
    return [change.text for change in found]


def of_verdicts(before: Verdict, after: Verdict) -> list[str]:
    return [change.text for change in changes(record({}, before), record({}, after), METRICS)]


def test_a_number_that_its_test_judges_otherwise_crossed_a_threshold() -> None:
    before = verdict("C01", "mixed", number_of("lead.ytd", "+1.8 pp", "m"))
    after = verdict("C01", "supported", number_of("lead.ytd", "+2.3 pp", "s"))
    assert between(record({}, before), record({}, after)) == [
        (
            "threshold",
            ("lead", "C01"),
            f"The lead.ytd: from +1.8 pp to +2.3 pp. By the test of C01 ({TEST}) that is supported, no longer mixed. C01 went from mixed to supported.",
        ),
        ("verdict", ("C01",), "C01 went from mixed to supported. C01 found supported."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "turned"),
    [
        ({"C01": "mixed"}, {"C01": "mixed"}, "By the test of C01 | C01 stays mixed."),
        (
            {"C01": "mixed", "C42": "mixed"},
            {"C01": "supported", "C42": "supported"},
            "By the test of C01 and C42 | C01 and C42 went from mixed to supported.",
        ),
        (
            {"C01": "mixed", "C02": "mixed", "C03": "mixed"},
            {"C01": "mixed", "C02": "supported", "C03": "mixed"},
            "By the test of C01, C02 and C03 | C01 and C03 stay mixed and C02 went from mixed to supported.",
        ),
    ],
)  # fmt: skip
def test_a_crossed_threshold_is_told_once_for_all_its_claims(
    before: dict[str, Word], after: dict[str, Word], turned: str
) -> None:
    old = [verdict(c, word, number_of("lead", "+1.8 pp", "m")) for c, word in before.items()]
    new = [verdict(c, word, number_of("lead", "+2.3 pp", "s")) for c, word in after.items()]
    crossed = [
        found
        for found in changes(record({}, *old), record({}, *new), METRICS)
        if found.kind == "threshold"
    ]
    by, _, claims = turned.partition(" | ")
    assert len(crossed) == 1
    end = f"{by} ({TEST}) that is supported, no longer mixed. {claims}"
    assert crossed[0].text.endswith(end)


def test_a_changed_test_is_no_crossing() -> None:
    old = verdict("C01", "mixed", number_of("lead", "+1.8 pp", "m"))
    new = verdict("C01", "mixed", number_of("lead", "+1.8 pp", "s", test="supported if > 1 pp"))
    assert of_verdicts(old, new) == []


def test_a_number_that_no_test_judged_before_crossed_nothing() -> None:
    old = verdict("C01", "mixed", number_of("lead", "+1.8 pp"))
    assert of_verdicts(old, verdict("C01", "mixed", number_of("lead", "+2.3 pp", "s"))) == []


def test_published_evidence_has_no_name_and_crosses_nothing() -> None:
    old, new = (verdict("C01", "mixed", number_of("", "A study", met)) for met in "sc")
    assert of_verdicts(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (verdict("C12", "mixed"), verdict("C12", "supported"), "C12 went from mixed to supported. C12 found supported."),
        (
            verdict("C42", "pending", leaning="mixed"), verdict("C42", "pending", leaning="supported"),
            "C42 went from pending (leaning mixed) to pending (leaning supported). C42 found pending.",
        ),
        (verdict("C43", "pending"), verdict("C43", "pending", leaning="mixed"), "C43 went from pending to pending (leaning mixed). C43 found pending."),
        (
            verdict("C42", "mixed", mechanism="pending", mechanism_sentence="No cut yet."),
            verdict("C42", "mixed", mechanism="contradicted", mechanism_sentence="No cut came."),
            "The reason given in C42 went from pending to contradicted. No cut came.",
        ),
    ],
)  # fmt: skip
def test_a_verdict_or_leaning_or_reason_that_turns_is_told(
    old: Verdict, new: Verdict, text: str
) -> None:
    assert of_verdicts(old, new) == [text]


def test_a_turned_verdict_says_what_it_rested_on_before() -> None:
    old = verdict("C12", "mixed", mechanism="pending", mechanism_sentence="No cut yet.")
    new = verdict("C12", "supported", mechanism="mixed")
    found = changes(record({}, old), record({}, new), METRICS)
    assert [change.before for change in found] == ["C12 found mixed.", "No cut yet."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (verdict("C12", "mixed"), verdict("C12", "mixed", mechanism="pending")),
        (verdict("C12", "mixed", mechanism="pending"), verdict("C12", "mixed")),
    ],
)
def test_a_reason_that_only_one_record_has_is_no_change(old: Verdict, new: Verdict) -> None:
    assert of_verdicts(old, new) == []


def test_a_claim_that_only_one_record_has_is_new_or_gone() -> None:
    old, new = verdict("C11", "mixed"), verdict("C45", "pending", leaning="supported")
    assert between(record({}, old), record({}, new)) == [
        ("new", ("C45",), "C45 is new: pending (leaning supported). C45 found pending."),
        ("gone", ("C11",), "C11 is gone. It was mixed."),
    ]


@pytest.mark.parametrize(
    ("metric", "numbers", "new", "gone"),
    [
        (
            "rolling_excess_5y",
            SeriesNumbers(value=-4.25, as_of=NOW, since=NOW, n=1),
            "Small minus large, 5 years is a new metric: −4.2 pp a year on 14 Aug 2026.",
            "Small minus large, 5 years: measured no more. It was −4.2 pp a year on 14 Aug 2026.",
        ),
        (
            "risk",
            TableNumbers(as_of=NOW, columns=("value",), rows={}),
            "Risk of small and large caps is a new metric.",
            "Risk of small and large caps: measured no more.",
        ),
        (
            "risk",
            MissingNumbers(reason="SPY: too old"),
            "Risk of small and large caps is a new metric, without a number yet (SPY: too old).",
            "Risk of small and large caps: measured no more.",
        ),
    ],
)
def test_a_metric_that_only_one_record_has_is_new_or_gone(
    metric: str, numbers: Numbers, new: str, gone: str
) -> None:
    empty, full = record({}), record({metric: numbers})
    assert between(empty, full) == [("new", (metric,), new)]
    assert between(full, empty) == [("gone", (metric,), gone)]


def test_a_metric_that_the_generator_forgot_goes_by_its_id() -> None:
    full = record({"withdrawn": then(1.0)})
    assert between(full, record({})) == [
        ("gone", ("withdrawn",), "The metric `withdrawn` is gone.")
    ]
    assert between(record({}), full) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ((1.999, "+1.999 pp"), (2.5, "+2.5 pp"), "from +1.999 pp to +2.500 pp"),
        ((4.0, "+4 pp"), (5.4, "+5.4 pp"), "from +4.0 pp to +5.4 pp"),
        ((-0.0001, "0 pp"), (3.0, "+3 pp"), "from 0 pp to +3 pp"),
    ],
)
def test_both_numbers_of_a_crossing_have_the_same_decimals(
    old: tuple[float, str], new: tuple[float, str], told: str
) -> None:
    lead = "relative_return.since_article"
    first, last = (
        Evidence(name=lead, label="Lead", value=value, text=text, test=TEST, met=met)
        for (value, text), met in ((old, "mixed"), (new, "supported"))
    )
    table = TableNumbers(as_of=NOW, columns=("value",), rows={"since_article": (new[0],)})
    found = changes(
        record({"relative_return": table}, verdict("C11", "mixed", first)),
        record({"relative_return": table}, verdict("C11", "mixed", last)),
        METRICS,
    )
    assert found[0].text.startswith(f"Lead: {told}. By the test of C11")


GONE = MissingNumbers(reason="SPY: too old")
ROWS = TableNumbers(as_of=NOW, columns=("value",), rows={})


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (then(-4.25), GONE, "Small minus large, 5 years: no number any more (SPY: too old). It was −4.2 pp a year on 7 Aug 2026."),
        (ROWS, GONE, "Small minus large, 5 years: no number any more (SPY: too old)."),
        (GONE, series(-4.25), "Small minus large, 5 years: −4.2 pp a year on 14 Aug 2026, where there was no number before (SPY: too old)."),
        (GONE, ROWS, "Small minus large, 5 years: measured, where there was no number before (SPY: too old)."),
    ],
)  # fmt: skip
def test_data_that_went_missing_or_came_back_is_told(
    before: Numbers, after: Numbers, text: str
) -> None:
    assert of_numbers(before, after) == [text]


def test_data_that_stay_missing_are_no_change() -> None:
    assert of_numbers(GONE, MissingNumbers(reason="IWM: too old")) == []


def test_a_number_within_a_table_is_told_once_though_two_claims_rest_on_it() -> None:
    some, none = number_of("easing.april", "0 bp"), number_of("easing.april", "–")
    full = record({}, verdict("C15", "mixed", some), verdict("C42", "mixed", some))
    empty = record({}, verdict("C15", "mixed", none), verdict("C42", "mixed", none))
    assert between(empty, full) == [
        ("back", ("easing",), "The easing.april: 0 bp, where there was no number before.")
    ]
    assert between(full, empty) == [
        ("missing", ("easing",), "The easing.april: no number any more. It was 0 bp.")
    ]


def test_the_numbers_of_a_missing_metric_are_not_told_one_by_one() -> None:
    some, none = number_of("rolling_excess_5y", "0 bp"), number_of("rolling_excess_5y", "–")
    before = record({"rolling_excess_5y": then(1.0)}, verdict("C15", "mixed", some))
    after = record({"rolling_excess_5y": GONE}, verdict("C15", "mixed", none))
    assert [kind for kind, _, _ in between(before, after)] == ["missing"]


def test_a_move_is_measured_by_the_changes_before_it() -> None:
    # 1.5 up where a usual change is 0.5; the newest record's own deviation does not matter.
    assert move_size(then(-9.7), series(-8.2, sd=99.0)) == pytest.approx(3.0)


def test_over_four_values_a_series_may_move_twice_as_far() -> None:
    # 1.5 over four values: 1.5 / (0.5 * 2).
    assert move_size(then(1.0), series(2.5, n=104)) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (then(1.0), series(9.0, n=100)),  # the same value, revised
        (then(1.0, sd=None), series(9.0)),  # too short a history
        (then(1.0, sd=0.0), series(9.0)),  # never moved before
    ],
)
def test_without_a_yardstick_there_is_no_move(before: SeriesNumbers, after: SeriesNumbers) -> None:
    assert move_size(before, after) == 0.0


@pytest.mark.parametrize(
    ("value", "n", "texts"),
    [
        (-8.71, 101, []),  # 0.99 is 1.98 deviations
        (-8.7, 101, ["Small minus large, 5 years: from −9.7 pp a year to −8.7 pp a year (+1.0 pp a year), 2.0 standard deviations of its changes since 25 May 2001."]),
        (-11.2, 101, ["Small minus large, 5 years: from −9.7 pp a year to −11.2 pp a year (−1.5 pp a year), 3.0 standard deviations of its changes since 25 May 2001."]),
        (-7.7, 102, ["Small minus large, 5 years: from −9.7 pp a year to −7.7 pp a year (+2.0 pp a year) over 2 new values, 2.8 standard deviations of its changes since 25 May 2001."]),
    ],
)  # fmt: skip
def test_moves_of_two_deviations_are_told(value: float, n: int, texts: list[str]) -> None:
    assert of_numbers(then(-9.7), series(value, n=n)) == texts


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (2.04, 1.96, "from +2.04 pp a year to +1.96 pp a year (−0.08 pp a year)"),
        # at one decimal it would be 0.4 to 0.3, a difference of 0.2
        (0.44, 0.26, "from +0.44 pp a year to +0.26 pp a year (−0.18 pp a year)"),
        (1.0, 1.00001, "from +1.0000 pp a year to +1.0000 pp a year (0.0000 pp a year)"),
    ],
)
def test_decimals_tell_values_apart_and_give_their_difference(
    first: float, last: float, shown: str
) -> None:
    text = of_numbers(then(first, sd=1e-6), series(last))[0]
    assert shown in text


def test_percentages_move_by_points() -> None:
    text = of_numbers(then(2.1), series(5.4), "relative_to_40_week_average")[0]
    assert "from 2.1% to 5.4% (+3.3 pp)" in text


def test_a_series_that_became_a_table_did_not_move() -> None:
    assert of_numbers(then(1.0), ROWS) == []


def test_what_no_metric_measures_any_more_is_left_out() -> None:
    assert of_numbers(then(1.0), series(9.0), "withdrawn") == []


def test_thresholds_come_first_then_verdicts_then_gaps_then_the_largest_moves() -> None:
    before = record(
        {"rolling_excess_5y": then(1.0), "rolling_excess_15y": then(1.0), "rolling_excess_1y": then(1.0)},
        verdict("C01", "mixed", number_of("lead", "+1 pp", "m")), verdict("C02", "mixed"),
    )  # fmt: skip
    after = record(
        {"rolling_excess_5y": series(3.0), "rolling_excess_15y": series(-4.0), "rolling_excess_1y": GONE},
        verdict("C01", "mixed", number_of("lead", "+3 pp", "s")), verdict("C02", "supported"),
    )  # fmt: skip
    assert [(found.kind, found.about) for found in changes(before, after, METRICS)] == [
        ("threshold", ("lead", "C01")), ("verdict", ("C02",)), ("missing", ("rolling_excess_1y",)),
        ("move", ("rolling_excess_15y",)), ("move", ("rolling_excess_5y",)),
    ]  # fmt: skip


def test_at_most_three_changes_are_told_and_none_about_the_same_thing() -> None:
    found = (
        Change("threshold", ("lead", "C01"), "a"), Change("threshold", ("lag", "C01"), "b"),
        Change("verdict", ("C01",), "c"), Change("verdict", ("C02",), "d"),
        Change("move", ("lead",), "e"), Change("move", ("beta",), "f"), Change("move", ("vix",), "g"),
    )  # fmt: skip
    assert [change.text for change in most_telling(found)] == ["a", "d", "f"]


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ([], "no threshold was crossed and no verdict changed"),
        (["threshold"], "1 threshold was crossed"),
        (["threshold", "threshold", "verdict"], "2 thresholds were crossed and 1 verdict changed"),
        (["verdict", "verdict", "missing"], "2 verdicts changed and 1 number went missing"),
        (["threshold", "missing", "missing", "back"], "1 threshold was crossed, 2 numbers went missing and 1 number is no longer missing"),
        (["verdict", "back", "back", "move"], "1 verdict changed, 2 numbers are no longer missing and 1 measure moved unusually far"),
        (["move", "move"], "no threshold was crossed, no verdict changed and 2 measures moved unusually far"),
        (["new", "gone", "gone"], "no threshold was crossed, no verdict changed, 1 metric or claim is new and 2 metrics or claims are gone"),
    ],
)  # fmt: skip
def test_changes_are_counted_in_one_sentence(kinds: list[ChangeKind], sentence: str) -> None:
    found = [Change(kind, (), "") for kind in kinds]
    assert count_line(found) == f"Since the edition before, {sentence}."


def test_a_terminal_shows_each_change_and_what_was_found_before() -> None:
    found = [
        Change("verdict", ("C01",), "It turned.", "It stood."),
        Change("move", (), "It moved."),
    ]
    assert plain_lines(found) == ["- It turned.", "  Before: It stood.", "- It moved."]
    assert plain_lines(()) == [NOTHING]


def test_a_first_edition_has_nothing_to_compare() -> None:
    assert count_line(None) == "This is the first edition: there is nothing to compare with."


def test_lists_read_as_sentences_do() -> None:
    assert [enumeration(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]
