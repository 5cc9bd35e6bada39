"""Pieces of page: what several pages show, and how they speak with the browser."""
