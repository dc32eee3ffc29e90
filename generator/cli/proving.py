"""Which commands does a sceptic run?"""

from __future__ import annotations

import sys

import click

from generator.audit import audit as audit_publication
from generator.cli.options import At
from generator.errors import LedgerError


@click.command()
@click.option("--snapshot", is_flag=True, help="Measure every edition again from .cache/snapshot.")
@click.pass_obj
def audit(obj: At, snapshot: bool) -> None:  # noqa: FBT001  -- a flag of the command line
    """Prove that records, ledger and pages are as published.

    Each proof is one line; what does not hold is listed with file and line, and ends with 1.
    """
    fails = False
    for proof in audit_publication(obj[0], with_snapshot=snapshot):
        click.echo(str(proof))
        fails = fails or bool(proof.errors)
        for line in proof.lines():
            click.echo(line, err=True)
    if fails:
        sys.exit(LedgerError.exit_code)
