"""What else is wrong, where a front matter keeps the publication from being read at all?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.content.text import lint
from generator.editions.record_file import RECORD, read_record
from generator.ledger.live_values import LiveValues
from generator.model.errors import Mistakes, Problem
from generator.model.front_matter import read_body
from generator.model.metric import Metric
from generator.model.record import Record


def check_bodies(content: Path, metrics: tuple[Metric[...], ...]) -> list[Problem]:
    """Return the errors below the front matter of all texts, drafts too.

    A text of an edition speaks of its own numbers, any other of the newest; before the first
    edition there are none, and nothing is checked.
    """
    records = sorted(content.glob(f"editions/*/{RECORD}"))
    read = cache(read_record)
    found: list[Problem] = []
    for path in sorted(content.glob("*/**/*.md")) if records else ():
        own = path.with_name(RECORD)
        # A text that has no body is among the mistakes of front matters already.
        with Mistakes().gathered():
            found += _errors(path, read(own if own.exists() else records[-1]), metrics)
    return found


def _errors(path: Path, record: Record, metrics: tuple[Metric[...], ...]) -> list[Problem]:
    problems = lint(read_body(path), LiveValues(metrics, record.numbers), record.figures)
    return [problem for problem in problems if problem.severity == "error"]
