"""What may an editor declare above a text?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, StringConstraints

from generator.content.premises import checked_premise
from generator.model.record import Frozen

# What a search engine, a feed reader and a shared card show of a page without cutting it off.
SUMMARY_LENGTH = 160

TextLine: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
SummaryText: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=SUMMARY_LENGTH, strip_whitespace=True)
]


class Correction(Frozen):
    """What was wrong in a published edition, in words, and when that was said."""

    date: date
    text: TextLine


class EditionFront(Frozen):
    """edition.md: the issue's title, its summary and what was corrected since.

    Attributes:
        draft: shown in the preview only; the edition appears without it.
    """

    title: TextLine
    summary: SummaryText
    draft: bool = False
    corrections: tuple[Correction, ...] = ()


class CommentaryFront(Frozen):
    """A section's commentary: the comparisons that must hold for its words to be true."""

    premises: tuple[Annotated[str, AfterValidator(checked_premise)], ...] = ()
    draft: bool = False


class PageFront(Frozen):
    """A standing page: about, methods, corrections."""

    title: TextLine
    summary: SummaryText
