"""Markdown to trusted HTML: live numbers, figures, callouts, sanitised."""
