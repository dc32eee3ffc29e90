"""Starting an edition: drafts of its texts, which say what goes where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.model.config import Config
from generator.model.errors import ConfigError
from generator.model.sessions import edition_as_of

EDITION = """\
---
title: "Write the finding of the week, as a sentence"
summary: "One or two sentences for search results, feeds and the archive; at most 160 characters."
draft: true
---

Write the lead here. A live number is a name in double braces: {{ relative_return.since_article }}.
`outlook values` lists all names. Delete the line `draft: true` when the text is ready.
"""
SECTION = """\
---
premises: []
draft: true
---

Answer the question of this part: {question}
"""


def start_edition(content: Path, week: str, sections: Sequence[str], config: Config) -> list[Path]:
    """Write drafts of edition.md and of some sections' commentary for a week.

    A section without a file keeps the commentary of an earlier edition. ConfigError where a file
    is there already.
    """
    edition_as_of(week)
    unknown = sorted(set(sections) - set(config.sections))
    if unknown:
        names = ", ".join(config.sections)
        raise ConfigError(f"There is no part {', '.join(unknown)}. The parts are {names}.")
    folder = content / "editions" / week
    questions = {name: question for name, question in config.sections.items() if name in sections}
    texts = {f"{name}.md": SECTION.format(question=q) for name, q in questions.items()}
    texts = texts or {"edition.md": EDITION}
    for name in texts:
        if (folder / name).exists():
            raise ConfigError(f"{folder / name} is there already. Edit that file.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
