"""Workbooks as they arrive: from the cells of a file to rows of the long tables."""
