"""Findings about a text: what is wrong with it, and what could be better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.content.commentary import CommentaryFront, parse_premise, premise_holds
from generator.content.lint.patterns import (
    FAULTS,
    STYLE,
    WORDS,
    html_findings,
    typed_findings,
    without_addresses,
)
from generator.content.lint.structure import (
    callout_findings,
    footnote_findings,
    heading_findings,
    link_findings,
    run_on_findings,
)
from generator.content.markdown.convert import Converted
from generator.content.markdown.live_numbers import unknown_name
from generator.content.markdown.scan import Scan, TextFinding
from generator.ledger.live_values import LiveValues, describe
from generator.model.errors import Problem
from generator.model.front_matter import Document, M


def fault_findings(scan: Scan) -> Iterator[TextFinding]:
    """Yield what can stop a build in a text itself; some of it is a warning only."""
    for rule in FAULTS:
        yield from rule.findings(scan.prose)
    yield from link_findings(scan.visible)
    for look in (html_findings, callout_findings, footnote_findings):
        yield from look(scan.prose)


def style_findings(
    scan: Scan, converted: Converted, section: str, values: LiveValues
) -> Iterator[TextFinding]:
    """Yield what only asks the editor to look again."""
    for look in (heading_findings, run_on_findings):
        yield from look(scan.prose)
    words = without_addresses(scan.prose)
    rules = ((STYLE, scan.prose), (WORDS, words))
    yield from chain.from_iterable(r.findings(text) for group, text in rules for r in group)
    yield from typed_findings(words, converted.numbers.metrics(), section, values)


def premise_problems(document: Document[M], values: LiveValues) -> Iterator[Problem]:
    """Yield premises on unknown numbers (errors) and those that the data overturn (warnings)."""
    premises = document.front.premises if isinstance(document.front, CommentaryFront) else ()
    for index, premise in enumerate(premises):
        place = document.place("premises", index)
        name = parse_premise(premise).name
        value = values.get(name)
        if value is None:
            yield Problem.at(document.path, place, *unknown_name(name, values))
        elif isinstance(value.raw, str):
            message = f"`{name}` is a text, so the premise `{premise}` is never judged."
            yield Problem.at(document.path, place, message, "Name a number.")
        elif premise_holds(premise, values) is False:
            message = f"The data overturn the premise `{premise}`: it is {describe(value)}."
            hint = "Rewrite the commentary or the premise."
            yield Problem.at(document.path, place, message, hint, "warning")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by their place in the file, each once."""
    return sorted(
        set(problems), key=lambda problem: (problem.line, problem.column, problem.message)
    )
