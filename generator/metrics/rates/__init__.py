"""Interest rates, credit, and what followed cuts and recessions: why it would work."""
