"""A table that others made becomes a family: a recipe says how each of its columns is read, and nothing is guessed."""
