"""Which commands does an editor run? Start a text, find its numbers, preview, build, check."""

from __future__ import annotations

import click

from generator.cli.options import At
from generator.cli.steps import build_site, check_all
from generator.editions.new import start_edition
from generator.editions.publish import read_publication
from generator.model.config import read_config
from generator.model.errors import ConfigError
from generator.site.serve import serve as serve_site


@click.command(name="build")
@click.pass_obj
def build_command(obj: At) -> None:
    """Build the site into site/, offline.

    The same input gives the same bytes.
    """
    build_site(obj[0])


@click.command()
@click.pass_obj
def check(obj: At) -> None:
    """Check all texts, claims, facts and the built site.

    Drafts are checked too, and so are premises and links.
    """
    check_all(obj[0], drafts=True)


@click.command()
@click.argument("week")
@click.argument("sections", nargs=-1)
@click.pass_obj
def new(obj: At, week: str, sections: tuple[str, ...]) -> None:
    """Start a draft of an edition, or of a part of it.

    Without SECTIONS it is edition.md of WEEK; with them, the commentary on each.
    """
    for path in start_edition(obj[0].content, week, sections, read_config(obj[0].content)):
        click.echo(f"Wrote {path}")


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1.",
)
@click.pass_obj
def serve(obj: At, port: int) -> None:
    """Preview on 127.0.0.1, reloaded as files are saved."""
    serve_site(obj[0], port)


@click.command()
@click.argument("text", default="")
@click.pass_obj
def values(obj: At, text: str) -> None:
    """List live names that contain TEXT, with their values.

    The values are those of the newest edition; without TEXT, all names are listed.
    """
    publication = read_publication(obj[0])
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    found = [v for v in publication.values(publication.editions[-1]) if text.lower() in v.name]
    for value in found:
        click.echo(f"{value.name:44} {value.text()}")
    if not found:
        raise ConfigError(f"No live name contains '{text}'. `outlook values` lists all of them.")
