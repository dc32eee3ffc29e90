"""What does FRED say? Macro series from its public CSV address, one request a series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TextIO
from urllib.parse import quote

import pandas as pd
from curl_cffi.requests import Response, Session
from curl_cffi.requests.exceptions import RequestException
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from generator.errors import SourceError
from generator.snapshot import Snapshot
from generator.sources.answers import Answer, Place, macro_part, score
from generator.sources.ask import Ask, Progress
from generator.sources.tables import Layout, parse_table

ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv"
# The day's column was renamed in 2025.
DAY = ("observation_date", "DATE")
# After so many series without an answer the rest is not asked for.
GIVE_UP = 2
# Too many requests, and the states of a server in trouble.
PASSING = (429, 500, 502, 503, 504)


class _UnansweredError(SourceError):
    """FRED could not be reached or has a trouble that may be over in a moment."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, in seconds, and how often it is asked for."""

    timeout: float = 20
    pause: float = 2
    attempts: int = 3


def fetch_fred(
    ask: Ask, stream: TextIO, address: str = ADDRESS, patience: Patience = Patience()
) -> Snapshot:
    """Return the macro series that FRED gave, and why it did not give the others."""
    progress = Progress(stream, "fred")
    # FRED lets the connections of clients that do not look like a browser hang.
    with Session(impersonate="chrome") as session:
        ask_for = partial(_series, session, address, patience)
        answers = _answers(ask.series, ask_for, progress)
    place = Place("fred", lambda name: f"https://fred.stlouisfed.org/series/{quote(name)}")
    part = macro_part(ask, place, answers)
    progress.done(score(part, len(ask.series)))
    return part


def _answers(
    names: Sequence[str], ask_for: Callable[[str], pd.DataFrame], progress: Progress
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    unanswered = 0
    for name in names:
        progress.update(f"{len(answers)} of {len(names)}")
        try:
            answers[name] = ask_for(name)
        except SourceError as error:
            answers[name] = str(error)
            unanswered += isinstance(error, _UnansweredError)
        if unanswered == GIVE_UP:
            break
    rest = dict.fromkeys(names, f"not asked for: FRED gave no answer to {GIVE_UP} other series")
    return rest | answers


def _series(
    session: Session[Response], address: str, patience: Patience, name: str
) -> pd.DataFrame:
    retry = Retrying(
        retry=retry_if_exception_type(_UnansweredError),
        stop=stop_after_attempt(patience.attempts),
        wait=wait_exponential(multiplier=patience.pause),
        reraise=True,
    )
    text = retry(_text, session, f"{address}?id={quote(name)}", patience.timeout)
    table = parse_table(text, "the answer", Layout(DAY, (name,)))
    return table.rename(columns={name: "value"})


def _text(session: Session[Response], url: str, timeout: float) -> str:
    try:
        answer = session.get(url, timeout=timeout)
    except RequestException as error:
        raise _UnansweredError(f"FRED could not be reached: {error}") from error
    if answer.status_code in PASSING:
        raise _UnansweredError(f"FRED answered with status {answer.status_code}")
    if not answer.ok:
        raise SourceError(f"FRED answered with status {answer.status_code}: no such series?")
    if not answer.text.strip():
        raise SourceError("an empty answer")
    if answer.text.lstrip().startswith("<"):
        raise SourceError("a web page instead of a table")
    return answer.text
