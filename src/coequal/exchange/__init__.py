"""Policies in forms for others, people and software, and what comes from them."""
