"""The command line: the only room with a clock."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator import __version__
from generator.cli.catalogue import FULL
from generator.cli.context import Context
from generator.cli.forecast import forecast
from generator.cli.proving import audit, diff
from generator.cli.weekly import backfill, fetch, measure, publish
from generator.cli.writing import build_command, check, new, serve, values
from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.model.errors import ContentError, OutlookError
from generator.model.formatting import plural

COMMANDS = (
    fetch, measure, backfill, publish, build_command, check, audit, diff, new, serve, values, forecast,
)  # fmt: skip


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
        return [
            *map(str, error.problems),
            f"{plural(len(error.problems), 'mistake')}. Nothing was written.",
        ]
    return [f"Error: {error}"]


def command_line(catalogue: Catalogue) -> click.Group:
    """Return the `outlook` command, which measures, draws and asks what the catalogue holds."""

    @click.group(cls=Outlook, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(__version__)
    @click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(),
                  help="The repository's folder.  [default: the current one]")  # fmt: skip
    @click.option("--now", type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]), default=None,
                  metavar="2026-08-22T06:00:00Z", help="Work as if it were this moment (UTC), for reruns and tests.")  # fmt: skip
    @click.pass_context
    def outlook(ctx: click.Context, folder: Path, now: datetime | None) -> None:
        """Put one thesis about US small caps on trial, every week, with data."""
        # A build makes millions of small objects that live to its end. To look for cycles among
        # them every 700, as Python does, takes a sixth of its time.
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        moment = (now or datetime.now(UTC)).replace(tzinfo=UTC, microsecond=0)
        ctx.obj = Context(Paths(folder), moment, catalogue)

    for command in COMMANDS:
        outlook.add_command(command)
    return outlook


main = command_line(FULL)
