"""How programmes are measured."""
