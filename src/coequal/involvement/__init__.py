"""Public involvement: from the question, by surveys, events and letters, to what was heard and what came of it."""
