"""Does the site show what the records say, and nothing else? Set anew and compared byte for byte.

What a build keeps of past editions is not trusted: every page is set again from its record.
Drawings come from the cache of drawings, whose names are digests of the numbers drawn; without
that folder they are drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from generator.audit.finding import Finding, Proof
from generator.editions import Publication
from generator.errors import ContentError
from generator.site import KEPT, OURS, Press, artwork, site_files

_TEXTS = (".html", ".json", ".csv", ".svg", ".xml", ".txt", ".bib", ".css", ".js")
_NUMBER = re.compile(r"[-+\u2212]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")
_LONGEST = 60


def prove_pages(publication: Publication, site: Path, templates: Path, cache: Path) -> Proof:
    """Prove that each file of a built site has the bytes that records and texts give."""
    count = len(publication.editions)
    if not (site / OURS).exists():
        message = "The site was never built, so no page is proven. Run `outlook build` first."
        return Proof(f"{count} pages", "", (Finding(site, message),))
    known = {KEPT}
    try:
        findings = [*_differences(publication, site, Press(templates), cache, known)]
    except ContentError as error:
        wrong = (Finding(problem.path, problem.message, problem.line) for problem in error.problems)
        return Proof(f"{count} pages", "", tuple(wrong))
    strange = _strange_files(site, known)
    holds = f"equal their records, and so do {len(known) - 1 - count:,} other files of the site."
    return Proof(f"{count} pages", holds, (*findings, *strange))


def _differences(
    publication: Publication, site: Path, press: Press, cache: Path, known: set[str]
) -> Iterator[Finding]:
    """Give the files of a site that are not as set anew; their names go into `known`."""
    for name, content in site_files(publication, artwork(publication, cache), press):
        if name not in known:
            known.add(name)
            yield from _compared(site / name, content)


def _compared(path: Path, expected: bytes) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(path, "The file is missing from the site. Run `outlook build`.")
        return
    found = path.read_bytes()
    if found != expected and path.suffix in _TEXTS:
        yield _text_difference(path, expected.decode(), found.decode(errors="replace"))
    elif found != expected:
        yield Finding(path, "This is not the picture that belongs here.")


def _text_difference(path: Path, expected: str, found: str) -> Finding:
    """Return the first line that differs, and in it the first number or, without one, the text."""
    lines = zip_longest(expected.split("\n"), found.split("\n"), fillvalue="")
    pairs = enumerate(lines, start=1)
    line, (ours, theirs) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
    numbers = zip_longest(_NUMBER.findall(ours), _NUMBER.findall(theirs), fillvalue="no number")
    ours, theirs = next((pair for pair in numbers if pair[0] != pair[1]), _narrowed(ours, theirs))
    message = f'The records give "{ours}", and here stands "{theirs}".'
    return Finding(path, message, line)


def _narrowed(ours: str, theirs: str) -> tuple[str, str]:
    at = next(n for n, (a, b) in enumerate(zip_longest(ours, theirs)) if a != b)
    start = max(at - _LONGEST // 3, 0)
    return ours[start : start + _LONGEST], theirs[start : start + _LONGEST]


def _strange_files(site: Path, known: set[str]) -> Iterator[Finding]:
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        if path.relative_to(site).as_posix() not in known:
            yield Finding(path, "No record gives this file. Run `outlook build`.")
