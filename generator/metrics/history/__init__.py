"""Has it been this bad before? Calendar years, long spans, a century."""

from __future__ import annotations
