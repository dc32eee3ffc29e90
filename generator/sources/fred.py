"""FRED: macro series from its public CSV address, one request a series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TextIO
from urllib.parse import quote

import pandas as pd
from curl_cffi.requests import Session

from generator.model.errors import SourceError
from generator.model.series import FRED
from generator.sources.answers import Answer, macro_part, score, source_page
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Snapshot
from generator.sources.tables import Layout, parse_table
from generator.sources.web import PATIENCE, Patience, UnansweredError, Web

ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv"
# The day's column was renamed in 2025.
DAY = ("observation_date", "DATE")
# After so many series without an answer the rest is not asked for.
GIVE_UP = 2


def fetch_fred(
    ask: Ask, stream: TextIO, address: str = ADDRESS, patience: Patience = PATIENCE
) -> Snapshot:
    """Return the macro series that FRED gave, and why it did not give the others."""
    names = ask.tables(FRED)
    progress = Progress(stream, "fred").tell(f"asking for {len(names)} series")
    # FRED lets the connections of clients that do not look like a browser hang.
    with Session(impersonate="chrome") as session:
        ask_for = partial(_series, Web(session, "FRED", patience), address)
        answers = _answers(names, ask_for, progress)
    part = macro_part(ask, source_page(FRED), answers)
    progress.done(score(part, len(names)))
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
            unanswered += isinstance(error, UnansweredError)
        if unanswered == GIVE_UP:
            break
    rest = dict.fromkeys(names, f"not asked for: FRED gave no answer to {GIVE_UP} other series")
    return rest | answers


def _series(web: Web, address: str, name: str) -> pd.DataFrame:
    text = _text(web, f"{address}?id={quote(name)}")
    table = parse_table(text, "the answer", Layout(DAY, (name,)))
    return table.rename(columns={name: "value"})


def _text(web: Web, url: str) -> str:
    try:
        text = str(web.get(url).text)
    except UnansweredError:
        raise
    except SourceError as error:
        raise SourceError(f"{error}: no such series?") from error
    if not text.strip():
        raise SourceError("an empty answer")
    if text.lstrip().startswith("<"):
        raise SourceError("a web page instead of a table")
    return text
