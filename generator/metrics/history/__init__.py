"""Calendar years, long spans, a century: has it been this bad before."""

from __future__ import annotations
