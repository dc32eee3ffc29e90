"""Parts of figures: axes, marks, labels, theme, and the finished SVG."""
