"""The map, what is chosen on it, and what is said beside it."""
