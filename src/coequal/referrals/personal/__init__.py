"""What is kept of people: sealed where it lies, opened only with keys that are kept apart from it."""
