"""Commands that prove: `audit` and `diff`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from generator.checks.audit import audit as audit_publication
from generator.cli.context import Context
from generator.editions.change import plain_lines
from generator.editions.comparison import changes
from generator.editions.publication import Edition
from generator.model.errors import ConfigError, LedgerError
from generator.model.formatting import day

# What `diff` compares.
PAIR = 2


@click.command()
@click.option("--snapshot", is_flag=True, help="Measure every edition again from .cache/snapshot.")
@click.pass_obj
def audit(context: Context, snapshot: bool) -> None:  # noqa: FBT001  -- a flag of the command line
    """Prove that records, ledger and pages are as published.

    Each proof is one line; what does not hold is listed with file and line, and ends with 1.
    """
    fails = False
    for proof in audit_publication(context.paths, context.catalogue, with_snapshot=snapshot):
        click.echo(str(proof))
        fails = fails or bool(proof.errors)
        for line in proof.lines():
            click.echo(line, err=True)
    if fails:
        sys.exit(LedgerError.exit_code)


@click.command()
@click.argument("weeks", nargs=-1)
@click.pass_obj
def diff(context: Context, weeks: tuple[str, ...]) -> None:
    """Tell what changed between two recorded weeks.

    Without WEEKS it is the last two; one is compared with the edition before it; the order of two
    does not matter.
    """
    publication = context.publication()
    before, after = _two_editions(publication.editions, weeks)
    days = " to ".join(f"{e.id} ({day(e.record.as_of)})" for e in (before, after))
    click.echo(f"From {days}:")
    for line in plain_lines(changes(before.record, after.record, publication.metrics)):
        click.echo(line)


def _two_editions(editions: Sequence[Edition], weeks: tuple[str, ...]) -> tuple[Edition, Edition]:
    """Return the editions to compare, the earlier one first."""
    places = {edition.id: place for place, edition in enumerate(editions)}
    unknown = [week for week in weeks if week not in places]
    if unknown:
        recorded = f"{editions[0].id} to {editions[-1].id}" if editions else "none yet"
        raise ConfigError(f"{unknown[0]} is not recorded. Recorded editions: {recorded}.")
    named = sorted({places[week] for week in weeks})
    last = named[-1] if named else len(editions) - 1
    first = named[0] if len(weeks) > 1 else last - 1
    if len(named) > PAIR or not 0 <= first < last:
        raise ConfigError("There is nothing to compare. Name two different recorded weeks.")
    return editions[first], editions[last]
