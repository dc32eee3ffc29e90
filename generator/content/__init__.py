"""What editors write, and the HTML that becomes of it."""

from __future__ import annotations
