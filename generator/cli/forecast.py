"""`outlook forecast`: the base rate is shown before a probability is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click

from generator.cli.context import Context
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.forecasts.log import ForecastHistory, ForecastLog, write_forecasts
from generator.forecasts.opening import Opening, draft, with_forecast, with_update
from generator.forecasts.questions import QUESTIONS, first_close
from generator.model.errors import ConfigError
from generator.model.formatting import chance, day

_DAY = click.DateTime(["%Y-%m-%d"])
_KINDS = {kind.id: kind for kind in QUESTIONS}
_P = click.FloatRange(0, 1)
p_option = click.option("--p", type=_P, help="Probability; 0 becomes 0.02 and 1 becomes 0.98.")
note_option = click.option("--note", help="Why this probability, in a sentence.")
yes_option = click.option("--yes", is_flag=True, help="Add the line without asking again.")


@click.group()
def forecast() -> None:
    """Make a forecast, change its probability, or list all of them."""


@forecast.command()
@click.option("--kind", type=click.Choice(list(_KINDS)), help="The question; asked if not given.")
@click.option("--start", type=_DAY, help="First day of the span.  [default: the week's last close]")
@click.option("--end", type=_DAY, help="Day that decides.  [default: as usual for the question]")
@p_option
@note_option
@yes_option
@click.pass_obj
def new(  # noqa: PLR0913  -- an option for each thing that is asked
    context: Context,
    *,
    kind: str | None,
    start: datetime | None,
    end: datetime | None,
    p: float | None,
    note: str | None,
    yes: bool,
) -> None:
    """Add a forecast to content/forecasts.jsonl; what is known without an opinion comes first."""
    publication = context.publication()
    opening = _draft(publication, kind or _prompt_kind(), (start, end), context.now)
    for line in _opening_lines(opening):
        click.echo(line)
    p, note = _prompt_missing(p, note)
    log = with_forecast(publication.forecasts, opening, publication.config.byline, p, note)
    _add(log, context.paths, sure=yes)


@forecast.command()
@click.argument("name")
@p_option
@note_option
@yes_option
@click.pass_obj
def update(context: Context, name: str, p: float | None, note: str | None, *, yes: bool) -> None:
    """Add a new probability for the open forecast NAME (F001); the old ones stay and count."""
    log = context.publication().forecasts
    if name not in log.entries:
        ids = ", ".join(log.entries) or "none yet"
        raise ConfigError(f"There is no forecast {name} in {log.path}. Known are: {ids}.")
    click.echo(_entry_line(log.entries[name]))
    p, note = _prompt_missing(p, note)
    _add(with_update(log, name, p, note, context.now), context.paths, sure=yes)


@forecast.command(name="list")
@click.pass_obj
def list_all(context: Context) -> None:
    """List all forecasts, the open ones with their newest probability."""
    for entry in context.publication().forecasts.entries.values():
        click.echo(_entry_line(entry))


def _prompt_kind() -> str:
    for kind in QUESTIONS:
        click.echo(f"{kind.id}  {kind.question}")
    return str(click.prompt("Which question?", type=click.Choice(list(_KINDS))))


def _prompt_missing(p: float | None, note: str | None) -> tuple[float, str]:
    chosen = click.prompt("Probability, 0 to 1", type=_P) if p is None else p
    return float(chosen), str(note or click.prompt("Why, in a sentence"))


def _draft(
    publication: Publication,
    kind: str,
    ends: tuple[datetime | None, datetime | None],
    now: datetime,
) -> Opening:
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    if ends[1] and _KINDS[kind].days is None:
        raise ConfigError(
            f"{kind} asks for a calendar year, which has its own end. Leave out --end."
        )
    newest = publication.editions[-1]
    start = ends[0].date() if ends[0] else first_close(now.date())
    span = _KINDS[kind].span(start, ends[1].date() if ends[1] else None)
    return draft(_KINDS[kind], span, publication.ledger_of(newest), newest.record.as_of, now)


def _opening_lines(opening: Opening) -> Iterator[str]:
    """Give what an editor sees before saying how likely it is."""
    rate, span = opening.benchmark, opening.span
    yield opening.question
    yield f"  rule         {opening.rule.text}"
    yield f"  span         {day(span.start)} to {day(span.end)}, {span.days} days"
    words = rate.missing or (
        f"{rate.computed_from}; n = {rate.n:,}, {rate.independent} that do not overlap"
    )
    yield f"  base rate    {chance(rate.p)}: {words}"
    yield f"  persistence  {chance(opening.persistence.p)}: {opening.persistence.source}"
    yield f"  market       {chance(opening.market.p)}: {opening.market.source}"
    yield f"  article      {chance(opening.article)}"
    if opening.is_late:
        yield "  This forecast is late: its span has begun. It will be marked so."


def _add(log: ForecastLog, paths: Paths, *, sure: bool) -> None:
    """Write the log's last line, once an editor says so."""
    line = log.lines[-1]
    text = f"{line.id} with {chance(log.entries[line.id].p)}"
    if not sure:
        click.confirm(f"Add {text}? It cannot be taken back.", abort=True)
    write_forecasts(log, paths.forecasts)
    click.echo(f"Added {text} as line {len(log.lines)} of {log.path}.")


def _entry_line(entry: ForecastHistory) -> str:
    forecast = entry.forecast
    state = f"until {day(forecast.resolves_on)}"
    if entry.resolution:
        state = f"{entry.resolution.outcome}, by {entry.resolution.how}"
    return f"{forecast.id}  {chance(entry.p):>4}  {state}  {forecast.question}"
