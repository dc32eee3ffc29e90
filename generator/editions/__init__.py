"""Published editions and their records, and the drafting of a new one."""

from __future__ import annotations
