"""The context of all commands, options that they share, and the steps of several of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from generator.checks.audit import require_unchanged
from generator.checks.content import check_publication, stray_problems
from generator.checks.site import check_site
from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.editions.publish import freeze_weeks, require_later, require_open, save
from generator.editions.reading import read_publication
from generator.ledger.measure import input_names
from generator.model.config import read_config
from generator.model.errors import ConfigError, ContentError, Problem
from generator.model.formatting import plural
from generator.model.metric import LARGE, SMALL
from generator.site.build import build
from generator.sources.facts.read import read_facts
from generator.sources.snapshot import Snapshot, read_snapshot, stored_snapshot, write_snapshot

SourceChoice = Literal["net", "csv"]


@dataclass(frozen=True, slots=True)
class Context:
    """What every command is given: where it works, at which moment, with which catalogue."""

    paths: Paths
    now: datetime
    catalogue: Catalogue

    def publication(self, *, drafts: bool = False) -> Publication:
        """Return all that is written and published; see `read_publication`."""
        return read_publication(self.paths, self.catalogue, drafts=drafts)


source_option = click.option(
    "--source", type=click.Choice(["net", "csv"]), default="net", show_default=True,
    help="net: Yahoo, FRED, French, CFTC, SEC. csv: a folder of CSV files, named with --from.",
)  # fmt: skip
from_option = click.option(
    "--from", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="For --source csv: the folder with prices/ and macro/.",
)  # fmt: skip
vendor_option = click.option(
    "--vendor", default="", help="Whose data the CSV files are, for readers."
)


def fetch_tables(context: Context, source: SourceChoice, folder: Path | None, vendor: str) -> None:
    """Fetch into the snapshot, and name what gave nothing."""
    if (source == "csv") != (folder is not None):
        raise ConfigError("--source csv and --from DIR go together. Give both or neither.")
    # yfinance takes half a second to import, and a build never needs it.
    from generator.sources.ask import Ask  # noqa: PLC0415
    from generator.sources.csv_folder import csv_source  # noqa: PLC0415
    from generator.sources.fetch import fetch as fetch_sources  # noqa: PLC0415

    paths = context.paths
    config = read_config(paths.content)
    read_facts(paths.content / "facts")
    tickers, series = input_names(context.catalogue.metrics, context.catalogue.families)
    ask = Ask(tickers, series, context.now, paths.cache / "yfinance", config.agent)
    sources = (
        (csv_source(folder, context.catalogue.families, vendor),)
        if folder
        else context.catalogue.sources()
    )
    earlier = stored_snapshot(paths.snapshot)
    snapshot = fetch_sources(ask, earlier, sys.stderr, sources)
    for failure in (*snapshot.failures, *snapshot.quarantined):
        source_name = failure.source.partition(":")[0]
        click.echo(f"{source_name}: {failure.name}: {failure.reason}", err=True)
    write_snapshot(snapshot, paths.snapshot)


def open_weeks(context: Context, weeks: list[str]) -> tuple[Publication, Snapshot]:
    """Return publication and snapshot when these weeks may be measured."""
    require_unchanged(context.paths, context.catalogue)
    publication = context.publication()
    require_open(publication, weeks, context.now)
    snapshot = read_snapshot(context.paths.snapshot)
    require_later(publication, snapshot)
    return publication, snapshot


def record_weeks(context: Context, weeks: list[str], *, backfilled: bool) -> None:
    """Measure and record weeks, one after the other, and save them at once."""
    before, snapshot = open_weeks(context, weeks)
    publication = before
    frozen = freeze_weeks(before, snapshot, weeks, context.now, backfilled=backfilled)
    for publication in frozen:
        click.echo(f"Computed {publication.editions[-1].id}: {publication.editions[-1].title}")
    save(publication, weeks, context.paths)
    recorded = [edition.id for edition in publication.editions if edition.id in weeks]
    for week in sorted({*weeks} - {*recorded}):
        click.echo(f"{week} is left out: {SMALL} and {LARGE} have no common close in it.")
    click.echo(f"Recorded {plural(len(recorded), 'edition')}.")


def build_site(context: Context) -> None:
    """Build the site into site/."""
    paths = context.paths
    report = build(context.publication(), paths.templates, paths.site, paths.cache)
    click.echo(f"Built {report.pages} pages, {report.files} files in {paths.site}.")


def check_all(context: Context, *, drafts: bool) -> None:
    """Check content and site; mistakes end the program."""
    publication = context.publication(drafts=drafts)
    problems = [
        *stray_problems(context.paths.content),
        *check_publication(publication),
        *check_site(context.paths.site, publication.config, publication.texts),
    ]
    for problem in problems:
        click.echo(str(problem), err=True)
    errors: list[Problem] = [p for p in problems if p.severity == "error"]
    warnings = plural(len(problems) - len(errors), "warning")
    click.echo(f"Checked: {plural(len(errors), 'error')}, {warnings}.")
    if errors:
        sys.exit(ContentError.exit_code)
