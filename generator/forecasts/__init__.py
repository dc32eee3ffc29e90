"""Dated probabilities, the rules that resolve them, and their scores."""
