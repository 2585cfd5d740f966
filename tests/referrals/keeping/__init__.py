"""How long requests are kept, and how they are disposed of."""
