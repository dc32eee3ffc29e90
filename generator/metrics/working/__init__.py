"""Small caps against large caps, and against the Mag-7: is it working."""
