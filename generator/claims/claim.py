"""Claims of the article, read from their files, and the verdict of an edition on each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SkipValidation, StringConstraints, model_validator

from generator.claims.editorial import Untestable, VerdictRule, apply_rule
from generator.claims.evidence import RuleResult
from generator.ledger.live_values import LiveValues
from generator.model.errors import ContentError, Mistakes, Problem
from generator.model.formatting import day
from generator.model.front_matter import Document, read_document
from generator.model.metric import AsStated, Section, Word
from generator.model.positions import Position
from generator.model.record import Frozen, Verdict

# With these words nothing is decided yet.
UNDECIDED = ("pending", "not testable")

Sentence = Annotated[str, StringConstraints(pattern=r"[.?!]$")]


class Source(Frozen):
    """A page that a claim rests on; the date is that of the page, where it gives one."""

    title: str
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    date: dt.date | None = None


class Mechanism(Frozen):
    """The reason that the article gave, judged apart from the outcome."""

    statement: Sentence
    rule: VerdictRule
    resolves_on: dt.date | None = None
    """a day of its own, before which the reason is open whatever its number."""
    expected: Sentence | None = None
    """when a number is expected that the rule needs and nobody has yet."""


class ClaimFront(Frozen):
    """The front matter of a claim's file."""

    id: Annotated[str, StringConstraints(pattern=r"^C\d{2}$")]
    section: Section
    kind: Literal["historical", "present", "forward", "logical", "opinion"]
    statement: Sentence
    as_stated: AsStated
    """how the article put it, whatever became of it."""
    as_stated_because: Sentence
    rule: VerdictRule
    resolves_on: dt.date | None = None
    """for a claim about the future, the day on which its rule decides."""
    expected: Sentence | None = None
    """for such a claim, when the number is expected that its rule needs."""
    mechanism: Mechanism | None = None
    would_change: Sentence
    """what would change the verdict."""
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _the_future_has_a_day(self) -> ClaimFront:
        if (self.kind == "forward") != (self.resolves_on is not None):
            raise ValueError("a forward claim has a `resolves_on`, and no other claim has one")
        if self.expected and not self.resolves_on:
            raise ValueError("only a forward claim waits for a number: `expected` has no use here")
        return self


class Claim(ClaimFront):
    """A claim with its file, whose body explains it."""

    document: SkipValidation[Document[ClaimFront]]


def read_claims(folder: Path) -> tuple[Claim, ...]:
    """Return the claims in the order of their ids; ContentError lists the mistakes of all files."""
    mistakes = Mistakes()
    claims: list[Claim] = []
    for path in sorted(folder.glob("*.md")):
        with mistakes.gathered():
            claims.append(_read_claim(path))
    mistakes.report()
    return tuple(claims)


def judge(
    claim: Claim, values: LiveValues, as_of: dt.date, before: Verdict | None = None
) -> Verdict:
    """Return the verdict on a claim from an edition's numbers.

    Args:
        claim: what is judged.
        values: the edition's numbers.
        as_of: the edition's date.
        before: the verdict of the edition before: once a claim about the future is decided, later
            numbers do not change it; a reason that was still open then is judged in its own time.
    """
    if before and _is_decided(before, as_of):
        return before if before.mechanism not in UNDECIDED else _later(claim, values, as_of, before)
    finding = apply_rule(claim.rule, values, as_of)
    is_pending = _is_open(claim.rule, claim.resolves_on, as_of)
    mechanism, mechanism_sentence, reason = _reason(claim, values, as_of)
    return Verdict(
        claim=claim.id,
        word="pending" if is_pending else finding.word,
        leaning=finding.word if is_pending and finding.word != "not testable" else None,
        as_stated=claim.as_stated,
        sentence=_sentence(finding, claim.expected, claim.resolves_on if is_pending else None),
        evidence=finding.evidence + reason.evidence,
        resolves_on=claim.resolves_on,
        mechanism=mechanism,
        mechanism_sentence=mechanism_sentence,
        test=rule_text(claim.rule, values),
        mechanism_test=rule_text(claim.mechanism.rule, values) if claim.mechanism else "",
    )


def check_claims(claims: Iterable[Claim], values: LiveValues) -> list[Problem]:
    """Return a problem for each live name of a rule that is unknown or not a number."""
    return [problem for claim in claims for problem in _name_problems(claim, values)]


def rule_text(rule: VerdictRule, values: LiveValues) -> str:
    """Return a rule's test in words, its thresholds in the units of the numbers."""
    return rule.text(values)


def _read_claim(path: Path) -> Claim:
    document = read_document(path, ClaimFront)
    if document.front.id != path.stem:
        what = f"The id is {document.front.id} but the file is {path.name}."
        hint = "A claim's file is called by its id."
        raise ContentError([Problem.at(path, document.place("id"), what, hint)])
    return Claim.model_validate({**dict(document.front), "document": document})


def _is_decided(before: Verdict, as_of: dt.date) -> bool:
    was_open = before.resolves_on is None or as_of <= before.resolves_on
    return not was_open and before.word not in UNDECIDED


def _later(claim: Claim, values: LiveValues, as_of: dt.date, before: Verdict) -> Verdict:
    """Return a decided verdict with the reason, which was open, as the numbers now have it."""
    word, sentence, reason = _reason(claim, values, as_of)
    names = {item.name for item in reason.evidence}
    evidence = tuple(item for item in before.evidence if item.name not in names)
    changed = {
        "mechanism": word,
        "mechanism_sentence": sentence,
        "evidence": evidence + reason.evidence,
    }
    return before.model_copy(update=changed)


def _is_open(rule: VerdictRule, resolves_on: dt.date | None, as_of: dt.date) -> bool:
    """Return whether a rule still waits for its day, with or without its numbers."""
    return resolves_on is not None and as_of < resolves_on and not isinstance(rule, Untestable)


def _sentence(finding: RuleResult, expected: str | None, open_until: dt.date | None) -> str:
    waits = expected if open_until and finding.word == "not testable" else None
    until = f"Open until {day(open_until)}." if open_until else None
    return " ".join(filter(None, [finding.sentence, waits, until]))


def _reason(
    claim: Claim, values: LiveValues, as_of: dt.date
) -> tuple[Word | None, str, RuleResult]:
    """Return the verdict on the reason with its sentence.

    Without a day of its own, the reason is told as it stands; only one without its number is open,
    as long as the claim is.
    """
    mechanism = claim.mechanism
    if not mechanism:
        return None, "", RuleResult("not testable", "")
    finding = apply_rule(mechanism.rule, values, as_of)
    waits = finding.word == "not testable" or mechanism.resolves_on is not None
    until = mechanism.resolves_on or claim.resolves_on
    if waits and _is_open(mechanism.rule, until, as_of):
        return "pending", _sentence(finding, mechanism.expected, until), finding
    return finding.word, finding.sentence, finding


def _name_problems(claim: Claim, values: LiveValues) -> list[Problem]:
    rules: list[tuple[tuple[str, ...], VerdictRule]] = [(("rule",), claim.rule)]
    if claim.mechanism:
        rules.append((("mechanism", "rule"), claim.mechanism.rule))
    problems: dict[Position, Problem] = {}
    for start, rule in rules:
        for location, name in rule.names():
            message, hint = _name_mistake(name, values)
            place = claim.document.place(*start, *location)
            if message:
                problem = Problem.at(claim.document.path, place, message, hint)
                # A row that is misspelt gives one mistake, not one for each of its columns.
                problems.setdefault(place, problem)
    return list(problems.values())


def _name_mistake(name: str, values: LiveValues) -> tuple[str, str]:
    value = values.get(name)
    if value is None:
        close = values.suggestions(name)
        hint = f"Did you mean `{close[0]}`?" if close else "The Metrics page lists all names."
        return f"No metric gives `{name}`.", hint
    if isinstance(value.raw, str):
        return f"`{name}` is {value.text()}, not a number.", "A rule compares numbers."
    return "", ""
