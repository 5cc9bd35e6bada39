"""What a person decides of a file, and what it then becomes."""
