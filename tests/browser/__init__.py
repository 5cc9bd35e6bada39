"""The program in a real browser; a package, so that its files share what they look with."""
