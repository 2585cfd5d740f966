"""How the table of reported mistakes came to be."""
