"""The Small-Cap Outlook: one thesis, put on trial every week with data."""

from __future__ import annotations

__version__ = "0.1.0"
