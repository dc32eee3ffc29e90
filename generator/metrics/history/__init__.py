"""History: calendar years, long spans and a century."""
