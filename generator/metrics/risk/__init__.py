"""What can go wrong? Swings, falls, and the record of simple forecasts."""

from __future__ import annotations
