"""What the cells of a grid mean: places, periods, indicators, numbers."""
