from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.claims.claim import Claim, check_claims, judge, read_claims, rule_text
from generator.claims.evidence import label_of
from generator.ledger.live_values import LiveValues
from generator.model.errors import ContentError
from generator.model.metric import Column, Missing, metric
from generator.model.record import Cell, MissingNumbers, SeriesNumbers, TableNumbers, Verdict

AS_OF = date(2026, 8, 14)
FRONT = """\
---
id: C42
section: working
kind: present
statement: Small caps win.
as_stated: ok
as_stated_because: It can be scored.
would_change: Other numbers.
sources:
  - title: A page
    url: https://example.org/page
"""
THRESHOLD = """\
rule:
  kind: threshold
  measure: the lead
  value: lead.now
  supported: "> 2"
  contradicted: "< -2"
"""
AGREEMENT = """\
rule:
  kind: agreement
  measure: leads
  values: [lead.now, lead.m3, lead.m6]
  supported: "> 2"
  supported_at: 2
  contradicted: "< -2"
  contradicted_at: 2
"""
HIT_RATE = """\
rule:
  kind: hit_rate
  measure: easings
  row: cuts.m12
"""
SHARE = """\
rule:
  kind: share
  measure: the number of cheap methods
  part: cuts.m12.wins
  of: cuts.m12.n
  supported: ">= 80"
  contradicted: "<= 20"
"""
EVERY = """\
rule:
  kind: every
  parts:
    - kind: threshold
      measure: the lead
      value: lead.now
      supported: "> 2"
      contradicted: "< -2"
    - kind: threshold
      measure: the trend
      value: trend
      supported: "> 0"
      contradicted: "<= 0"
"""
CITED = """\
rule:
  kind: cited
  verdict: contradicted
  because: The fund is no ETF.
  known_on: 2026-01-12
  evidence:
    - label: Type
      text: closed-end fund
"""
EITHER = """\
rule:
  kind: measured_or_cited
  measured:
    kind: threshold
    measure: the lead
    value: lead.now
    supported: "> 2"
    contradicted: "< -2"
  cited:
    verdict: mixed
    because: Two studies differ.
    known_on: 2026-01-12
    evidence:
      - label: A study
        text: "+3 pp"
      - label: A later study
        text: "-3 pp"
        known_on: 2026-02-01
"""
BETWEEN = "the claim needs more than +2 pp, and less than −2 pp would contradict it."
LASTING = """\
rule:
  kind: untestable
  because: No outcome would count.
  illustration: [lead.m3]
"""
BARE = LASTING.replace("  illustration: [lead.m3]\n", "")


@metric(
    "working", "Small minus large", "pp", inputs=(), formula="", pitfalls="",
    columns=(
        Column("label", "Window", "text"),
        Column("small", "Small caps", "%"),
        Column("value", "Lead", "pp"),
    ),
)  # fmt: skip
def lead() -> Missing:
    return Missing("not measured here")


@metric(
    "rates", "First cuts", "pp", inputs=(), formula="", pitfalls="",
    columns=(
        Column("wins", "Wins", "count", 0),
        Column("n", "Cases", "count", 0),
        Column("value", "Mean", "pp"),
        Column("lo", "Low", "pp"),
        Column("hi", "High", "pp"),
    ),
)  # fmt: skip
def cuts() -> Missing:
    return Missing("not measured here")


@metric("working", "Trend", "%", inputs=(), formula="", pitfalls="")
def trend() -> Missing:
    return Missing("not measured here")


METRICS = (lead, cuts, trend)


def values(
    now: float | None = None,
    m3: float | None = None,
    m6: float | None = None,
    cuts_row: tuple[Cell, ...] = (2, 8, -2.3, -8.2, 3.9),
    slope: float | None = None,
) -> LiveValues:
    rows = {"now": ("since the article", 9.0, now), "m3": (None, 9.0, m3), "m6": (None, 9.0, m6)}
    names = ("wins", "n", "value", "lo", "hi")
    series = MissingNumbers(reason="Yahoo gave nothing")
    trends = SeriesNumbers(value=slope, as_of=AS_OF, since=AS_OF, n=60) if slope else None
    return LiveValues(
        METRICS,
        {
            "lead": TableNumbers(as_of=AS_OF, columns=("label", "small", "value"), rows=rows),
            "cuts": TableNumbers(as_of=AS_OF, columns=names, rows={"m12": cuts_row}),
            "trend": trends or series,
        },
    )


LEADS = TableNumbers(
    as_of=AS_OF,
    columns=("label", "small", "value"),
    rows={"now": ("since the article", 9.0, 3.0)},
)
Write = Callable[..., Claim]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_claim(rule: str, front: str = FRONT) -> Claim:
        (tmp_path / "C42.md").write_text(f"{front}{rule}---\n\nWhy.\n", encoding="utf-8")
        (claim,) = read_claims(tmp_path)
        return claim

    return write_claim


def problems(write: Write, rule: str, front: str = FRONT) -> str:
    with pytest.raises(ContentError) as caught:
        write(rule, front)
    return str(caught.value)


def test_a_claim_has_its_front_matter_and_its_document(write: Write) -> None:
    claim = write(THRESHOLD)
    assert (claim.id, claim.section, claim.statement) == ("C42", "working", "Small caps win.")
    assert claim.document.body == "\nWhy.\n"


@pytest.mark.parametrize(
    ("now", "word", "sentence"),
    [
        (5.1, "supported", "The lead comes to +5.1 pp; the claim needs more than +2 pp."),
        (-3.0, "contradicted", "The lead comes to −3.0 pp; less than −2 pp contradicts the claim."),
        (0.0, "mixed", f"The lead comes to 0.0 pp; {BETWEEN}"),
        # rounded to one decimal it would read +2.0, as the threshold does
        (1.96, "mixed", f"The lead comes to +1.96 pp; {BETWEEN}"),
        (2.0, "mixed", f"The lead comes to +2.0 pp; {BETWEEN}"),
        (None, "not testable", "There is no number for the lead: not known yet."),
    ],
)  # fmt: skip
def test_a_threshold_judges_one_number(
    write: Write, now: float | None, word: str, sentence: str
) -> None:
    verdict = judge(write(THRESHOLD), values(now), AS_OF)
    assert (verdict.word, verdict.sentence) == (word, sentence)


OTHERWISE = THRESHOLD + "  otherwise:\n    measure: the trend\n    value: trend\n"


@pytest.mark.parametrize(
    ("now", "slope", "word", "sentence"),
    [
        (5.1, -9.0, "supported", "The lead comes to +5.1 pp"),
        (None, -9.0, "contradicted", "The trend comes to −9"),
        (None, None, "not testable", "There is no number for the lead"),
    ],
)
def test_another_number_decides_only_where_the_first_is_missing(
    write: Write, now: float | None, slope: float | None, word: str, sentence: str
) -> None:
    verdict = judge(write(OTHERWISE), values(now, slope=slope), AS_OF)
    assert (verdict.word, len(verdict.evidence)) == (word, 1)
    assert verdict.sentence.startswith(sentence)
    assert " Where that has no number, for the trend: supported if " in verdict.test


def test_a_verdict_carries_its_evidence(write: Write) -> None:
    (evidence,) = judge(write(THRESHOLD), values(5.1), AS_OF).evidence
    assert evidence.name == "lead.now"
    assert evidence.label == "Small minus large, since the article"
    assert (evidence.value, evidence.text) == (5.1, "+5.1 pp")
    assert evidence.test == "supported if more than +2 pp, contradicted if less than −2 pp"


def test_missing_evidence_is_shown_as_missing(write: Write) -> None:
    (evidence,) = judge(write(THRESHOLD), values(None), AS_OF).evidence
    assert (evidence.value, evidence.text) == (None, "–")


def test_a_missing_metric_gives_its_reason(write: Write) -> None:
    verdict = judge(write(THRESHOLD.replace("lead.now", "trend")), values(), AS_OF)
    assert verdict.sentence == "There is no number for the lead: Yahoo gave nothing."
    assert verdict.evidence[0].label == "Trend"


def test_a_row_that_an_edition_lacks_is_missing(write: Write) -> None:
    verdict = judge(write(THRESHOLD.replace("lead.now", "lead.y2027")), values(), AS_OF)
    assert verdict.word == "not testable"
    assert verdict.sentence.endswith("not part of this edition.")
    assert verdict.evidence[0].label == "Small minus large, 2027"


@pytest.mark.parametrize(
    ("row", "words"),
    [("y1", "1 year"), ("y10", "10 years"), ("m3", "3 months"), ("iwm", "IWM"), ("year_end", "year end")],
)  # fmt: skip
def test_a_row_without_its_label_is_told_by_its_key(row: str, words: str) -> None:
    gone = LiveValues(METRICS, {"lead": MissingNumbers(reason="Yahoo gave nothing")})
    assert label_of(gone, f"lead.{row}") == f"Small minus large, {words}"


def test_a_column_is_part_of_the_label(write: Write) -> None:
    verdict = judge(write(THRESHOLD.replace("lead.now", "lead.now.small")), values(1), AS_OF)
    assert verdict.evidence[0].label == "Small minus large, since the article, Small caps"


def test_a_part_of_a_series_is_named_in_the_label(write: Write) -> None:
    rule = THRESHOLD.replace("lead.now", "trend.n")
    verdict = judge(write(rule), values(slope=0.3), AS_OF)
    assert verdict.evidence[0].label == "Trend, n"


def test_an_observed_value_of_a_series_is_no_average_and_has_no_n(write: Write) -> None:
    verdict = judge(write(THRESHOLD.replace("lead.now", "trend")), values(slope=0.3), AS_OF)
    assert (verdict.evidence[0].value, verdict.evidence[0].n) == (0.3, None)


def test_an_unknown_metric_is_called_by_its_name(write: Write) -> None:
    verdict = judge(write(THRESHOLD.replace("lead.now", "other.now")), values(), AS_OF)
    assert verdict.evidence[0].label == "other.now"


@pytest.mark.parametrize(
    ("leads", "word", "start"),
    [
        ((3, 4, 0), "supported", "Of 3 leads, 2 are more than +2 pp and none is less than −2 pp;"),
        ((3, -4, -5), "contradicted", "Of 3 leads, 1 is more than +2 pp and 2 are less than"),
        ((3, 0, -5), "mixed", "Of 3 leads, 1 is more than +2 pp and 1 is less than −2 pp;"),
        ((3, 4, None), "supported", "Of 3 leads, 2 are more"),
        ((3, None, 0), "not testable", "There is no number for 1 of 3 leads: not known yet."),
    ],
)
def test_agreement_counts_the_numbers_that_pass(
    write: Write, leads: tuple[float | None, ...], word: str, start: str
) -> None:
    verdict = judge(write(AGREEMENT), values(*leads), AS_OF)
    assert verdict.word == word
    assert verdict.sentence.startswith(start)
    assert len(verdict.evidence) == 3


def test_one_number_contradicts_and_two_contradict(write: Write) -> None:
    one = judge(write(AGREEMENT), values(3, 0, -5), AS_OF)
    assert one.sentence.endswith("and 2 of the second contradict it.")
    alone = AGREEMENT.replace("contradicted_at: 2", "contradicted_at: 1")
    sentence = judge(write(alone), values(3, 0, -5), AS_OF).sentence
    assert sentence.endswith("and 1 of the second contradicts it.")


@pytest.mark.parametrize(
    ("at", "word", "sentence"),
    [
        (1, "contradicted", "Of 3 leads, none is more than +2 pp and 1 is less than −2 pp; the claim needs 2 of the first kind, and 1 of the second contradicts it. The only number there is −5.0 pp (n = 5)."),
        (2, "not testable", "There is no number for 2 of 3 leads: not known yet. The only number there is −5.0 pp (n = 5)."),
    ],
)  # fmt: skip
def test_where_one_number_stands_alone_the_sentence_says_what_it_rests_on(
    write: Write, at: int, word: str, sentence: str
) -> None:
    *others, value = lead.columns
    ranked = replace(lead, columns=(*others, replace(value, n=5)))
    known = LiveValues((ranked,), {"lead": leads_of(-5.0)})
    rule = AGREEMENT.replace("contradicted_at: 2", f"contradicted_at: {at}")
    verdict = judge(write(rule), known, AS_OF)
    assert (verdict.word, verdict.sentence) == (word, sentence)
    assert [found.met for found in verdict.evidence] == ["contradicted", None, None]


def leads_of(now: float) -> TableNumbers:
    rows: dict[str, tuple[Cell, ...]] = {
        "now": ("now", 9.0, now), "m3": ("m3", 9.0, None), "m6": ("m6", 9.0, None)
    }  # fmt: skip
    return TableNumbers(as_of=AS_OF, columns=("label", "small", "value"), rows=rows)


def test_a_label_that_asks_is_followed_by_no_comma() -> None:
    asked = LiveValues((replace(lead, label="Do they agree?"),), {"lead": LEADS})
    assert label_of(asked, "lead.now.small") == "Do they agree? Since the article, Small caps"


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ((6, 8, 2.0, 0.1, 4.0), "supported"),  # 6 of 8 = 75 %, interval above zero
        ((6, 8, 2.0, -0.1, 4.0), "mixed"),  # the interval reaches below zero
        ((5, 8, 2.0, 0.1, 4.0), "mixed"),  # 62.5 %
        ((2, 5, -1.0, -2.0, 0.5), "contradicted"),  # 40 %
        ((0, 0, None, None, None), "not testable"),
        ((None, None, None, None, None), "not testable"),
    ],
)
def test_a_hit_rate_takes_wins_and_an_interval_clear_of_zero(
    write: Write, row: tuple[float | None, ...], word: str
) -> None:
    assert judge(write(HIT_RATE), values(cuts_row=row), AS_OF).word == word


def test_a_hit_rate_says_its_counts_and_interval(write: Write) -> None:
    verdict = judge(write(HIT_RATE), values(), AS_OF)
    assert verdict.sentence == (
        "Small caps won 2 of 8 easings, with a mean lead of −2.3 pp (90% interval −8.2 pp to +3.9 pp); "
        "40% of wins or less contradict the claim."
    )
    assert [evidence.text for evidence in verdict.evidence] == [
        "2 of 8",
        "−2.3 pp (−8.2 pp to +3.9 pp)",
    ]
    assert [item.n for item in verdict.evidence] == [8, 8]


def test_a_hit_rate_that_is_not_contradicted_says_what_it_needs(write: Write) -> None:
    verdict = judge(write(HIT_RATE), values(cuts_row=(6, 8, 2.0, 0.1, 4.0)), AS_OF)
    assert verdict.sentence.endswith("the claim needs 75% of wins and an interval above zero.")


@pytest.mark.parametrize(
    ("part", "whole", "word"),
    [(4, 5, "supported"), (1, 5, "contradicted"), (3, 6, "mixed"), (3, 0, "not testable")],
)
def test_a_share_is_taken_in_percent(write: Write, part: int, whole: int, word: str) -> None:
    found = values(cuts_row=(part, whole, None, None, None))
    assert judge(write(SHARE), found, AS_OF).word == word


def test_a_share_says_both_counts(write: Write) -> None:
    verdict = judge(write(SHARE), values(cuts_row=(4, 5, None, None, None)), AS_OF)
    assert verdict.sentence == (
        "The number of cheap methods comes to 4 of 5, or 80%; the claim needs at least 80%."
    )
    assert (verdict.evidence[0].text, verdict.evidence[0].n) == ("4 of 5 (80%)", 5)


@pytest.mark.parametrize(
    ("now", "slope", "word"),
    [
        (3, 1, "supported"),
        (-3, -1, "contradicted"),
        (3, -1, "mixed"),
        (0, 1, "mixed"),
        (3, None, "not testable"),
    ],
)
def test_every_part_must_say_the_same(
    write: Write, now: float, slope: float | None, word: str
) -> None:
    verdict = judge(write(EVERY), values(now, slope=slope), AS_OF)
    assert verdict.word == word
    assert len(verdict.evidence) == 2


def test_cited_evidence_gives_the_editors_verdict(write: Write) -> None:
    verdict = judge(write(CITED), values(), AS_OF)
    assert (verdict.word, verdict.sentence) == ("contradicted", "The fund is no ETF.")
    assert (verdict.evidence[0].label, verdict.evidence[0].text) == ("Type", "closed-end fund")


def test_evidence_is_not_used_before_it_was_published(write: Write) -> None:
    verdict = judge(write(CITED), values(), date(2026, 1, 11))
    assert verdict.word == "not testable"
    assert verdict.sentence == "The evidence was published on 12 Jan 2026."


def test_what_is_not_testable_says_why(write: Write) -> None:
    verdict = judge(write(BARE), values(), AS_OF)
    assert (verdict.word, verdict.evidence) == ("not testable", ())
    assert verdict.sentence == "No outcome would count."


def test_what_is_not_testable_may_be_illustrated(write: Write) -> None:
    verdict = judge(write(LASTING), values(m3=4.0), AS_OF)
    assert verdict.word == "not testable"
    (shown,) = verdict.evidence
    assert (shown.value, shown.test) == (4.0, "illustration only, decides nothing")


@pytest.mark.parametrize(
    ("now", "word"), [(5.1, "supported"), (0.0, "mixed"), (-5.1, "contradicted")]
)
def test_a_test_that_has_its_numbers_needs_no_editor(write: Write, now: float, word: str) -> None:
    verdict = judge(write(EITHER), values(now), AS_OF)
    assert verdict.word == word
    assert verdict.sentence.startswith("The lead comes to")
    assert [item.name for item in verdict.evidence] == ["lead.now"]


def test_an_editor_judges_while_the_numbers_are_missing(write: Write) -> None:
    verdict = judge(write(EITHER), values(), AS_OF)
    assert verdict.word == "mixed"
    assert verdict.sentence == (
        "Two studies differ. This is an editor's judgement on published evidence, since there is "
        "no number for the lead: not known yet."
    )
    assert [item.label for item in verdict.evidence][:2] == ["A study", "A later study"]
    assert (verdict.evidence[2].name, verdict.evidence[2].text) == ("lead.now", "–")


def test_later_evidence_is_not_shown_before_its_day(write: Write) -> None:
    verdict = judge(write(EITHER), values(), date(2026, 1, 31))
    assert [item.label for item in verdict.evidence if not item.name] == ["A study"]


def test_without_numbers_and_evidence_there_is_no_verdict(write: Write) -> None:
    verdict = judge(write(EITHER), values(), date(2026, 1, 11))
    assert verdict.word == "not testable"
    assert verdict.sentence == (
        "There is no number for the lead: not known yet. The evidence was published on 12 Jan 2026."
    )


def test_the_gap_of_several_parts_is_the_first_one(write: Write) -> None:
    indented = "".join(f"  {line}\n" for line in EVERY.splitlines()[1:])
    both = EITHER[: EITHER.index("    kind: threshold")] + indented
    rule = both + EITHER[EITHER.index("  cited:") :]
    verdict = judge(write(rule), values(3.0), AS_OF)
    assert verdict.sentence.endswith("no number for the trend: Yahoo gave nothing.")


FORWARD = FRONT.replace("kind: present", "kind: forward\nresolves_on: 2026-12-31")
WAITING = FORWARD.replace("resolves_on", "expected: It comes in March.\nresolves_on")


def test_a_forward_claim_is_pending_with_a_leaning(write: Write) -> None:
    verdict = judge(write(THRESHOLD, WAITING), values(5.1), AS_OF)
    assert (verdict.word, verdict.leaning) == ("pending", "supported")
    assert verdict.sentence.endswith("more than +2 pp. Open until 31 Dec 2026.")


def test_a_forward_claim_without_a_number_is_pending_without_a_leaning(write: Write) -> None:
    verdict = judge(write(THRESHOLD, FORWARD), values(None), AS_OF)
    assert (verdict.word, verdict.leaning) == ("pending", None)
    assert verdict.sentence == (
        "There is no number for the lead: not known yet. Open until 31 Dec 2026."
    )


def test_a_pending_claim_says_when_its_number_is_expected(write: Write) -> None:
    verdict = judge(write(THRESHOLD, WAITING), values(None), AS_OF)
    assert verdict.sentence == (
        "There is no number for the lead: not known yet. It comes in March. Open until 31 Dec 2026."
    )


def test_a_forward_claim_without_a_number_on_its_day_is_not_testable(write: Write) -> None:
    verdict = judge(write(THRESHOLD, WAITING), values(None), date(2026, 12, 31))
    assert (verdict.word, verdict.leaning) == ("not testable", None)
    assert verdict.sentence == "There is no number for the lead: not known yet."


def test_a_forward_claim_that_nothing_can_test_does_not_wait(write: Write) -> None:
    assert judge(write(BARE, FORWARD), values(), AS_OF).word == "not testable"


def test_a_missing_reason_is_told_without_the_names_of_inputs(write: Write) -> None:
    numbers = {"lead": MissingNumbers(reason="fred:DFF: too old; SPY: too old")}
    verdict = judge(write(THRESHOLD), LiveValues(METRICS, numbers), AS_OF)
    assert verdict.sentence == "There is no number for the lead: too old."


def test_a_forward_claim_is_decided_on_its_day(write: Write) -> None:
    verdict = judge(write(THRESHOLD, FORWARD), values(5.1), date(2026, 12, 31))
    assert (verdict.word, verdict.leaning) == ("supported", None)


def test_a_decided_claim_stays_decided(write: Write) -> None:
    claim = write(THRESHOLD, FORWARD)
    pending = judge(claim, values(5.1), date(2026, 12, 24))
    decided = judge(claim, values(5.1), date(2026, 12, 31), pending)
    assert decided.word == "supported"
    assert judge(claim, values(-9.0), date(2027, 1, 8), decided) == decided


@pytest.mark.parametrize("word", ["pending", "not testable"])
def test_an_undecided_claim_is_judged_again_after_its_day(write: Write, word: str) -> None:
    claim = write(THRESHOLD, FORWARD)
    before = Verdict.model_validate(
        {
            "claim": "C42",
            "word": word,
            "as_stated": "ok",
            "sentence": "",
            "resolves_on": "2026-12-31",
        }
    )
    assert judge(claim, values(-9.0), date(2027, 1, 8), before).word == "contradicted"


def test_a_claim_about_the_past_is_judged_anew_each_time(write: Write) -> None:
    claim = write(THRESHOLD)
    before = judge(claim, values(5.1), AS_OF)
    assert judge(claim, values(-5.1), date(2026, 8, 21), before).word == "contradicted"


def test_a_mechanism_is_judged_apart(write: Write) -> None:
    reason = "mechanism:\n  statement: The Fed eases.\n" + "".join(
        f"  {line}\n" for line in THRESHOLD.replace("lead.now", "lead.m3").splitlines()
    )
    verdict = judge(write(THRESHOLD + reason), values(5.1, -4.0), AS_OF)
    assert (verdict.word, verdict.mechanism) == ("supported", "contradicted")
    assert verdict.mechanism_sentence.startswith("The lead comes to −4.0 pp;")
    assert [evidence.name for evidence in verdict.evidence] == ["lead.now", "lead.m3"]


def mechanism(rule: str, expected: str = "") -> str:
    head = f"mechanism:\n  statement: The Fed eases.\n{expected}"
    return head + "".join(f"  {line}\n" for line in rule.splitlines())


def test_a_mechanism_without_its_number_is_open_as_long_as_the_claim(write: Write) -> None:
    reason = mechanism(THRESHOLD.replace("lead.now", "lead.m3"), "  expected: It comes in March.\n")
    claim = write(THRESHOLD + reason, FORWARD)
    verdict = judge(claim, values(5.1), AS_OF)
    assert (verdict.word, verdict.mechanism) == ("pending", "pending")
    assert verdict.mechanism_sentence.endswith("It comes in March. Open until 31 Dec 2026.")
    later = judge(claim, values(5.1), date(2026, 12, 31))
    assert (later.word, later.mechanism) == ("supported", "not testable")
    assert later.mechanism_sentence == "There is no number for the lead: not known yet."


def test_a_mechanism_may_have_a_day_of_its_own(write: Write) -> None:
    rule = THRESHOLD.replace("lead.now", "lead.m3")
    claim = write(THRESHOLD + mechanism(rule, "  resolves_on: 2026-04-29\n"))
    before = judge(claim, values(5.1, -4.0), date(2026, 4, 24))
    assert (before.word, before.mechanism) == ("supported", "pending")
    assert before.mechanism_sentence.endswith("contradicts the claim. Open until 29 Apr 2026.")
    assert judge(claim, values(5.1, -4.0), date(2026, 4, 29)).mechanism == "contradicted"


LATER = mechanism(THRESHOLD.replace("lead.now", "lead.m3"), "  resolves_on: 2027-04-15\n")


def test_a_mechanism_with_a_later_day_is_judged_after_the_claim_is_decided(write: Write) -> None:
    claim = write(THRESHOLD + LATER, FORWARD)
    decided = judge(claim, values(5.1, 0.5), date(2026, 12, 31))
    assert (decided.word, decided.mechanism) == ("supported", "pending")
    after = judge(claim, values(-9.0, -4.0), date(2027, 4, 16), decided)
    assert (after.word, after.sentence) == ("supported", decided.sentence)
    assert after.mechanism == "contradicted"
    assert [(one.name, one.value) for one in after.evidence] == [
        ("lead.now", 5.1), ("lead.m3", -4.0),
    ]  # fmt: skip


def test_a_mechanism_that_is_decided_too_stays_decided(write: Write) -> None:
    claim = write(THRESHOLD + LATER, FORWARD)
    decided = judge(claim, values(5.1, 0.5), date(2026, 12, 31))
    after = judge(claim, values(5.1, -4.0), date(2027, 4, 16), decided)
    assert judge(claim, values(5.1, 9.0), date(2027, 4, 23), after) == after


def test_a_mechanism_that_nothing_can_test_does_not_wait(write: Write) -> None:
    verdict = judge(write(THRESHOLD + mechanism(BARE), FORWARD), values(5.1), AS_OF)
    assert verdict.mechanism == "not testable"
    assert verdict.mechanism_sentence == "No outcome would count."


@given(st.floats(-50, 50))
def test_a_higher_number_never_gets_a_worse_verdict(number: float) -> None:
    from generator.claims.bounds import Bound, Bounds  # noqa: PLC0415

    bounds = Bounds(supported="> 2", contradicted="< -2")  # type: ignore[arg-type]
    order = ["contradicted", "mixed", "supported"]
    assert order.index(bounds.word(number)) <= order.index(bounds.word(number + 1))
    assert Bound(">", 2.0).holds(number) == (bounds.word(number) == "supported")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (THRESHOLD, "For the lead: supported if more than +2 pp, contradicted if less than −2 pp, mixed in between."),
        (THRESHOLD.replace('"< -2"', '"<= 2"'), "For the lead: supported if more than +2 pp, contradicted if at most +2 pp."),
        (AGREEMENT, "Of 3 leads: supported if 2 are more than +2 pp, contradicted if 2 are less than −2 pp, mixed otherwise."),
        (AGREEMENT.replace("contradicted_at: 2", "contradicted_at: 1"), "Of 3 leads: supported if 2 are more than +2 pp, contradicted if 1 is less than −2 pp, mixed otherwise."),
        (HIT_RATE, "Of easings: supported if small caps won at least 75% and the 90% interval of their mean lead lies above zero, contradicted if they won 40% or less, mixed otherwise."),
        (SHARE, "For the number of cheap methods, as a share: supported if at least 80%, contradicted if at most 20%, mixed in between."),
        (CITED, "Judged by an editor on published evidence of 12 Jan 2026 or earlier."),
        (EITHER, "For the lead: supported if more than +2 pp, contradicted if less than −2 pp, mixed in between. While the numbers are missing, an editor judges on published evidence of 12 Jan 2026 or earlier."),
        (BARE, "No test is possible."),
        (LASTING, "No test is possible. The numbers shown with it illustrate it only."),
    ],
)  # fmt: skip
def test_a_rule_can_be_said_in_words(write: Write, rule: str, text: str) -> None:
    assert rule_text(write(rule).rule, values()) == text


def test_thresholds_keep_their_unit_when_the_number_is_missing(write: Write) -> None:
    rule = THRESHOLD.replace("lead.now", "lead.now.small")
    numbers = {"lead": MissingNumbers(reason="too old")}
    text = rule_text(write(rule).rule, LiveValues(METRICS, numbers))
    assert text.startswith("For the lead: supported if more than 2%,")


def test_a_rule_of_parts_says_all_of_them(write: Write) -> None:
    text = rule_text(write(EVERY).rule, values())
    assert text.count("supported if") == 2
    assert text.endswith("The claim gets the verdict that all tests share; otherwise it is mixed.")


def test_an_unknown_live_name_is_told_with_its_line_and_a_suggestion(write: Write) -> None:
    (problem,) = check_claims([write(THRESHOLD.replace("lead.now", "lead.nov"))], values(1.0))
    assert (problem.line, problem.column) == (15, 3)
    assert problem.message == "No metric gives `lead.nov`."
    assert problem.hint == "Did you mean `lead.now`?"


def test_an_unknown_live_name_in_a_list_or_a_part_is_told_with_its_line(write: Write) -> None:
    listed = AGREEMENT.replace("[lead.now, lead.m3, lead.m6]", "[lead.now, xyz]")
    (problem,) = check_claims([write(listed)], values(1.0))
    assert (problem.line, problem.column) == (15, 22)
    assert problem.hint == "The Metrics page lists all names."
    (problem,) = check_claims([write(EVERY.replace("value: trend", "value: trent"))], values(1.0))
    assert problem.line == 22


def test_the_rule_of_a_mechanism_is_checked_too(write: Write) -> None:
    reason = "mechanism:\n  statement: The Fed eases.\n" + "".join(
        f"  {line}\n" for line in HIT_RATE.replace("m12", "m13").splitlines()
    )
    (problem,) = check_claims([write(THRESHOLD + reason)], values(1.0))
    assert problem.line == 23
    assert "cuts.m13.wins" in problem.message


def test_a_text_is_no_number_to_judge_by(write: Write) -> None:
    (problem,) = check_claims([write(THRESHOLD.replace("lead.now", "lead.now.label"))], values(1.0))
    assert problem.message == "`lead.now.label` is since the article, not a number."


def test_known_names_are_no_problem_even_when_missing_this_week(write: Write) -> None:
    claims = [write(rule) for rule in (EVERY, SHARE, CITED, EITHER, LASTING)]
    assert check_claims(claims, values()) == []


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (THRESHOLD.replace('"> 2"', '"above 2"'), "write a test in quotes, like '> 2'"),
        (THRESHOLD.replace('"> 2"', "2"), "write a test in quotes, like '> 2'"),
        (THRESHOLD.replace('"< -2"', '"> 5"'), "no number may pass both"),
        (THRESHOLD.replace('"< -2"', '"< 3"'), "no number may pass both"),
        (THRESHOLD.replace('"> 2"', '">= 2"').replace('"< -2"', '"<= 2"'), "no number may pass both"),
        (LASTING + "  lasting: false\n", "Unknown key `lasting`"),
        (THRESHOLD.replace("kind: threshold", "kind: treshold"), "unknown kind `treshold`"),
        (THRESHOLD + "resolves_on: 2026-12-31\n", "a forward claim has a `resolves_on`"),
        (THRESHOLD + "expected: In March.\n", "only a forward claim waits for a number"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_is_explained(write: Write, rule: str, message: str) -> None:
    assert message in problems(write, rule)


@pytest.mark.parametrize("down", ['"< 2"', '"<= 2"'])
def test_both_sides_may_meet_at_one_number(write: Write, down: str) -> None:
    rule = THRESHOLD.replace('"< -2"', down)
    word = "mixed" if down == '"< 2"' else "contradicted"
    assert judge(write(rule), values(2.0), AS_OF).word == word


def test_a_file_is_called_by_its_claims_id(write: Write) -> None:
    text = problems(write, THRESHOLD, FRONT.replace("id: C42", "id: C41"))
    assert ":2:1: The id is C41 but the file is C42.md." in text


def test_the_mistakes_of_all_files_are_told_at_once(write: Write, tmp_path: Path) -> None:
    (tmp_path / "C01.md").write_text("no front matter", encoding="utf-8")
    assert problems(write, "").count("C42.md") == 1
    assert "C01.md:1:1" in problems(write, THRESHOLD)
