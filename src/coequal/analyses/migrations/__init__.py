"""How the tables of analyses came about."""
