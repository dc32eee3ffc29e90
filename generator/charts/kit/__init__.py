"""Parts of figures: axes, marks, labels, theme, and the finished SVG."""

from __future__ import annotations
