"""How does an editor start an edition? With files that say what goes where."""

from __future__ import annotations

from pathlib import Path

from generator.config import Config
from generator.errors import ConfigError
from generator.sessions import edition_as_of

EDITION = """\
---
title: "Write the finding of the week, as a sentence"
summary: "One or two sentences for search results, feeds and the archive; at most 160 characters."
---

Write the lead here. A live number is a name in double braces: {{ relative_return.since_article }}.
`outlook values` lists all names.
"""
SECTION = """\
---
premises: []
---

{question} Write what the numbers of this section mean. Delete this file to let the last
commentary on this section carry over.
"""


def start_edition(content: Path, week: str, config: Config) -> list[Path]:
    """Write edition.md and a file a section for a week; ConfigError if it was begun already."""
    edition_as_of(week)
    folder = content / "editions" / week
    if any(folder.glob("*.md")):
        raise ConfigError(f"{folder} has Markdown already. Edit the files there.")
    texts = {"edition.md": EDITION}
    texts |= {f"{s}.md": SECTION.format(question=q) for s, q in config.sections.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
