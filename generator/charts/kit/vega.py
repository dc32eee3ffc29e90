"""Where does Altair come from? From here, when the first figure is drawn: most commands draw none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altair import *  # noqa: F403
    from altair import utils as utils  # noqa: PLC0414  -- so that mypy lets it pass on
else:

    def __getattr__(name: str) -> Any:
        """Return a name of Altair, whose loading takes a fifth of the start-up."""
        import altair as alt  # noqa: PLC0415  -- the point of this module

        return getattr(alt, name)
