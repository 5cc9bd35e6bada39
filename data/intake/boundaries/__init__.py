"""Files of shapes held against the workspace."""
