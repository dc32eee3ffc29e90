"""Risk: swings, falls, stress, and the record of simple forecasts."""
