"""The context of all commands (folder, moment, catalogue), and options that they share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.editions.reading import read_publication

SourceChoice = Literal["net", "csv"]


@dataclass(frozen=True, slots=True)
class Context:
    """What every command is given: where it works, at which moment, with which catalogue."""

    paths: Paths
    now: datetime
    catalogue: Catalogue

    def publication(self, *, drafts: bool = False) -> Publication:
        """Return all that is written and published; see `read_publication`."""
        return read_publication(self.paths, self.catalogue, drafts=drafts)


source_option = click.option(
    "--source", type=click.Choice(["net", "csv"]), default="net", show_default=True,
    help="net: Yahoo, FRED, French, CFTC, SEC. csv: a folder of CSV files, named with --from.",
)  # fmt: skip
from_option = click.option(
    "--from", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="For --source csv: the folder with prices/ and macro/.",
)  # fmt: skip
vendor_option = click.option(
    "--vendor", default="", help="Whose data the CSV files are, for readers."
)
