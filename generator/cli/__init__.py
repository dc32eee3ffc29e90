"""The command line: the only room with a clock."""

from __future__ import annotations
