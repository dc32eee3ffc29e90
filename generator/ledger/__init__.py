"""All measurements, week by week, as they lie in content/data/."""
