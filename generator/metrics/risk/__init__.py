"""Swings, falls, stress, and the record of simple forecasts: what can go wrong."""
