"""Claims and verdicts on pages: words with shapes, tallies and histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

from generator.editions.publication import EditionSummary
from generator.model.metric import AsStated, Word
from generator.model.record import Verdict

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


class KindWords(NamedTuple):
    """What the claims of a kind are about, after `about`, and one of them in a phrase."""

    topic: str
    phrase: str


KINDS = {
    "historical": KindWords("the past", "About the past"),
    "present": KindWords(
        "the present of the article", "About the state of things when the article appeared"
    ),
    "forward": KindWords("the future", "About the future"),
    "logical": KindWords("arguments", "An argument that can be checked by itself"),
    "opinion": KindWords("opinions", "An opinion"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict's word, and what a pending claim leans to, with the names of shape and colour."""

    word: Word
    leaning: Word | None = None

    @property
    def slug(self) -> str:
        """Return the name of the word's shape and colour."""
        return _slug(self.word)

    @property
    def letter(self) -> str:
        """Return the verdict as one letter; small for what a pending claim leans to."""
        return self.leaning[0] if self.leaning else self.word[0].upper()

    @property
    def tone(self) -> str:
        """Return the name of the colour that shows where even a pending claim stands."""
        return _slug(self.leaning or self.word)

    @property
    def text(self) -> str:
        """Return the verdict in words: `pending, leaning mixed`."""
        return f"{self.word}, leaning {self.leaning}" if self.leaning else self.word


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims got which verdict: words in their fixed order, those without a claim left out."""

    counts: Mapping[Word, int]

    @property
    def total(self) -> int:
        """Return how many claims there are."""
        return sum(self.counts.values())

    @property
    def text(self) -> str:
        """Return the tally in words: `12 supported, 9 mixed`."""
        return ", ".join(f"{count} {word}" for word, count in self.counts.items())

    def count(self, word: Word) -> int:
        """Return how many claims got a verdict."""
        return self.counts.get(word, 0)

    @property
    def bars(self) -> Iterator[tuple[Mark, int, int]]:
        """Give each word with the claims that come before its own, and the number of these."""
        start = 0
        for word, count in self.counts.items():
            yield Mark(word), start, count
            start += count


@dataclass(frozen=True, slots=True)
class Run:
    """Editions in a row with the same verdict; the finding is that of the last."""

    verdict: Verdict
    first: EditionSummary
    last: EditionSummary
    weeks: int


def mark(judged: Verdict | Word) -> Mark:
    """Return how a verdict, or its word alone, is shown."""
    return Mark(judged) if isinstance(judged, str) else Mark(judged.word, judged.leaning)


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Return how many verdicts there are of each word."""
    counts = Counter(verdict.word for verdict in verdicts)
    return Tally({word: counts[word] for word in WORDS if counts[word]})


def as_stated_text(verdicts: Sequence[Verdict]) -> str:
    """Return how the article put its claims: `5 factually wrong, 7 misleading`; the sound last."""
    counts = Counter(verdict.as_stated for verdict in verdicts)
    return ", ".join(f"{counts[key]} {label}" for key, label in AS_STATED.items() if counts[key])


def history(
    claim: str, editions: Iterable[EditionSummary], verdicts: ByEdition
) -> tuple[tuple[EditionSummary, Verdict], ...]:
    """Return every edition that judged a claim with its verdict, oldest first."""
    judged = ((edition, verdicts[edition.id].get(claim)) for edition in editions)
    return tuple((edition, verdict) for edition, verdict in judged if verdict)


def runs(weeks: Iterable[tuple[EditionSummary, Verdict]]) -> tuple[Run, ...]:
    """Return the same history as runs of equal verdicts, newest first."""
    grouped = [list(group) for _, group in groupby(weeks, key=lambda week: mark(week[1]))]
    return tuple(
        Run(verdict=group[-1][1], first=group[0][0], last=group[-1][0], weeks=len(group))
        for group in reversed(grouped)
    )


def _slug(word: Word) -> str:
    return word.replace(" ", "-")
