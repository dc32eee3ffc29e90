"""Why would it work? Interest rates, credit, and what followed cuts and recessions."""

from __future__ import annotations
