"""The command line: the only room with a clock."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from generator import __version__
from generator.check import check_publication, check_site
from generator.cli_forecast import forecast
from generator.config import read_config
from generator.editions import Publication, Stamp
from generator.errors import ConfigError, ContentError, OutlookError, Problem
from generator.facts import read_facts
from generator.measure import gather_inputs, input_names
from generator.metrics import METRICS
from generator.new import start_edition
from generator.publish import (
    Workshop,
    due_week,
    freeze_weeks,
    measure_week,
    read_publication,
    require_open,
    save,
    weeks_between,
)
from generator.serve import serve as serve_site
from generator.site import build
from generator.snapshot import Snapshot, read_snapshot, stored_snapshot, write_snapshot

Source = Literal["net", "csv"]


class Outlook(click.Group):
    """Turns expected failures into one clear message and their exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; 1 is wrong content, 2 wrong usage, 3 a source that gave nothing."""
        try:
            return super().invoke(ctx)
        except OutlookError as error:
            for line in _reported(error):
                click.echo(line, err=True)
            sys.exit(error.exit_code)


def _reported(error: OutlookError) -> list[str]:
    if isinstance(error, ContentError):
        count = len(error.problems)
        return [
            *map(str, error.problems),
            f"{count} mistake{'s' * (count != 1)}. Nothing was written.",
        ]
    return [f"Error: {error}"]


@click.group(cls=Outlook, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(),
              help="The repository's folder.  [default: the current one]")  # fmt: skip
@click.option("--now", type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]), default=None,
              help="Work as if it were this moment (UTC), for reruns and tests.")  # fmt: skip
@click.pass_context
def main(ctx: click.Context, folder: Path, now: datetime | None) -> None:
    """Put one thesis about US small caps on trial, every week, with data."""
    ctx.obj = (Workshop(folder), (now or datetime.now(UTC)).replace(tzinfo=UTC, microsecond=0))


main.add_command(forecast)

source_option = click.option(
    "--source", type=click.Choice(["net", "csv"]), default="net", show_default=True,
    help="net: Yahoo, FRED, French, CFTC. csv: a folder of CSV files, named with --from.",
)  # fmt: skip
from_option = click.option(
    "--from", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="For --source csv: the folder with prices/ and macro/.",
)  # fmt: skip
vendor_option = click.option(
    "--vendor", default="", help="Whose data the CSV files are, for readers."
)


@main.command()
@source_option
@from_option
@vendor_option
@click.pass_obj
def fetch(obj: tuple[Workshop, datetime], source: Source, folder: Path | None, vendor: str) -> None:
    """Fetch the raw tables into .cache/snapshot (the only step that uses the network)."""
    _fetch(*obj, source, folder, vendor)


@main.command()
@click.argument("week", required=False)
@click.pass_obj
def measure(obj: tuple[Workshop, datetime], week: str | None) -> None:
    """Measure WEEK (2026-w34; default: the newest that is over) and add it to the ledger."""
    workshop, now = obj
    week = week or due_week(now)
    publication, snapshot = _open(workshop, now, [week])
    inputs = gather_inputs(snapshot, publication.facts, publication.config)
    measured = measure_week(publication, snapshot, inputs, week)
    save(measured, [], workshop)
    click.echo(f"Measured {week}: {_coverage(measured)}.")


@main.command()
@click.argument("first")
@click.argument("last")
@click.pass_obj
def backfill(obj: tuple[Workshop, datetime], first: str, last: str) -> None:
    """Measure and record all weeks from FIRST to LAST, marked as computed afterwards."""
    workshop, now = obj
    _freeze(workshop, weeks_between(first, last), Stamp(now, backfilled=True))


@main.command()
@click.argument("week", required=False)
@source_option
@from_option
@vendor_option
@click.pass_obj
def publish(
    obj: tuple[Workshop, datetime],
    week: str | None,
    source: Source,
    folder: Path | None,
    vendor: str,
) -> None:
    """Fetch, measure, freeze the edition of WEEK (default: the newest that is over), build, check.

    A week that is published already is left as it is.
    """
    workshop, now = obj
    week = week or due_week(now)
    if week in {edition.id for edition in read_publication(workshop).editions}:
        click.echo(f"{week} is published already; nothing to do.")
    else:
        require_open(read_publication(workshop), [week], now)
        _fetch(workshop, now, source, folder, vendor)
        _freeze(workshop, [week], Stamp(now, backfilled=False))
    _build(workshop)
    _check(workshop, drafts=False)


@main.command(name="build")
@click.pass_obj
def build_command(obj: tuple[Workshop, datetime]) -> None:
    """Build the site into site/, offline; the same input gives the same bytes."""
    _build(obj[0])


@main.command()
@click.pass_obj
def check(obj: tuple[Workshop, datetime]) -> None:
    """Check editors' files (drafts too), claims, facts, premises and the built site."""
    _check(obj[0], drafts=True)


@main.command()
@click.argument("week")
@click.argument("sections", nargs=-1)
@click.pass_obj
def new(obj: tuple[Workshop, datetime], week: str, sections: tuple[str, ...]) -> None:
    """Start a draft of edition.md for WEEK, or of the commentary on the SECTIONS named."""
    for path in start_edition(obj[0].content, week, sections, read_config(obj[0].content)):
        click.echo(f"Wrote {path}")


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.pass_obj
def serve(obj: tuple[Workshop, datetime], port: int) -> None:
    """Preview on 127.0.0.1 with live reload, rebuilding when a file changes."""
    serve_site(obj[0], port)


@main.command()
@click.argument("text", default="")
@click.pass_obj
def values(obj: tuple[Workshop, datetime], text: str) -> None:
    """List the live names that contain TEXT, with their values in the newest edition."""
    publication = read_publication(obj[0])
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    found = [v for v in publication.values(publication.editions[-1]) if text.lower() in v.name]
    for value in found:
        click.echo(f"{value.name:44} {value.text()}")
    if not found:
        raise ConfigError(f"No live name contains '{text}'. `outlook values` lists all of them.")


def _fetch(
    workshop: Workshop, now: datetime, source: Source, folder: Path | None, vendor: str
) -> None:
    if (source == "csv") != (folder is not None):
        raise ConfigError("--source csv and --from DIR go together. Give both or neither.")
    # yfinance takes half a second to import, and a build never needs it.
    from generator.sources import SOURCES, Ask, csv_source  # noqa: PLC0415
    from generator.sources import fetch as fetch_sources  # noqa: PLC0415

    read_config(workshop.content)
    read_facts(workshop.content / "facts")
    tickers, series = input_names(METRICS)
    ask = Ask(tuple(tickers), tuple(series), now, workshop.cache / "yfinance")
    sources = (csv_source(folder, vendor),) if folder else SOURCES
    old = stored_snapshot(workshop.snapshot)
    snapshot = fetch_sources(ask, old, sys.stderr, sources)
    for failure in (*snapshot.failures, *snapshot.quarantined):
        source_name = failure.source.partition(":")[0]
        click.echo(f"{source_name}: {failure.name}: {failure.reason}", err=True)
    write_snapshot(snapshot, workshop.snapshot)


def _open(workshop: Workshop, now: datetime, weeks: list[str]) -> tuple[Publication, Snapshot]:
    publication = read_publication(workshop)
    require_open(publication, weeks, now)
    return publication, read_snapshot(workshop.snapshot)


def _coverage(publication: Publication) -> str:
    as_of = publication.ledger.weeks["as_of"].iloc[-1]
    missing = sum(day == as_of for day, _ in publication.ledger.missing)
    return f"{len(METRICS) - missing} of {len(METRICS)} metrics as of {as_of}"


def _freeze(workshop: Workshop, weeks: list[str], stamp: Stamp) -> None:
    opened, snapshot = _open(workshop, stamp.published_at, weeks)
    publication = opened
    for publication in freeze_weeks(opened, snapshot, weeks, stamp):
        click.echo(f"Recorded {publication.editions[-1].id}: {publication.editions[-1].title}")
    save(publication, weeks, workshop)


def _build(workshop: Workshop) -> None:
    report = build(read_publication(workshop), workshop.templates, workshop.site, workshop.cache)
    click.echo(f"Built {report.pages} pages, {report.files} files in {workshop.site}.")


def _check(workshop: Workshop, *, drafts: bool) -> None:
    publication = read_publication(workshop, drafts=drafts)
    problems = [*check_publication(publication), *check_site(workshop.site, publication.config)]
    for problem in problems:
        click.echo(str(problem), err=True)
    errors: list[Problem] = [p for p in problems if p.severity == "error"]
    click.echo(f"Checked: {len(errors)} errors, {len(problems) - len(errors)} warnings.")
    if errors:
        sys.exit(ContentError.exit_code)
