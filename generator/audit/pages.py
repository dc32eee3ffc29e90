"""Does the site show what the records say, and nothing else? Built anew and compared byte for byte.

What a build keeps of pages is not trusted: every one is set again from its record. Drawings come
from the cache of drawings, whose names are digests of what they show; without that folder they are
drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.audit.finding import Finding, Proof
from generator.editions import Publication
from generator.errors import ContentError
from generator.site import KEPT, OURS, build

# What may be taken from the cache: pictures under the digest of all that they show.
_PICTURES = ("figures", "cards")
_TEXTS = (".html", ".json", ".csv", ".svg", ".xml", ".txt", ".bib", ".css", ".js")
_NUMBER = re.compile(r"[-+\u2212]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")
_LONGEST = 60


def prove_pages(publication: Publication, site: Path, templates: Path, cache: Path) -> Proof:
    """Prove that each file of a built site has the bytes that records and texts give."""
    count = len(publication.editions)
    if not (site / OURS).exists():
        message = "The site was never built, so no page is proven. Run `outlook build` first."
        return Proof(f"{count} pages", "", (Finding(site, message),))
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache, prefix="audit-") as folder:
        anew = Path(folder) / "site"
        try:
            build(publication, templates, anew, _pictures_of(cache, Path(folder) / "cache"))
        except ContentError as error:
            found = (Finding(wrong.path, wrong.message, wrong.line) for wrong in error.problems)
            return Proof(f"{count} pages", "", tuple(found))
        names, there = _names(anew), _names(site) - {KEPT}
        findings = [f for name in sorted(names) for f in _compared(site / name, anew / name)]
    strange = "No record gives this file. Run `outlook build`."
    findings += [Finding(site / name, strange) for name in sorted(there - names)]
    holds = f"equal their records, and so do {len(names) - count:,} other files of the site."
    return Proof(f"{count} pages", holds, tuple(findings))


def _pictures_of(cache: Path, new: Path) -> Path:
    """Return a new cache that shares nothing with the old one but its pictures."""
    new.mkdir()
    for name in _PICTURES:
        (cache / name).mkdir(exist_ok=True)
        (new / name).symlink_to((cache / name).resolve(), target_is_directory=True)
    return new


def _names(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


def _compared(path: Path, anew: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(path, "The file is missing from the site. Run `outlook build`.")
        return
    expected, found = anew.read_bytes(), path.read_bytes()
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
