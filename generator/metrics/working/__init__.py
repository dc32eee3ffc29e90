"""Performance: small caps against large caps, and against the Mag-7."""
