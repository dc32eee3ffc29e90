"""What do several commands take?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

import click

from generator.editions.paths import Paths

SourceChoice = Literal["net", "csv"]
# What every command is given: where it works, and when.
At: TypeAlias = tuple[Paths, datetime]

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
