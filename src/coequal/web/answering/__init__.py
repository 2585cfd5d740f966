"""A survey as people answer it, one page at a time."""
