"""Proof that the site shows what the records say and nothing else: rendered anew, byte for byte.

What a build keeps of pages is not trusted: every one is rendered again from its record. Drawings come
from the cache of drawings, whose names are digests of what they show; without that folder they are
drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from generator.checks.finding import AuditFinding, Proof
from generator.editions.publication import Publication, edition_summaries
from generator.model.errors import ContentError
from generator.site.artwork import artwork
from generator.site.build import KEPT, OURS, indexes
from generator.site.parts import Part, part_maker
from generator.site.renderer import Renderer

_TEXTS = (".html", ".json", ".csv", ".svg", ".xml", ".txt", ".bib", ".css", ".js")
_NUMBER = re.compile(r"[-+\u2212]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class SiteShare:
    """What one process found of the site.

    Attributes:
        mistakes: texts that cannot be rendered.
        names: of the files that it rendered.
        parts: place of a part among all parts -> what feeds and the site map say of it.
    """

    findings: tuple[AuditFinding, ...]
    mistakes: tuple[AuditFinding, ...]
    names: frozenset[str]
    parts: Mapping[int, Part]


def compare_share(
    publication: Publication, templates: Path, site: Path, cache: Path, share: tuple[int, int]
) -> SiteShare:
    """Make one of so many shares of the site's parts, and compare their files with the site's."""
    findings: list[AuditFinding] = []
    mistakes: list[AuditFinding] = []
    names: set[str] = set()
    parts: dict[int, Part] = {}
    summaries = edition_summaries(publication.editions)
    maker = part_maker(publication, summaries, artwork(publication, cache), templates)
    makes = list(enumerate(maker.makes()))
    for place, make in makes[share[0] :: share[1]]:
        try:
            part = make()
        except ContentError as error:
            mistakes += [
                AuditFinding(wrong.path, wrong.message, wrong.line) for wrong in error.problems
            ]
            continue
        for name, expected in part.files.items():
            findings += _compared(site / name, expected)
        names |= part.files.keys()
        parts[place] = replace(part, files={})
    return SiteShare(tuple(findings), tuple(mistakes), frozenset(names), parts)


def is_built(site: Path) -> bool:
    """Return whether a folder holds a site of ours."""
    return (site / OURS).exists()


def prove_pages(
    publication: Publication, templates: Path, site: Path, shares: Sequence[SiteShare]
) -> Proof:
    """Prove that each file of a built site has the bytes that records and texts give."""
    count = len(publication.editions)
    if not is_built(site):
        message = "The site was never built, so no page is proven. Run `outlook build` first."
        return Proof(f"{count} pages", "", (AuditFinding(site, message),))
    mistakes = dict.fromkeys(finding for share in shares for finding in share.mistakes)
    if mistakes:
        return Proof(f"{count} pages", "", tuple(mistakes))
    findings = [finding for share in shares for finding in share.findings]
    by_place = {place: part for share in shares for place, part in share.parts.items()}
    parts = [by_place[place] for place in sorted(by_place)]
    index_files = indexes(publication, parts, Renderer(templates, {}))
    for name, expected in index_files.items():
        findings += _compared(site / name, expected)
    names = set(index_files).union(*(share.names for share in shares))
    unknown = "No record gives this file. Run `outlook build`."
    findings += [AuditFinding(site / n, unknown) for n in sorted(_names(site) - {KEPT} - names)]
    holds = f"equal their records, and so do {len(names) - count:,} other files of the site."
    return Proof(f"{count} pages", holds, tuple(sorted(findings, key=lambda finding: finding.path)))


def _names(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in paths}


def _compared(path: Path, expected: bytes) -> Iterator[AuditFinding]:
    if not path.is_file():
        yield AuditFinding(path, "The file is missing from the site. Run `outlook build`.")
        return
    built = path.read_bytes()
    if built != expected and path.suffix in _TEXTS:
        yield _text_difference(path, expected.decode(), built.decode(errors="replace"))
    elif built != expected:
        yield AuditFinding(path, "This is not the picture that belongs here.")


def _text_difference(path: Path, expected: str, built: str) -> AuditFinding:
    """Return the first line that differs, and in it the first number or, without one, the text."""
    lines = zip_longest(expected.split("\n"), built.split("\n"), fillvalue="")
    pairs = enumerate(lines, start=1)
    line, (ours, theirs) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
    numbers = zip_longest(_NUMBER.findall(ours), _NUMBER.findall(theirs), fillvalue="no number")
    ours, theirs = next((pair for pair in numbers if pair[0] != pair[1]), _narrowed(ours, theirs))
    message = f'The records give "{ours}", and here stands "{theirs}".'
    return AuditFinding(path, message, line)


def _narrowed(ours: str, theirs: str) -> tuple[str, str]:
    at = next(n for n, (a, b) in enumerate(zip_longest(ours, theirs)) if a != b)
    start = max(at - _LONGEST // 3, 0)
    return ours[start : start + _LONGEST], theirs[start : start + _LONGEST]
