"""How public involvement is measured."""
