"""content/site.toml, checked: title, address, reading order, publication lags."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from generator.model.errors import ConfigError
from generator.model.metric import Section
from generator.model.positions import toml_position
from generator.model.series import Family

_WORDS = {"extra_forbidden": "no setting has this name", "missing": "it is missing"}
_HINTS = {
    "base_url": "Write https://name.github.io/repository/ with the slash at its end.",
    "contact": "Write an e-mail address, or leave it empty.",
}


class Lag(BaseModel):
    """How late a value is published, and how old the last one may be, in business days.

    Attributes:
        late: observation -> day of its release, for those that came later than usual.
        as_fetched: the source overwrites what it said before, so a value counts as known only
            from the snapshot's last session on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lag_days: int = Field(ge=0)
    stale_days: int = Field(ge=1)
    late: dict[date, date] = Field(default={})
    as_fetched: bool = False


class Config(BaseModel):
    """content/site.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    tagline: str
    description: str
    base_url: Annotated[str, StringConstraints(pattern=r"^https?://.+/$")]
    byline: str
    contact: Annotated[str, StringConstraints(pattern=r"^([!-~]+@[!-~]+\.[!-~]+)?$")] = ""
    sections: dict[Section, str]
    lags: dict[str, Lag]

    @property
    def base_path(self) -> str:
        """Return the path under which the site lives: `/outlook/`."""
        return urlsplit(self.base_url).path

    @property
    def agent(self) -> str:
        """Return who asks a source that wants to know, "" without a contact: `Outlook a@b.org`."""
        name = self.title.encode("ascii", "ignore").decode()
        return f"{name} {self.contact}" if self.contact else ""

    def lag(self, name: str, family: Family) -> Lag:
        """Return the publication lag of a series ("fred:DGS2"), or else that of its family."""
        own = self.lags.get(name) or self.lags.get(family.key)
        return own or Lag(lag_days=family.lag_days, stale_days=family.stale_days)


def read_config(content: Path) -> Config:
    """Return the checked site.toml of a content folder; ConfigError names the key."""
    path = content / "site.toml"
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Config.model_validate(tomllib.loads(text))
    except FileNotFoundError as error:
        raise ConfigError(f"{path} is missing. Run outlook in the repository's folder.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_misspelt(path, str(error))) from error
    except ValidationError as error:
        faults = [_fault(path, text, item) for item in error.errors()]
        raise ConfigError("\n".join(faults)) from error


def _misspelt(path: Path, error: str) -> str:
    """Return what tomllib says, with the place in front: `site.toml:2:9: Invalid value`."""
    what, _, place = error.rstrip(")").partition(" (at ")
    where = ":".join(re.findall(r"\d+", place)) or "1:1"
    return f"{path}:{where}: {what}. A text stands in straight quotes, a date without."


def _fault(path: Path, text: str, error: ErrorDetails) -> str:
    keys = [str(step) for step in error["loc"] if step != "[key]"]
    message = _WORDS.get(error["type"], f"{error['msg'][:1].lower()}{error['msg'][1:]}")
    hint = _HINTS.get(keys[-1], "The comments in that file say what is meant.")
    position = toml_position(text, keys)
    return f"{path}:{position.line}:{position.column}: `{'.'.join(keys)}`: {message}. {hint}"
