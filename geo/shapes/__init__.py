"""Shapes: read, placed on Earth, measured, mended, and held against others."""
