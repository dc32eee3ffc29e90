"""Texts of editors: as HTML, with their links, and with what is wrong in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from generator.content.lint.problems import (
    fault_findings,
    in_order,
    premise_problems,
    style_findings,
)
from generator.content.lint.structure import page_links
from generator.content.markdown.blocks import FigureBlock
from generator.content.markdown.convert import Slot, convert
from generator.content.markdown.scan import TextFinding, problem, scan
from generator.ledger.live_values import LiveValues
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
    findings = chain(fault_findings(scanned), converted.findings(scanned, figures))
    problems = [
        *(problem(document, finding) for finding in findings),
        *premise_problems(document, values),
    ]
    errors = in_order(item for item in problems if item.severity == "error")
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
        fault_findings(scanned),
        converted.findings(scanned, figure_ids),
        style_findings(scanned, converted, document.path.stem, values),
    )
    problems = (problem(document, finding) for finding in findings)
    return in_order([*problems, *premise_problems(document, values)])
