"""Figures ready to be looked up: rows, cells, views, verdicts, what they are over time."""
