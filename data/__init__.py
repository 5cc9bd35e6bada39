"""What is measured and what is known: catalogue, figures, and the command line of the project."""
