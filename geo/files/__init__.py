"""Files of boundaries as they arrive: archives, layers, letters, columns."""
