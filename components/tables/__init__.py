"""Tables and matrices of figures, and the page of a commune."""
