"""Reading a publication from its folder: records, texts, claims, facts, ledger and forecasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.claims.claim import read_claims
from generator.content.commentary import Commentary, premise_holds, read_pages, read_texts
from generator.content.text import lint
from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.editions.publication import Edition, Editions, Issue, Publication
from generator.editions.record_file import RECORD, read_record
from generator.forecasts.log import read_forecasts, require_whole
from generator.ledger.files import read_ledger
from generator.ledger.live_values import LiveValues
from generator.model.config import read_config
from generator.model.errors import ContentError, Mistakes, Problem
from generator.model.files import sha256_of
from generator.model.front_matter import read_body
from generator.model.metric import Metric
from generator.model.record import Record
from generator.sources.facts.read import read_facts


def read_publication(
    paths: Paths,
    catalogue: Catalogue,
    *,
    drafts: bool = False,
    read: Callable[[Path], Record] | None = None,
) -> Publication:
    """Return all that is written and published; ContentError lists the mistakes of all files.

    Records are read with `read` by whoever has read them already. Where facts and front matters are
    right, texts are checked when a page is made of them.
    """
    try:
        return _read(paths, catalogue, drafts=drafts, read=read)
    except ContentError as error:
        problems = {*error.problems, *check_bodies(paths.content, catalogue.metrics)}
        raise ContentError(
            sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))
        ) from error


def _read(
    paths: Paths, catalogue: Catalogue, *, drafts: bool, read: Callable[[Path], Record] | None
) -> Publication:
    content, metrics, mistakes = paths.content, catalogue.metrics, Mistakes()
    config, ledger = read_config(content), read_ledger(paths.data, metrics)
    with mistakes.gathered():
        facts = read_facts(content / "facts")
    with mistakes.gathered():
        claims = read_claims(content / "claims")
    with mistakes.gathered():
        editions = read_editions(content, metrics, drafts=drafts, read=read)
    with mistakes.gathered():
        pages = read_pages(content)
    with mistakes.gathered():
        forecasts = read_forecasts(paths.forecasts, metrics)
    mistakes.report()
    publication = Publication(
        config=config,
        metrics=metrics,
        charts=catalogue.charts,
        families=catalogue.families,
        ledger=ledger,
        facts=facts,
        claims=claims,
        editions=editions,
        pages=pages,
        forecasts=forecasts,
    )
    # The newest edition knew the most lines, and each line has the hash of the one before.
    newest = ((edition.id, edition.record.forecasts) for edition in publication.editions[-1:])
    require_whole(publication.forecasts, newest)
    return publication


def read_editions(
    content: Path,
    metrics: tuple[Metric[...], ...],
    *,
    drafts: bool = False,
    read: Callable[[Path], Record] | None = None,
) -> Editions:
    """Return the published editions of a content folder, oldest first.

    With `drafts`, texts marked as drafts are in, and so is an edition that has texts but no record
    yet: it borrows the numbers of the one before. Records are read with `read_record`, or with
    `read` by whoever has read them already. ContentError lists the mistakes of all files.
    """
    records: dict[str, Path] = {}
    issues: list[Issue] = []
    carried: dict[str, Commentary] = {}
    for folder, (lead, written) in read_texts(content, drafts=drafts):
        carried = {**carried, **written}
        path = folder / RECORD
        if not path.exists() and drafts and issues:
            path = records[issues[-1].id]
        if path.exists():
            records[folder.name] = path
            digest = sha256_of(path.read_bytes())
            issues.append(Issue(folder.name, digest, lead, carried))
    read = read or read_record
    return Editions(issues, lambda issue: _edition(issue, read(records[issue.id]), metrics))


def _edition(issue: Issue, record: Record, metrics: tuple[Metric[...], ...]) -> Edition:
    values, lead = LiveValues(metrics, record.numbers), issue.document
    title = lead.front.title if lead else record.headline
    commentary = {section: _judged(text, values) for section, text in issue.commentary.items()}
    return Edition(issue.id, record, issue.digest, title, lead, commentary)


def _judged(commentary: Commentary, values: LiveValues) -> Commentary:
    premises = commentary.document.front.premises
    overturned = tuple(p for p in premises if premise_holds(p, values) is False)
    return replace(commentary, overturned=overturned)


def check_bodies(content: Path, metrics: tuple[Metric[...], ...]) -> list[Problem]:
    """Return the errors below the front matter of all texts, drafts too.

    A text of an edition speaks of its own numbers, any other of the newest; before the first
    edition there are none, and nothing is checked.
    """
    records = sorted(content.glob(f"editions/*/{RECORD}"))
    read = cache(read_record)
    problems: list[Problem] = []
    for path in sorted(content.glob("*/**/*.md")) if records else ():
        own = path.with_name(RECORD)
        # A text that has no body is among the mistakes of front matters already.
        with Mistakes().gathered():
            problems += _errors(path, read(own if own.exists() else records[-1]), metrics)
    return problems


def _errors(path: Path, record: Record, metrics: tuple[Metric[...], ...]) -> list[Problem]:
    problems = lint(read_body(path), LiveValues(metrics, record.numbers), record.figures)
    return [problem for problem in problems if problem.severity == "error"]
