"""How do verdicts look on a page? Words with shapes, tallies, changes and histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from generator.claims.claim import Claim
from generator.editions.publication import Edition, Issue
from generator.editions.summaries import EditionSummary
from generator.model.metric import AsStated, Word
from generator.model.record import Verdict
from generator.site.pages.page import Link

# edition -> claim -> verdict
ByEdition: TypeAlias = Mapping[str, Mapping[str, Verdict]]
WORDS: tuple[Word, ...] = ("supported", "mixed", "contradicted", "not testable", "pending")
AS_STATED: Mapping[AsStated, str] = {
    "wrong": "factually wrong",
    "inconsistent": "internally inconsistent",
    "misleading": "misleading",
    "unsourced": "unsourced",
    "ok": "stated soundly",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict's word and the name of its shape and colour."""

    word: str
    slug: str
    leaning: str = ""

    @property
    def letter(self) -> str:
        """Return the verdict as one letter; small for what a pending claim leans to."""
        return self.leaning[:1] or self.word[0].upper()

    @property
    def tone(self) -> str:
        """Return the name of the colour that shows where even a pending claim stands."""
        return _slug(self.leaning or self.word)

    @property
    def text(self) -> str:
        """Return the verdict in words: `pending, leaning mixed`."""
        return f"{self.word}, leaning {self.leaning}" if self.leaning else self.word


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with its verdict in one edition."""

    id: str
    href: str
    statement: str
    mark: Mark
    reason: Mark | None
    as_stated: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TallyShare:
    """One verdict's part of the tally; `start` and `width` are in claims."""

    mark: Mark
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims got which verdict."""

    total: int
    shares: tuple[TallyShare, ...]

    @property
    def text(self) -> str:
        """Return the tally in words: `12 supported, 9 mixed`."""
        return ", ".join(f"{share.count} {share.mark.word}" for share in self.shares)


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A claim whose verdict is not what it was an edition earlier."""

    claim: Link
    statement: str
    before: Mark
    after: Mark


@dataclass(frozen=True, slots=True)
class Week:
    """A claim's verdict in one edition."""

    edition: str
    name: str
    mark: Mark
    sentence: str


@dataclass(frozen=True, slots=True)
class Run:
    """Editions in a row with the same verdict; the finding is that of the last."""

    mark: Mark
    first: Link
    last: Link
    weeks: int
    sentence: str


def mark(word: Word, leaning: Word | None = None) -> Mark:
    """Return how a verdict is shown."""
    return Mark(word, _slug(word), leaning or "")


def judged(claim: Claim, verdict: Verdict) -> JudgedClaim:
    """Return a claim with its verdict, for lists."""
    return JudgedClaim(
        id=claim.id,
        href=f"claims/{claim.id}/",
        statement=claim.statement,
        mark=mark(verdict.word, verdict.leaning),
        reason=mark(verdict.mechanism) if verdict.mechanism else None,
        as_stated=AS_STATED[verdict.as_stated],
        sentence=verdict.sentence,
    )


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Return how many verdicts there are of each word, in the fixed order of words."""
    counts = Counter(verdict.word for verdict in verdicts)
    shares, start = [], 0
    for word in WORDS:
        if counts[word]:
            shares.append(TallyShare(mark(word), counts[word], start, counts[word]))
            start += counts[word]
    return Tally(start, tuple(shares))


def as_stated_text(verdicts: Sequence[Verdict]) -> str:
    """Return how the article put its claims: `5 factually wrong, 7 misleading`; the sound last."""
    counts = Counter(verdict.as_stated for verdict in verdicts)
    return ", ".join(f"{counts[key]} {label}" for key, label in AS_STATED.items() if counts[key])


def changes(
    claims: Iterable[Claim], before: Mapping[str, Verdict], after: Mapping[str, Verdict]
) -> tuple[VerdictChange, ...]:
    """Return the claims whose word or leaning differs between two editions."""
    return tuple(
        VerdictChange(Link(c.id, f"claims/{c.id}/"), c.statement, old, new)
        for c in claims
        if c.id in before and c.id in after
        for old, new in [(_mark(before[c.id]), _mark(after[c.id]))]
        if old != new
    )


def history(
    claim: str, editions: Iterable[EditionSummary], verdicts: ByEdition
) -> tuple[Week, ...]:
    """Return a claim's verdict in every edition that judged it, oldest first."""
    return tuple(
        Week(edition.id, week_name(edition), _mark(verdict), verdict.sentence)
        for edition in editions
        if (verdict := verdicts[edition.id].get(claim))
    )


def runs(weeks: Iterable[Week]) -> tuple[Run, ...]:
    """Return the same history as runs of equal verdicts, newest first."""
    grouped = [list(group) for _, group in groupby(weeks, key=lambda week: week.mark)]
    return tuple(
        Run(
            mark=group[0].mark,
            first=Link(group[0].name, f"editions/{group[0].edition}/"),
            last=Link(group[-1].name, f"editions/{group[-1].edition}/"),
            weeks=len(group),
            sentence=group[-1].sentence,
        )
        for group in reversed(grouped)
    )


def week_name(edition: Edition | EditionSummary | Issue) -> str:
    """Return an edition's name for readers: `Week 33 of 2026`."""
    return f"Week {int(edition.id[6:])} of {edition.id[:4]}"


def _mark(verdict: Verdict) -> Mark:
    return mark(verdict.word, verdict.leaning)


def _slug(word: str) -> str:
    return word.replace(" ", "-")
