"""Checks of the built site: every link leads somewhere, every file parses, no page is heavy."""

from __future__ import annotations

import gzip
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from generator.checks.built_page import BuiltPage, PageLink, read_page
from generator.content.text import links
from generator.model.config import Config
from generator.model.errors import Problem
from generator.model.front_matter import Document

# What a reader on a slow phone waits for before the first line: HTML and style sheet, gzipped.
HEAVIEST_PAGE_BYTES = 60 * 1024
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True)
class _Site:
    """A built site: its folder, where it will be online, its files and its pages by name."""

    folder: Path
    config: Config
    files: frozenset[str]
    pages: Mapping[str, BuiltPage]


def check_site(out: Path, config: Config, texts: Iterable[Document[Any]] = ()) -> list[Problem]:
    """Return what is broken in a built site, page by page; an empty list is a whole site.

    Links of the texts behind it come first, with their place in the editor's own file: a draft is
    not in the site, and a commentary is in many of its pages.
    """
    files = frozenset(
        path.relative_to(out).as_posix() for path in sorted(out.rglob("*")) if path.is_file()
    )
    pages = {name: read_page(out / name, out / name) for name in _ending(files, ".html")}
    site = _Site(out, config, files, pages)
    if not pages:
        return [Problem(out, "There is no site here.", "Run `outlook build`.")]
    return [
        *(problem for text in texts for problem in _text_problems(site, text)),
        *(problem for name in pages for problem in _page_problems(site, name)),
        *_weight_problems(site),
        *_data_problems(site),
        *_xml_problems(site),
    ]


def _text_problems(site: _Site, text: Document[Any]) -> Iterator[Problem]:
    # An edition in the making may link to itself before it is there.
    own = f"/editions/{text.path.parent.name}/"
    for address, problem in links(text):
        parts = urlsplit(address)
        broken = _broken_target(site, unquote(parts.path.lstrip("/")), unquote(parts.fragment))
        if broken and not address.startswith(own):
            yield problem


def _ending(files: frozenset[str], suffix: str) -> list[str]:
    return sorted(name for name in files if name.endswith(suffix))


def _page_problems(site: _Site, name: str) -> Iterator[Problem]:
    page = site.pages[name]
    yield from page.problems
    for what in ("title", "language", "description", "canonical"):
        if not getattr(page, what) and not (name == "404.html" and what == "canonical"):
            yield Problem(page.path, f"The page has no {what}.")
    for link in page.links:
        reason = _broken(site, name, link.address)
        if reason:
            yield _link_problem(page, link, reason)


def _link_problem(page: BuiltPage, link: PageLink, reason: str) -> Problem:
    hint = f'The link is "{link.address}".'
    return Problem(page.path, reason, hint, link.line, link.column)


def _broken(site: _Site, source: str, address: str) -> str:
    """Return why an address leads nowhere, or "" when it leads somewhere or out of the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if not address.startswith(site.config.base_url):
            return ""
        parts = urlsplit(address.removeprefix(site.config.base_url.removesuffix("/")))
        target = parts.path.lstrip("/")
    elif parts.path.startswith("/"):
        if not parts.path.startswith(site.config.base_path):
            return f"The link leaves {site.config.base_path}, where the site will be."
        target = parts.path.removeprefix(site.config.base_path)
    else:
        folder = posixpath.dirname(source)
        target = posixpath.join(folder, parts.path) if parts.path else source
    return _broken_target(site, unquote(target), unquote(parts.fragment))


def _broken_target(site: _Site, target: str, fragment: str) -> str:
    name = _file(site, target)
    if not name:
        return "The link leads nowhere."
    if fragment and name in site.pages and fragment not in site.pages[name].ids:
        return f'The link leads to a page that has no id "{fragment}".'
    return ""


def _file(site: _Site, target: str) -> str:
    """Return the file that a web server gives for a path, or "" for none."""
    folder = target == "" or target.endswith(("/", "/.", "/..")) or target in (".", "..")
    clean = posixpath.normpath(target) if target else "."
    if clean.startswith(".."):
        return ""
    name = posixpath.normpath(posixpath.join(clean, "index.html")) if folder else clean
    return name if name in site.files else ""


def _weight_problems(site: _Site) -> Iterator[Problem]:
    @cache
    def weight(name: str) -> int:
        return len(gzip.compress((site.folder / name).read_bytes(), mtime=0))

    for name, page in site.pages.items():
        sheets = [posixpath.join(posixpath.dirname(name), sheet) for sheet in page.stylesheets]
        present = [posixpath.normpath(sheet) for sheet in sheets if _file(site, sheet)]
        size = weight(name) + sum(weight(sheet) for sheet in present)
        if size > HEAVIEST_PAGE_BYTES:
            yield Problem(
                page.path,
                f"The page weighs {size / 1024:.0f} KB gzipped with its style sheet.",
                f"At most {HEAVIEST_PAGE_BYTES // 1024} KB load at once on a slow phone.",
            )


def _data_problems(site: _Site) -> Iterator[Problem]:
    for name in _ending(site.files, ".json"):
        path = site.folder / name
        try:
            json.loads(path.read_bytes(), parse_constant=_no_constant)
        except ValueError as error:
            yield Problem(path, f"The file is not JSON: {error}.")


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _xml_problems(site: _Site) -> Iterator[Problem]:
    for name in _ending(site.files, ".xml"):
        path = site.folder / name
        try:
            root = ET.fromstring(path.read_bytes())  # noqa: S314  -- this program wrote it
        except ET.ParseError as error:
            yield Problem(path, f"The file is not XML: {error}.")
            continue
        yield from _feed_problems(path, root)
        for location in root.iter(f"{SITEMAP}loc"):
            if _broken(site, name, location.text or ""):
                yield Problem(path, f"{location.text} leads nowhere.")


def _feed_problems(path: Path, root: ET.Element) -> Iterator[Problem]:
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield Problem(path, f"The id {name} is there twice.")
