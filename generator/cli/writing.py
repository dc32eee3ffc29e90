"""Commands of editors: start a text, find its numbers, preview, build, check."""

from __future__ import annotations

import click

from generator.cli.context import Context, build_site, check_all
from generator.editions.new import start_edition
from generator.model.config import read_config
from generator.model.errors import ConfigError
from generator.site.serve import serve as serve_site


@click.command(name="build")
@click.pass_obj
def build_command(context: Context) -> None:
    """Build the site into site/, offline.

    The same input gives the same bytes.
    """
    build_site(context)


@click.command()
@click.pass_obj
def check(context: Context) -> None:
    """Check all texts, claims, facts and the built site.

    Drafts are checked too, and so are premises and links.
    """
    check_all(context, drafts=True)


@click.command()
@click.argument("week")
@click.argument("sections", nargs=-1)
@click.pass_obj
def new(context: Context, week: str, sections: tuple[str, ...]) -> None:
    """Start a draft of an edition, or of a part of it.

    Without SECTIONS it is edition.md of WEEK; with them, the commentary on each.
    """
    content = context.paths.content
    for path in start_edition(content, week, sections, read_config(content)):
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
def serve(context: Context, port: int) -> None:
    """Preview on 127.0.0.1, reloaded as files are saved."""
    serve_site(context.paths, context.catalogue, port)


@click.command()
@click.argument("text", default="")
@click.pass_obj
def values(context: Context, text: str) -> None:
    """List live names that contain TEXT, with their values.

    The values are those of the newest edition; without TEXT, all names are listed.
    """
    publication = context.publication()
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    matches = [v for v in publication.values(publication.editions[-1]) if text.lower() in v.name]
    for value in matches:
        click.echo(f"{value.name:44} {value.text()}")
    if not matches:
        raise ConfigError(f"No live name contains '{text}'. `outlook values` lists all of them.")
