"""Is it working? Small caps against large caps, and against the Mag-7."""

from __future__ import annotations
