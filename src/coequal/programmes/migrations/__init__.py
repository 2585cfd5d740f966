"""How the tables of programmes came to be."""
