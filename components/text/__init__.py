"""Small pieces of text and HTML that every part of a page uses."""
