"""Finding by name, with marks and without: the box in the frame, and pickers that do the same."""
