"""One view a kind of page."""
