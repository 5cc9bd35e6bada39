"""Files of figures opened into grids of cells."""
