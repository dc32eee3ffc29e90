"""Commands of the weekly job: fetch, measure, backfill, publish."""

from __future__ import annotations

from pathlib import Path

import click

from generator.checks.audit import require_same, require_unchanged
from generator.cli.context import (
    Context,
    SourceChoice,
    build_site,
    check_all,
    fetch_tables,
    from_option,
    open_weeks,
    record_weeks,
    source_option,
    vendor_option,
)
from generator.editions.publication import Publication
from generator.editions.publish import (
    due_week,
    measure_week,
    require_open,
    save,
    weeks_between,
    weeks_up_to,
)
from generator.ledger.measure import gather_inputs


@click.command()
@source_option
@from_option
@vendor_option
@click.pass_obj
def fetch(context: Context, source: SourceChoice, folder: Path | None, vendor: str) -> None:
    """Fetch raw tables, the only step that uses the network.

    They go into .cache/snapshot.
    """
    fetch_tables(context, source, folder, vendor)


@click.command()
@click.argument("week", required=False)
@click.pass_obj
def measure(context: Context, week: str | None) -> None:
    """Measure a week and add it to the ledger.

    WEEK is 2026-w34 or the like; without one it is the newest that is over.
    """
    week = week or due_week(context.now)
    publication, snapshot = open_weeks(context, [week])
    inputs = gather_inputs(snapshot, publication.facts, publication.config, publication.families)
    measured = measure_week(publication, snapshot, inputs, week)
    save(measured, [], context.paths)
    click.echo(f"Measured {week}: {_coverage(measured)}.")


@click.command()
@click.argument("first")
@click.argument("last")
@click.pass_obj
def backfill(context: Context, first: str, last: str) -> None:
    """Measure and record all weeks from FIRST to LAST.

    Their editions are marked as computed afterwards.
    """
    record_weeks(context, weeks_between(first, last), backfilled=True)


@click.command()
@click.argument("week", required=False)
@source_option
@from_option
@vendor_option
@click.pass_obj
def publish(
    context: Context,
    week: str | None,
    source: SourceChoice,
    folder: Path | None,
    vendor: str,
) -> None:
    """Fetch, measure, freeze a week's edition, build, check.

    WEEK is 2026-w34 or the like; without one it is the newest that is over. A week that is
    published already is left as it is, if the ledger still gives the same numbers. Weeks that were
    missed before it are computed afterwards, and marked so; so is WEEK once a later one is over.
    """
    now = context.now
    week = week or due_week(now)
    require_unchanged(context.paths, context.catalogue)
    publication = context.publication()
    if week in {edition.id for edition in publication.editions}:
        require_same(context.paths, publication, week)
        click.echo(f"{week} is published already; nothing to do.")
    else:
        require_open(publication, [week], now)
        fetch_tables(context, source, folder, vendor)
        weeks = weeks_up_to(publication, week)
        record_weeks(context, weeks, backfilled=week != due_week(now))
    build_site(context)
    check_all(context, drafts=False)


def _coverage(publication: Publication) -> str:
    as_of = publication.ledger.weeks["as_of"].iloc[-1]
    missing = sum(day == as_of for day, _ in publication.ledger.missing)
    count = len(publication.metrics)
    return f"{count - missing} of {count} metrics as of {as_of}"
