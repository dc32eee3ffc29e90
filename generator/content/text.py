"""Texts of editors: as HTML, with their links, and with what is wrong in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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
    page_links,
    run_on_findings,
)
from generator.content.markdown.blocks import FigureBlock
from generator.content.markdown.convert import Converted, Slot, convert
from generator.content.markdown.live_numbers import unknown_name
from generator.content.markdown.scan import Scan, TextFinding, problem, scan
from generator.ledger.live_values import LiveValues, describe
from generator.model.errors import ContentError, Problem
from generator.model.front_matter import Document, M

_TOP = Slot()


def to_html(
    document: Document[M],
    values: LiveValues,
    figures: Collection[str],
    root: str,
    slot: Slot = _TOP,
) -> tuple[str | FigureBlock, ...]:
    """Return a document's body as HTML that can be trusted, cut at its figures.

    `figures` are the ids that there are; `root` leads from the page up to the site's root ("" or
    "../../"); the slot keeps several texts of a page apart. ContentError lists all errors.
    """
    scanned = scan(document.body)
    converted = convert(scanned, values, root, slot)
    findings = chain(_fault_findings(scanned), converted.findings(scanned, figures))
    problems = [
        *(problem(document, finding) for finding in findings),
        *_premise_problems(document, values),
    ]
    errors = _in_order(item for item in problems if item.severity == "error")
    if errors:
        raise ContentError(errors)
    return converted.cut()


def links(document: Document[M]) -> Iterator[tuple[str, Problem]]:
    """Yield each link to this site's own pages with what to say of it if it leads nowhere."""
    for at, address in page_links(scan(document.body).visible):
        finding = TextFinding(
            at, f"The link to `{address}` leads nowhere.", "Look for its page again."
        )
        yield address, problem(document, finding)


def lint(document: Document[M], values: LiveValues, figure_ids: Collection[str]) -> list[Problem]:
    """Return everything that is wrong with a document, errors and warnings, in its order."""
    scanned = scan(document.body)
    converted = convert(scanned, values, "", _TOP)
    findings = chain(
        _fault_findings(scanned),
        converted.findings(scanned, figure_ids),
        _style_findings(scanned, converted, document.path.stem, values),
    )
    problems = (problem(document, finding) for finding in findings)
    return _in_order([*problems, *_premise_problems(document, values)])


def _fault_findings(scan: Scan) -> Iterator[TextFinding]:
    """Yield what can stop a build in a text itself; some of it is a warning only."""
    for rule in FAULTS:
        yield from rule.findings(scan.prose)
    yield from link_findings(scan.visible)
    for look in (html_findings, callout_findings, footnote_findings):
        yield from look(scan.prose)


def _style_findings(
    scan: Scan, converted: Converted, section: str, values: LiveValues
) -> Iterator[TextFinding]:
    """Yield what only asks the editor to look again."""
    for look in (heading_findings, run_on_findings):
        yield from look(scan.prose)
    words = without_addresses(scan.prose)
    rules = ((STYLE, scan.prose), (WORDS, words))
    yield from chain.from_iterable(r.findings(text) for group, text in rules for r in group)
    yield from typed_findings(words, converted.numbers.metrics(), section, values)


def _premise_problems(document: Document[M], values: LiveValues) -> Iterator[Problem]:
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


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by their place in the file, each once."""
    return sorted(
        set(problems), key=lambda problem: (problem.line, problem.column, problem.message)
    )
