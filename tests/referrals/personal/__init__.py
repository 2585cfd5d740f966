"""What is personal is sealed, and opens with its keys alone."""
