"""What is this publication called, and in which order does it speak? content/site.toml, checked."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from generator.errors import ConfigError
from generator.model import Section


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

    def lag(self, name: str) -> Lag:
        """Return the publication lag of a series ("fred:DGS2"), or that of its source."""
        return self.lags.get(name, self.lags[name.split(":", maxsplit=1)[0]])


def read_config(content: Path) -> Config:
    """Return the checked site.toml of a content folder; ConfigError names the key."""
    path = content / "site.toml"
    try:
        return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ConfigError(f"{path} is missing. Run outlook in the repository's folder.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}. Mend the line and try again.") from error
    except ValidationError as error:
        details = "; ".join(_detail(item["loc"], item["msg"]) for item in error.errors())
        raise ConfigError(f"{path}: {details}. See the comments in that file.") from error


def _detail(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, location))}: {message}"
