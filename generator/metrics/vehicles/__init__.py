"""Vehicles: the funds that one can buy, their costs and kinds."""
